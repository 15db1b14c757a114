import Portal
import SQLite
import Testing

@testable import API

@Suite("Sessions in a cookie")
struct SessionCookieTests {
    private static let signIn =
        "mutation($e:EmailAddress!,$p:String!,$c:Boolean!=true){signIn(email:$e,password:$p,cookie:$c){token expiresAt userErrors{code}}}"
    private static let begun =
        #"{"data":{"signIn":{"token":null,"expiresAt":"2023-11-28T22:13:20.000Z","userErrors":[]}}}"#

    /// A request of Uma's with `query`, to which her address is `$e` and her password `$p`.
    private static func body(_ query: String, _ password: String = ServedPortal.password) -> String {
        ServedPortal.body(query, ["e": "uma@ares.example", "p": password])
    }

    /// What an answer makes of the cookie.
    private struct Left {
        let answer: String
        let change: SessionCookie.Change?

        /// That of the session that has begun; nil if none has.
        var token: String? { if case .begun(let token, _)? = change { token.text } else { nil } }
    }

    private func ask(
        _ portal: ServedPortal, _ body: String, token: String? = nil, isShown: Bool = false
    ) -> Left {
        let cookie = SessionCookie(isShown: isShown)
        let (_, response) = portal.respond(to: body, token: token, cookie: cookie)
        return Left(answer: TestPortal.withoutExtensions(response), change: cookie.change)
    }

