import GraphQL
import Glibc
import Portal
import SQLite
import Storage
import Testing

@testable import API

@Suite("Wrong passwords")
struct WrongPasswordTests {
    private static let nobodys = ["otto@zeus.example", "sam@ares.example", "nobody@ares.example", "no address", ""]

    @Test("A wrong password, no password, a closed account and none at all are answered byte by byte the same")
    func refused() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        #expect(portal.signIn("uma@ares.example", "wrong") == SignInAnswer.wrong)
        #expect(portal.signIn("uma@ares.example", "") == SignInAnswer.wrong)
        #expect(portal.signIn("uma@ares.example", String(repeating: "x", count: 100_000)) == SignInAnswer.wrong)
        for email in Self.nobodys { #expect(portal.signIn(email) == SignInAnswer.wrong, "\(email)") }
        #expect(try portal.count("access_token WHERE kind = 'SESSION'") == 0)
    }

    /// Nanoseconds for which this thread, and no other, is busy with a wrong password.
    private static func time(_ email: String, _ check: inout PasswordCheck) throws -> Int64 {
        func now() -> Int64 {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        }
        let call = PasswordCall(
            mutation: .signIn,
            arguments: [InputObjectField("email", .string(email)), InputObjectField("password", .string("wrong"))])
        let start = now()
        _ = try check.finding(for: call, by: .anonymous, from: .unknown)
        return now() - start
    }

    @Test("They all take about as long: something is hashed for each")
    func time() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        var check = try PasswordCheck(portal.database, .fixed(at: TestPortal.now, seed: 1))
        var times: [Int64] = []
        for _ in 0..<5 { times.append(try Self.time("uma@ares.example", &check)) }
        let known = times.min() ?? 0
        #expect(try Self.time("uma@ares.example", &check) < known / 3, "nothing is hashed for one that is closed")
        for email in Self.nobodys { #expect(try Self.time(email, &check) > known / 3, "\(email)") }
    }

