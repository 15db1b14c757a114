import Foundation
import Portal

@testable import API

/// The sample portal, in which some have passwords: Uma, and Otto, whose account is closed. Sam has none.
extension ServedPortal {
    static let password = "correct horse battery"
    static let passwords = """
        INSERT INTO credential (actor_id, login, password_hash, password_changed_at) VALUES
            (2, 'uma@ares.example', '\(PasswordsTests.known)', 1), (4, 'sam@ares.example', NULL, NULL),
            (5, 'otto@zeus.example', '\(PasswordsTests.known)', 1);
        UPDATE partner_user SET active = 0 WHERE id = 5;
        """

    static let signIn =
        "mutation($e:EmailAddress!,$p:String!){signIn(email:$e,password:$p){token expiresAt userErrors{code message field details}}}"
    static let changePassword =
        "mutation($c:String!,$n:String!,$f:String!){changePassword(currentPassword:$c,newPassword:$n,confirmPassword:$f){ok userErrors{code field}}}"

    static func body(_ query: String, _ variables: KeyValuePairs<String, String> = [:]) -> String {
        let members = variables.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
        return #"{"query":"\#(query)","variables":{\#(members)}}"#
    }

    /// What signing in answers.
    func signIn(_ email: String, _ password: String = password) -> String {
        let (_, response) = respond(to: Self.body(Self.signIn, ["e": email, "p": password]), token: nil)
        return TestPortal.withoutExtensions(response)
    }

    /// The token of a new session of Uma's; empty if there is none.
    func session(_ password: String = password) -> String {
        signIn("uma@ares.example", password).firstMatch(of: /"token":"(pt_[0-9a-f]{64})"/).map { String($0.1) } ?? ""
    }

    /// Whether the token opens the portal.
    func opens(_ token: String) -> Bool {
        let (outcome, response) = respond(to: Self.body("{viewer{role}}"), token: token)
        return outcome == .executed && response.hasPrefix(#"{"data":{"viewer":{"role":"PARTNER_USER"}}"#)
    }

    /// What a session answers to a change of its password.
    func changePassword(_ token: String, _ current: String, to new: String, _ confirmation: String? = nil) -> String {
        let variables: KeyValuePairs = ["c": current, "n": new, "f": confirmation ?? new]
        return TestPortal.withoutExtensions(
            respond(to: Self.body(Self.changePassword, variables), token: token).response)
    }
}

/// Answers to signing in, without what the database makes of it.
enum SignInAnswer {
    static func refused(_ code: String, _ message: String, _ details: String = "null") -> String {
        #"{"data":{"signIn":{"token":null,"expiresAt":null,"userErrors":[{"code":"\#(code)","message":"\#(message)","field":null,"details":\#(details)}]}}}"#
    }

    static let wrong = refused("INVALID_CREDENTIALS", "The e-mail address or the password is wrong.")

    static func locked(_ seconds: Int) -> String {
        refused(
            "TOO_MANY_ATTEMPTS", "There were too many wrong passwords. Try again later.", #"{"retryAfter":\#(seconds)}"#
        )
    }
}