    @Test("The session's token is left to the cookie for 14 days, and is in nothing else that is told or kept")
    func begins() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let left = ask(portal, Self.body(Self.signIn))
        #expect(left.answer == Self.begun)
        guard case .begun(let token, seconds: 1_209_600)? = left.change else {
            Issue.record("\(String(describing: left.change))")
            return
        }
        var summaries = ""
        dump(portal.summaries, to: &summaries)
        #expect(!summaries.contains(token.text))
        #expect(portal.opens(token.text))
        #expect(portal.failures.all == [])
        #expect(try portal.auditTrail("operation", "outcome", "changes") == ["signIn|OK"])
    }

    @Test("Whoever does not ask for a cookie, or is not signed in, gets none")
    func none() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let plain = ask(portal, Self.body(ServedPortal.signIn))
        #expect(plain.answer.contains(#""token":"pt_"#))
        #expect(plain.change == nil)
        let wrong = ask(portal, Self.body(Self.signIn, "wrong"))
        #expect(
            wrong.answer
                == #"{"data":{"signIn":{"token":null,"expiresAt":null,"userErrors":[{"code":"INVALID_CREDENTIALS"}]}}}"#
        )
        #expect(wrong.change == nil)
    }

    @Test("Where no cookie can be set the request is refused before any password of it is tried")
    func impossible() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        for body in [
            Self.body(Self.signIn, "wrong"),
            Self.body(
                "mutation($e:EmailAddress!,$p:String!){a:signIn(email:$e,password:$p){token} b:signIn(email:$e,password:$p,cookie:true){token}}",
                "wrong"),
        ] {
            for _ in 0..<6 {
                let (outcome, response) = portal.respond(to: body, token: nil)
                #expect(outcome == .refused)
                #expect(
                    TestPortal.withoutExtensions(response)
                        == #"{"errors":[{"message":"Only the answer to a POST of a page of this server can set the cookie: leave \"cookie\" out.","extensions":{"code":"BAD_USER_INPUT"}}]}"#
                )
            }
        }
        #expect(try portal.count("credential WHERE failed_logins > 0") == 0)
        let (_, skipped) = portal.respond(
            to: Self.body(
                "mutation($e:EmailAddress!,$p:String!,$no:Boolean=false){signIn(email:$e,password:$p,cookie:false){userErrors{code}} b:signIn(email:$e,password:$p,cookie:true)@include(if:$no){token}}"
            ), token: nil)
        #expect(TestPortal.withoutExtensions(skipped) == #"{"data":{"signIn":{"userErrors":[]}}}"#)
        #expect(try portal.auditTrail("operation", "outcome") == ["signIn|OK"])
    }

    @Test("Signing out takes the cookie away from whoever is known by it; another password does not")
    func ends() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let (first, second) = (portal.session(), portal.session())
        let change = ServedPortal.body(
            ServedPortal.changePassword,
            ["c": ServedPortal.password, "n": "battery horse correct", "f": "battery horse correct"])
        let changed = ask(portal, change, token: first, isShown: true)
        #expect(changed.answer == #"{"data":{"changePassword":{"ok":true,"userErrors":[]}}}"#)
        #expect(changed.change == nil)
        #expect(portal.opens(first) && !portal.opens(second))
        let third = portal.session("battery horse correct")
        let out = ServedPortal.body("mutation{signOut{ok}}")
        #expect(ask(portal, out, token: third).change == nil, "the token came in the header")
        guard case .ended? = ask(portal, out, token: first, isShown: true).change else {
            Issue.record("The cookie stays")
            return
        }
        #expect(!portal.opens(first) && !portal.opens(third))
        #expect(ask(portal, out, token: first, isShown: true).change == nil, "nothing was done")
    }

    @Test("Of several sessions the last that has begun stays in the cookie, whatever ends beside it")
    func several() throws {
        let portal = try ServedPortal(
            ServedPortal.passwords
                + """
                INSERT INTO credential (actor_id, login, password_hash) VALUES
                    (6, 'crm@ares.example', '\(PasswordsTests.known)');
                """, batchLimit: 4)
        func signIn(_ email: String, _ password: String = ServedPortal.password) -> String {
            #"signIn(email:\"\#(email)\",password:\"\#(password)\",cookie:true){token}"#
        }
        func role(_ left: Left) -> String {
            let body = ServedPortal.body("{viewer{role}}")
            return TestPortal.withoutExtensions(portal.respond(to: body, token: left.token).response)
        }
        let (uma, crm, out) = (signIn("uma@ares.example"), signIn("crm@ares.example"), "signOut{ok}")
        let wrong = signIn("uma@ares.example", "wrong")
        let operation = ask(
            portal, ServedPortal.body("mutation{a:\(uma) b:\(crm) c:\(wrong) \(out)}"), token: portal.session(),
            isShown: true)
        #expect(
            operation.answer
                == #"{"data":{"a":{"token":null},"b":{"token":null},"c":{"token":null},"signOut":{"ok":true}}}"#)
        #expect(role(operation) == #"{"data":{"viewer":{"role":"INTEGRATION"}}}"#)
        let list = [crm, uma, wrong].map { ServedPortal.body("mutation{\($0)}") }
        let batch = ask(portal, "[\(list.joined(separator: ","))]", token: operation.token, isShown: true)
        #expect(role(batch) == #"{"data":{"viewer":{"role":"PARTNER_USER"}}}"#)
        #expect(role(operation) == #"{"data":{"viewer":{"role":"INTEGRATION"}}}"#)
    }

    @Test("A session that did not come to the disk, or was taken back, is in no cookie")
    func lost() throws {
        for reason in ["ABORT", "ROLLBACK"] {
            let portal = try ServedPortal(
                ServedPortal.passwords
                    + """
                    CREATE TRIGGER full BEFORE INSERT ON audit_entry
                        BEGIN SELECT RAISE(\(reason), 'the disk is full'); END;
                    """)
            let left = ask(portal, Self.body(Self.signIn))
            #expect(left.answer.contains("Something failed on our side."), "\(left.answer)")
            #expect(left.change == nil)
            #expect(try portal.count("access_token WHERE kind = 'SESSION'") == 0)
        }
        // The first is carried out, and lost with the second.
        let portal = try ServedPortal(
            ServedPortal.passwords
                + """
                CREATE TRIGGER full BEFORE INSERT ON audit_entry WHEN NEW.operation = 'signOut'
                    BEGIN SELECT RAISE(ROLLBACK, 'the disk is full'); END;
                """)
        let left = ask(
            portal,
            Self.body(
                "mutation($e:EmailAddress!,$p:String!){signIn(email:$e,password:$p,cookie:true){token} signOut{ok}}"),
            token: ServedPortal.token(of: TestPortal.user))
        #expect(left.answer.hasPrefix(#"{"errors":[{"message":"Something failed on our side."#), "\(left.answer)")
        #expect(left.change == nil)
        #expect(try portal.count("access_token WHERE kind = 'SESSION'") == 0)
    }
}
