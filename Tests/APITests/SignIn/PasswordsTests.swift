import Portal
import Testing

@testable import API

@Suite("Hashes of passwords")
struct PasswordsTests {
    private static let environment = Environment.fixed(at: TestPortal.now, seed: 7)

    /// Of «correct horse battery», made by a C program with crypt(3).
    static let known = "$y$j9T$0123456789abcdefghijk.$7UKIJwgsda/SFsmMtb0DlpD6W2vzYKD8uawNI698ca7"

    @Test("A password matches its own hash and no other, whatever has made it")
    func matches() throws {
        let password = try #require(Password("correct horse battery"))
        #expect(try Passwords.matches(password, Self.known))
        #expect(try !Passwords.matches(Password("correct horse batterz"), Self.known))
        #expect(try !Passwords.matches(Password(""), Self.known))
        let hash = try Passwords.hash(password, from: Self.environment)
        #expect(hash != Self.known)
        #expect(try Passwords.matches(password, hash))
        #expect(try !Passwords.matches(password, String(hash.dropLast())))
        #expect(try !Passwords.matches(password, hash + "x"))
    }

    @Test("A hash that differs is another, whichever its bytes are", arguments: [0, 7, 12])
    func wrong(_ number: Int) throws {
        #expect(try !Passwords.matches(Password("wrong horse battery \(number)"), Self.known))
    }

    @Test("The same password has another hash each time")
    func salt() throws {
        let password = try #require(Password("correct horse battery"))
        let environment = Self.environment
        #expect(
            try Passwords.hash(password, from: environment) != Passwords.hash(password, from: environment))
    }

    @Test("Neither no password nor no hash ever matches, nor what is no hash")
    func nobody() throws {
        #expect(try !Passwords.matches(nil, Self.known))
        #expect(try !Passwords.matches(Password("correct horse battery"), nil))
        #expect(try !Passwords.matches(nil, nil))
        for hash in ["", "*0", "correct horse battery", "$y$", "$9$x"] {
            #expect(try !Passwords.matches(Password("correct horse battery"), hash), "\(hash)")
        }
    }

    @Test("What nobody's password is compared with takes as long as any hash: it was made with the same cost")
    func cost() throws {
        let hash = try Passwords.hash(try #require(Password("correct horse battery")), from: Self.environment)
        let settings = [hash, Passwords.ofNobody, Self.known].map { $0.split(separator: "$").prefix(2) }
        #expect(settings.allSatisfy { $0 == ["y", "j9T"] })
        #expect(Passwords.ofNobody.utf8.count == hash.utf8.count)
    }

    @Test("The longest password is hashed to its last byte")
    func longest() throws {
        let text = String(repeating: "🔑", count: 127)
        let hash = try Passwords.hash(try #require(Password(text + "abc")), from: Self.environment)
        #expect(try Passwords.matches(Password(text + "abc"), hash))
        #expect(try !Passwords.matches(Password(text + "abd"), hash))
    }
}
