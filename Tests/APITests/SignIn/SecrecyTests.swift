import Execution
import Portal
import SQLite
import Testing

@testable import API

@Suite("Where passwords are not")
struct SecrecyTests {
    private static let literal =
        #"mutation{signIn(email:\"uma@ares.example\",password:\"correct horse battery\"){userErrors{code}}}"#

    @Test("A document with a password is not kept: neither its plan, nor for those who name it by its hash")
    func plans() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        for body in [
            ServedPortal.body(Self.literal),
            ServedPortal.body(ServedPortal.signIn, ["e": "uma@ares.example", "p": "correct horse battery"]),
        ] {
            for _ in 0..<2 {
                #expect(portal.respond(to: body, token: nil).outcome == .executed)
                #expect(portal.summaries.map(\.isCacheHit) == [false])
                #expect(portal.summaries.map(\.documentHash) == [nil])
            }
        }
        let source = Array(Self.literal.replacing("\\", with: "").utf8)
        let hash = SHA256.digest(source.span).hexadecimal
        let extensions = #""extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(hash)"}}"#
        #expect(portal.send(#"{"query":"\#(Self.literal)",\#(extensions)}"#, as: .anonymous).outcome == .executed)
        #expect(portal.send("{\(extensions)}", as: .anonymous).answer.contains("PERSISTED_QUERY_NOT_FOUND"))
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