    @Test(
        "After five in 15 minutes an account is closed to the right one, too, whether there is an account or not",
        arguments: ["uma@ares.example", "otto@zeus.example", "nobody@ares.example"])
    func locked(_ email: String) throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let isRight = email == "uma@ares.example"
        for _ in 0..<5 {
            // What would be right if the account were open counts as well.
            #expect(portal.signIn(email, isRight ? "wrong" : ServedPortal.password) == SignInAnswer.wrong)
            portal.pass(milliseconds: 1000)
        }
        #expect(portal.signIn(email.uppercased()) == SignInAnswer.locked(895))
        portal.pass(milliseconds: 894_999)
        #expect(portal.signIn(email) == SignInAnswer.locked(1))
        portal.pass(milliseconds: 1)
        #expect((portal.signIn(email) == SignInAnswer.wrong) == !isRight)
        #expect(try portal.count("access_token WHERE kind = 'SESSION'") == (isRight ? 1 : 0))
    }

    @Test("A clock that is set back, or requests that overtake each other, make nobody's wrong passwords undone")
    func setBack() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        for _ in 0..<5 {
            #expect(portal.signIn("uma@ares.example", "wrong") == SignInAnswer.wrong)
            portal.clock.setBack(1)
        }
        #expect(portal.signIn("uma@ares.example") == SignInAnswer.locked(900))
        portal.pass(milliseconds: 60_000)
        portal.clock.setBack(24 * 3_600_000)
        #expect(portal.signIn("uma@ares.example") == SignInAnswer.locked(840))
    }

    @Test("An account that is closed for signing in goes on with its sessions, but for changing the password")
    func sessions() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let token = portal.session()
        for _ in 0..<5 {
            #expect(portal.changePassword(token, "wrong", to: "battery horse correct").contains("INVALID_CREDENTIALS"))
        }
        #expect(
            portal.changePassword(token, ServedPortal.password, to: "battery horse correct")
                == #"{"data":{"changePassword":{"ok":false,"userErrors":[{"code":"TOO_MANY_ATTEMPTS","field":null}]}}}"#
        )
        #expect(portal.signIn("uma@ares.example") == SignInAnswer.locked(900))
        #expect(portal.opens(token))
    }

    @Test("An operator opens an account that is closed for signing in: by another password")
    func opened() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let hash = try Passwords.hash(
            try #require(Password("battery horse correct")), from: .fixed(at: TestPortal.now, seed: 3))
        for email in ["uma@ares.example", "nobody@ares.example"] {
            for _ in 0..<5 { #expect(portal.signIn(email, "wrong") == SignInAnswer.wrong) }
            #expect(portal.signIn(email) == SignInAnswer.locked(900))
        }
        let login = try EmailAddress("uma@ares.example")
        let db = try portal.database.connectForWriting()
        #expect(try CredentialStore.give(hash, toLogin: login, at: TestPortal.now, in: db))
        #expect(portal.signIn("uma@ares.example") == SignInAnswer.wrong)
        #expect(portal.opens(portal.session("battery horse correct")))
        #expect(portal.signIn("nobody@ares.example") == SignInAnswer.locked(900))
    }

    @Test("Each of a request's mutations counts, and fifty for all accounts from an address")
    func aliases() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let aliases = { (range: Range<Int>) in
            let fields = range.map {
                #"a\#($0):signIn(email:\"u\#($0)@x.example\",password:\"wrong\"){userErrors{code}}"#
            }
            return ServedPortal.body("mutation{\(fields.joined(separator: " "))}")
        }
        for range in [0..<25, 25..<50] {
            let response = portal.respond(to: aliases(range), token: nil).response
            #expect(response.count(of: "INVALID_CREDENTIALS") == 25)
        }
        let last = portal.respond(to: aliases(50..<75), token: nil).response
        #expect(last.count(of: "TOO_MANY_ATTEMPTS") == 25)
        #expect(portal.signIn("uma@ares.example") == SignInAnswer.locked(900))
        portal.network = 2
        #expect(portal.opens(portal.session()))
    }

    @Test("Of several for one account each has the answer that it would have had alone, in their order")
    func severalOfOne() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let fields = (0..<6).map { "a\($0):signIn(email:$e,password:$w){userErrors{code}}" }
        let body = ServedPortal.body(
            "mutation($e:EmailAddress!,$w:String!,$p:String!,$no:Boolean=false){right:signIn(email:$e,password:$p){userErrors{code}} "
                + "out:signIn(email:$e,password:$w)@include(if:$no){token} \(fields.joined(separator: " "))}",
            ["e": "uma@ares.example", "w": "wrong", "p": ServedPortal.password])
        let wrong = (0..<5).map { #""a\#($0)":{"userErrors":[{"code":"INVALID_CREDENTIALS"}]},"# }.joined()
        #expect(
            TestPortal.withoutExtensions(portal.respond(to: body, token: nil).response)
                == #"{"data":{"right":{"userErrors":[]},\#(wrong)"a5":{"userErrors":[{"code":"TOO_MANY_ATTEMPTS"}]}}}"#)
    }

    @Test("A password that was replaced while it was compared is not right any more")
    func replaced() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let db = try portal.database.connectForWriting()
        let token = Token(from: .fixed(at: TestPortal.now, seed: 9))
        let stale = VerifiedPassword(actor: 2, hash: "$y$j9T$other")
        #expect(try SessionStore.begin(token, for: stale, at: TestPortal.now, in: db) == nil)
        #expect(try !CredentialStore.replace(stale, with: "$y$new", at: TestPortal.now, in: db))
        let closed = VerifiedPassword(actor: 5, hash: PasswordsTests.known)
        #expect(try SessionStore.begin(token, for: closed, at: TestPortal.now, in: db) == nil)
    }

    @Test("Administrators see how many there were since the last right one")
    func failures() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        for _ in 0..<3 { #expect(portal.signIn("uma@ares.example", "wrong") == SignInAnswer.wrong) }
        #expect(try portal.count("credential WHERE actor_id = 2 AND failed_logins = 3") == 1)
        _ = portal.session()
        #expect(try portal.count("credential WHERE failed_logins > 0") == 0)
    }

    @Test(
        "Those of one request count in their order, and none that is not carried out",
        arguments: [("wrong", "right", 0), ("right", "wrong", 1), ("right", "wrong wrong", 2), ("signOut", "wrong", 0)])
    func failuresInOrder(_ first: String, _ second: String, _ count: Int) throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let fields = (first + " " + second).split(separator: " ").enumerated().map { number, name in
            let password = name == "right" ? ServedPortal.password : "wrong"
            return name == "signOut"
                ? "signOut{ok}" : #"a\#(number):signIn(email:\"uma@ares.example\",password:\"\#(password)\"){token}"#
        }
        let body = #"{"query":"mutation{\#(fields.joined(separator: " "))}","onError":"HALT"}"#
        #expect(portal.respond(to: body, token: nil).response.contains("UNAUTHENTICATED") == (first == "signOut"))
        #expect(try portal.count("credential WHERE actor_id = 2 AND failed_logins = \(count)") == 1)
    }
}
