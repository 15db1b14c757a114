import Execution
import Portal
import Testing

@testable import API

/// Files are open to partners' people as their module is.
@Suite("The module of files")
struct DocumentsModuleTests {
    private static func viewer(without permissions: PortalModule.Permission...) -> Viewer {
        let closed = permissions.map { PortalModule.documents.right($0) }
        return Viewer(
            actorID: 2, partnerID: 1, role: .partnerUser,
            rights: closed.reduce(PortalModule.standardRights) { $0.subtracting($1) })
    }

    private static let query = #"""
        {case(number:"CASE-000001"){attachments{totalCount} viewerCan{comment attach}} node(id:"QXR0YWNobWVudDox"){id}}
        """#

    private static func answer(_ count: Int, _ attach: Bool, _ node: String) -> String {
        #"{"data":{"case":{"attachments":{"totalCount":\#(count)},"viewerCan":{"comment":true,"attach":\#(attach)}},"#
            + #""node":\#(node)}}"#
    }

    @Test("Whoever may not see files sees none, and whoever may not add them adds none")
    func permissions() throws {
        let portal = try TestPortal(Records.all)
        let node = #"{"id":"QXR0YWNobWVudDox"}"#
        #expect(try portal.answer(Self.query, as: Self.viewer()) == Self.answer(2, true, node))
        #expect(try portal.answer(Self.query, as: Self.viewer(without: .view)) == Self.answer(0, true, "null"))
        #expect(try portal.answer(Self.query, as: Self.viewer(without: .create)) == Self.answer(2, false, node))
    }

    @Test("A file is announced by whom the module lets")
    func announcing() throws {
        let portal = try ServedPortal(
            """
            INSERT INTO module_permission (partner_id, module, can_view, can_create, can_edit, can_act)
            VALUES (1, 'DOCUMENTS', 1, 0, 1, 1)
            """)
        let mutation = #"{"query":"mutation{addAttachment(fileName:\"a.txt\",size:1){uploadUrl}}"}"#
        let refused = portal.send(mutation, as: TestPortal.user).answer
        #expect(refused.contains("MODULE_FORBIDDEN") && refused.contains("canCreate"), "\(refused)")
    }
}
