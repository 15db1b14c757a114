import Portal
import SQLite
import Storage
import Testing

@testable import API

@Suite("Sessions")
struct SessionTests {
    private static let minute: Int64 = 60_000
    private static let hour = 60 * minute

    @Test("A right password begins a session of 14 days, whose token opens the portal on every loop")
    func begins() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let answer = portal.signIn(" UMA@Ares.example")
        let token = try #require(answer.firstMatch(of: /"token":"(pt_[0-9a-f]{64})"/)).1
        #expect(
            answer
                == #"{"data":{"signIn":{"token":"\#(token)","expiresAt":"2023-11-28T22:13:20.000Z","userErrors":[]}}}"#)
        #expect(portal.opens(String(token)))
        portal.endpoint = try portal.makeLoop()
        #expect(portal.opens(String(token)))
        #expect(portal.session() != String(token))
        #expect(
            try portal.count(
                "access_token WHERE actor_id = 2 AND kind = 'SESSION' AND length(hash) = 32 AND prefix = substr('\(token)', 1, 8)"
            ) == 1)
        #expect(try portal.count("partner_user WHERE last_login_at = \(TestPortal.now.milliseconds)") == 1)
    }

    @Test("A login is one however its host is written", arguments: ["Uma@МЮЛЛЕР.example", "uma@xn--e1alacx4f.example"])
    func login(_ email: String) throws {
        let portal = try ServedPortal(
            ServedPortal.passwords + "UPDATE credential SET login = 'uma@xn--e1alacx4f.example' WHERE actor_id = 2;")
        #expect(portal.signIn(email).contains(#""token":"pt_"#))
    }

    @Test("A session ends when nobody has used it for twelve hours; a key does not")
    func idle() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let token = portal.session()
        portal.pass(milliseconds: 12 * Self.hour - 1)
        #expect(portal.opens(token))
        portal.awaitCommits { try $0.count("access_token WHERE kind = 'SESSION' AND last_used_at IS NOT NULL") == 1 }
        portal.pass(milliseconds: 12 * Self.hour - 1)
        #expect(portal.opens(token))
        portal.awaitCommits {
            try $0.count("access_token WHERE last_used_at = \(TestPortal.now.milliseconds + 24 * Self.hour - 2)") == 1
        }
        portal.pass(milliseconds: 12 * Self.hour)
        #expect(!portal.opens(token))
        #expect(portal.opens(ServedPortal.token(of: TestPortal.user)))
    }

    @Test("A session ends after 14 days, however much it is used")
    func lifetime() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let token = portal.session()
        for day in 1...28 {
            portal.pass(milliseconds: 12 * Self.hour - Self.minute)
            #expect(portal.opens(token))
            portal.awaitCommits {
                try $0.count(
                    "access_token WHERE last_used_at - created_at = \(Int64(day) * (12 * Self.hour - Self.minute))")
                    == 1
            }
        }
        portal.pass(milliseconds: 14 * 24 * Self.hour - 28 * (12 * Self.hour - Self.minute) - 1)
        #expect(portal.opens(token))
        portal.pass(milliseconds: 1)
        // What was looked up less than a second ago is trusted.
        portal.endpoint = try portal.makeLoop()
        #expect(!portal.opens(token))
    }

    @Test("That a token is used is noted once in ten minutes, on whichever loops")
    func use() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let token = portal.session()
        let note = "access_token WHERE kind = 'SESSION' AND last_used_at"
        for _ in 0..<3 {
            portal.pass(milliseconds: 3 * Self.minute)
            #expect(portal.opens(token))
        }
        portal.pass(milliseconds: Self.minute - 1)
        #expect(portal.opens(token))
        // All that was handed to the writer is done when this is.
        _ = portal.session()
        #expect(try portal.count("\(note) IS NOT NULL") == 0)
        portal.pass(milliseconds: 1)
        portal.endpoint = try portal.makeLoop()
        #expect(portal.opens(token))
        portal.awaitCommits { try $0.count("\(note) = \(TestPortal.now.milliseconds + 10 * Self.minute)") == 1 }
        portal.pass(milliseconds: 10 * Self.minute - 1)
        portal.endpoint = try portal.makeLoop()
        #expect(portal.opens(token))
        _ = portal.session()
        #expect(try portal.count("\(note) = \(TestPortal.now.milliseconds + 10 * Self.minute)") == 1)
    }

    @Test("Signing out ends the token at once, on every loop, and no other")
    func signOut() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let (own, other) = (portal.session(), portal.session())
        var loop = try portal.makeLoop()
        swap(&portal.endpoint, &loop)
        #expect(portal.opens(own) && portal.opens(other))
        swap(&portal.endpoint, &loop)
        let body = ServedPortal.body("mutation{signOut{ok userErrors{code}}}")
        #expect(
            TestPortal.withoutExtensions(portal.respond(to: body, token: own).response)
                == #"{"data":{"signOut":{"ok":true,"userErrors":[]}}}"#)
        for _ in 0..<2 {
            #expect(!portal.opens(own))
            #expect(portal.opens(other))
            swap(&portal.endpoint, &loop)
        }
        #expect(portal.respond(to: body, token: own).outcome == .unauthenticated)
        #expect(portal.respond(to: body, token: nil).response.contains(#""code":"UNAUTHENTICATED""#))
    }

    @Test("Another password ends the other sessions at once, not the one that asks for it, and no key")
    func changePassword() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let (own, other) = (portal.session(), portal.session())
        #expect(portal.opens(own) && portal.opens(other))
        #expect(
            portal.changePassword(own, ServedPortal.password, to: "battery horse correct")
                == #"{"data":{"changePassword":{"ok":true,"userErrors":[]}}}"#)
        #expect(portal.opens(own))
        #expect(!portal.opens(other))
        #expect(portal.opens(ServedPortal.token(of: TestPortal.user)))
        #expect(portal.signIn("uma@ares.example") == SignInAnswer.wrong)
        #expect(portal.opens(portal.session("battery horse correct")))
    }

    @Test(
        "A password that is not replaced stays: the new one is weak, the same or not repeated, or the present one is wrong",
        arguments: [
            (ServedPortal.password, "short", "short", #"{"code":"WEAK_PASSWORD","field":["newPassword"]}"#),
            (
                ServedPortal.password, "uma@ares.example", "other",
                #"{"code":"WEAK_PASSWORD","field":["newPassword"]},{"code":"PASSWORD_MISMATCH","field":["confirmPassword"]}"#
            ),
            (
                ServedPortal.password, "battery horse correct", "battery horse",
                #"{"code":"PASSWORD_MISMATCH","field":["confirmPassword"]}"#
            ),
            (
                "cafe\u{301} noir noir", "caf\u{e9} noir noir", "caf\u{e9} noir noir",
                #"{"code":"WEAK_PASSWORD","field":["newPassword"]}"#
            ),
            (
                "wrong", "battery horse correct", "battery horse correct",
                #"{"code":"INVALID_CREDENTIALS","field":["currentPassword"]}"#
            ),
        ])
    func refused(_ current: String, _ new: String, _ confirmation: String, _ errors: String) throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let (own, other) = (portal.session(), portal.session())
        #expect(
            portal.changePassword(own, current, to: new, confirmation)
                == #"{"data":{"changePassword":{"ok":false,"userErrors":[\#(errors)]}}}"#)
        #expect(portal.opens(other))
        #expect(portal.opens(portal.session()))
    }

    @Test("Who has no right to write may still sign out and change their password")
    func withoutRights() throws {
        let portal = try ServedPortal(
            ServedPortal.passwords
                + """
                UPDATE agent SET read_only = 1 WHERE id = 13;
                INSERT INTO credential (actor_id, login, password_hash) VALUES
                    (13, 'ada@vendor.example', '\(PasswordsTests.known)'), (6, 'crm@ares.example', '\(PasswordsTests.known)');
                """)
        for viewer in [TestPortal.admin, TestPortal.integration] {
            let token = ServedPortal.token(of: viewer)
            #expect(
                portal.changePassword(token, ServedPortal.password, to: "battery horse correct")
                    == #"{"data":{"changePassword":{"ok":true,"userErrors":[]}}}"#)
            #expect(
                portal.ask("mutation{signOut{ok}}", as: viewer).answer == #"{"data":{"signOut":{"ok":true}}}"#)
            #expect(portal.ask("{viewer{role}}", as: viewer).outcome == .unauthenticated)
        }
    }

    @Test("An account has a hundred sessions: another one ends the one that was used least lately, and all idle ones")
    func many() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let db = try portal.database.connectForWriting()
        let environment = Environment.fixed(at: TestPortal.now, seed: 11)
        let store = try ViewerStore(db)
        func time(_ minutes: Int64) -> Timestamp { TestPortal.now.adding(minutes * Self.minute) }
        func begin(after minutes: Int64) throws -> Token {
            let token = Token(from: environment)
            let verified = VerifiedPassword(actor: 2, hash: PasswordsTests.known)
            #expect(try SessionStore.begin(token, for: verified, at: time(minutes), in: db) != nil)
            return token
        }
        func isGood(_ token: Token, after minutes: Int64) throws -> Bool {
            try store.viewer(ofToken: token.hash, at: time(minutes)) != nil
        }
        try db.execute("BEGIN")
        let first = try begin(after: 0)
        let others = try (1..<100).map { try begin(after: $0) }
        try SessionStore.noteUse(of: first.hash, at: time(100), in: db)
        #expect(try isGood(others[0], after: 101))
        let last = try begin(after: 101)
        #expect(try !isGood(others[0], after: 101), "it was used least lately")
        #expect(try isGood(first, after: 101) && isGood(others[1], after: 101) && isGood(last, after: 101))
        #expect(try isGood(begin(after: -60), after: 101), "also where a clock was set back meanwhile")
        try db.execute("COMMIT")
        #expect(try portal.count("access_token WHERE actor_id = 2 AND kind = 'SESSION'") == 100)
        // Of those that were begun in the second half, and the one that was used then.
        _ = try begin(after: 12 * 60 + 50)
        #expect(try portal.count("access_token WHERE actor_id = 2 AND kind = 'SESSION'") == 52)
        #expect(try portal.count("access_token WHERE actor_id = 2 AND kind = 'KEY'") == 1)
    }

    @Test("What is over of somebody's sessions is forgotten when they sign in")
    func forgotten() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let first = portal.session()
        _ = portal.respond(to: ServedPortal.body("mutation{signOut{ok}}"), token: first)
        #expect(try portal.count("access_token WHERE kind = 'SESSION'") == 1)
        _ = portal.session()
        portal.pass(milliseconds: 14 * 24 * Self.hour)
        let last = portal.session()
        #expect(try portal.count("access_token WHERE kind = 'SESSION'") == 1)
        #expect(portal.opens(last))
    }
}
