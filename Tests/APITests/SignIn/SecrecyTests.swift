import Execution
import Portal
import SQLite
import Testing

@testable import API

@Suite("Where passwords are not")
struct SecrecyTests {
    private static let signIn = #"signIn(email:\"uma@ares.example\",password:\"correct horse battery\")"#
    private static let changePassword =
        #"changePassword(currentPassword:\"correct horse battery\",newPassword:\"\",confirmPassword:\"\")"#

    /// Documents with a password, by the operation that is run; most of them do without it.
    private static let documents: [(String?, String)] = [
        (nil, "mutation{\(signIn){token}}"), ("A", "query A{__typename} mutation B{\(signIn){token}}"),
        (nil, "mutation{__typename \(signIn)@skip(if:true){token}}"),
        (nil, "mutation{__typename ...on Mutation@include(if:false){\(signIn){token}}}"),
        ("A", "fragment F on Mutation{s:\(signIn){token}} mutation A{__typename} mutation B{...F}"),
        ("A", "query A{__typename} mutation B{\(changePassword){ok}}"),
    ]

    @Test(
        "A document with a password is not kept: neither its plan, nor for those who name it by its hash",
        arguments: documents)
    func unkept(_ name: String?, _ document: String) throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let operation = name.map { #","operationName":"\#($0)""# } ?? ""
        let hash = SHA256.digest(Array(document.replacing("\\", with: "").utf8).span).hexadecimal
        let extensions = #""extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(hash)"}}"#
        for _ in 0..<2 {
            let body = #"{"query":"\#(document)",\#(extensions)\#(operation)}"#
            #expect(portal.respond(to: body, as: TestPortal.user).outcome == .executed)
            #expect(portal.summaries.map(\.isCacheHit) == [false])
            #expect(portal.summaries.map(\.documentHash) == [nil])
        }
        let named = portal.send(#"{\#(extensions)\#(operation)}"#, as: TestPortal.user)
        #expect(named.answer.contains("PERSISTED_QUERY_NOT_FOUND"))
    }

    @Test("Nor is one that takes it by a variable; one that only has the names is")
    func plans() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let taken = ServedPortal.body(ServedPortal.signIn, ["e": "uma@ares.example", "p": "correct horse battery"])
        let harmless = ServedPortal.body("query signIn{changePassword:__typename}")
        for (body, isKept) in [(taken, false), (harmless, true)] {
            #expect(portal.respond(to: body, token: nil).outcome == .executed)
            #expect(portal.respond(to: body, token: nil).outcome == .executed)
            #expect(portal.summaries.map(\.isCacheHit) == [isKept])
            #expect(portal.summaries.allSatisfy { ($0.documentHash != nil) == isKept })
        }
    }

    @Test("The audit trail has who signed in, and who tried, and nothing that they typed")
    func trail() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let token = portal.session()
        _ = portal.signIn("uma@ares.example", "wrong")
        _ = portal.signIn("nobody@ares.example", "wrong")
        _ = portal.changePassword(token, "correct horse battery", to: "battery horse correct")
        _ = portal.respond(to: ServedPortal.body("mutation{signOut{ok}}"), token: token)
        let found = try portal.auditTrail(
            "actor_id", "role", "operation", "subject_type", "outcome", "ip", "changes")
        #expect(
            found == [
                "2|PARTNER_USER|signIn|OK|192.0.2.1", "ANONYMOUS|signIn|INVALID_CREDENTIALS|192.0.2.1",
                "ANONYMOUS|signIn|INVALID_CREDENTIALS|192.0.2.1", "2|PARTNER_USER|changePassword|OK|192.0.2.1",
                "2|PARTNER_USER|signOut|OK|192.0.2.1",
            ])
    }

    @Test("A request with a password brings no files, and nothing is carried out without a look at the password")
    func multipart() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let operations =
            #"{"query":"mutation($f:Upload!){addAttachment(file:$f){userErrors{code}} signIn(email:\"a@b.example\",password:\"x\"){token}}","variables":{"f":null}}"#
        let awaited = Array("Bearer \(ServedPortal.token(of: TestPortal.user))".utf8).withUnsafeBytes {
            portal.endpoint.awaitFiles(
                operations: Array(operations.utf8), map: Array(#"{"0":["variables.f"]}"#.utf8), authorization: $0,
                from: Peer(network: 1, text: nil))
        }
        guard case .refused(let outcome) = awaited else {
            Issue.record("It waits for files")
            return
        }
        #expect(outcome == .malformed)
        #expect(
            String(decoding: portal.endpoint.response, as: UTF8.self).contains("A password comes without files."))
    }
}
