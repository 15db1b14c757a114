import CAssets
import Testing

@testable import API

@Suite("The check of schema and bindings at start")
struct BindingCheckTests {
    private static var text: String {
        String(decoding: UnsafeRawBufferPointer(start: asset_schema.bytes, count: asset_schema.count), as: UTF8.self)
    }

    @Test("The schema as it stands fits")
    func fits() throws { _ = try BoundSchema(sdl: Array(Self.text.utf8)) }

    @Test("Pages of lists are known by what they have, whatever they are called")
    func names() throws {
        let text = Self.text.replacing("CaseConnection", with: "CasePage").replacing("CaseEdge", with: "CaseStep")
        _ = try BoundSchema(sdl: Array(text.utf8))
    }

    /// A slip in schema.graphql.
    struct Slip: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let complaint: String
        var testDescription: String { complaint }

        init(_ old: String, _ new: String, _ complaint: String) {
            self.old = old
            self.new = new
            self.complaint = complaint
        }
    }

    static let slips = [
        Slip(
            "# ─── Directives", "\"New.\" type Colour { \"New.\" name: String }\n# ─── Directives",
            "Colour is declared and not bound"),
        Slip(" escalationLevel: Int ", " colour: Int ", "Case.colour is declared and not bound"),
        Slip(" escalationLevel: Int ", " colour: Int ", "Case.escalationLevel is bound and not declared"),
        Slip(
            " escalationLevel: Int ", " escalationLevel: String ",
            "Case.escalationLevel is a String, from TEXT, but support_case.escalation_level is INTEGER"),
        Slip(
            "\"The matter in a line.\" title: String!", "\"The matter.\" title: Int!",
            "Case.title is a Int!, from INTEGER, but support_case.title is TEXT"),
        Slip(
            " escalationLevel: Int ", " escalationLevel: Int! ",
            "Case.escalationLevel is closed to INTEGRATION and yet non-null"),
        Slip(
            "\"How far up it was passed; 0 is not at all. Vendor only.\"", "", "Case.escalationLevel has no description"
        ),
        Slip(
            "input CaseFilter {", "input CaseFilter { \"New.\" colour: StringFilter",
            "CaseFilter.colour is declared and not bound"),
        Slip(" slaState: [SlaState!]", " colour: [SlaState!]", "CaseFilter.slaState is bound and not declared"),
        Slip(
            "enum CaseOrderField {", "enum CaseOrderField { \"New.\" COLOUR",
            "CaseOrderField.COLOUR is declared and not bound"),
        Slip(" SLA_DUE_AT", " COLOUR", "CaseOrderField.SLA_DUE_AT is bound and not declared"),
        Slip("enum CaseStatus {", "enum CaseStatus { \"New.\" LOST", "CaseStatus.LOST is declared and not bound"),
        Slip(" WAITING_FOR_THIRD_PARTY", " LOST", "CaseStatus.WAITING_FOR_THIRD_PARTY is bound and not declared"),
        Slip("  case(\n", "  case(\n\"New.\" colour: String ", "Query.case(colour:) is declared and not bound"),
        // In a long list that may not be null an error would take the record along.
        Slip(
            "modulePermissions: [ModulePermission!]", "modulePermissions: [ModulePermission!]!",
            "PartnerOrganization.modulePermissions may not be null, and nothing keeps it from growing beyond its @listSize"
        ),
        Slip(
            "portals: [Portal!]! @listSize(assumed: 40)", "portals: [Portal!]! @listSize(assumed: 39)",
            "Query.portals may not be null, and can have 40 items, but its @listSize is 39"),
        Slip(
            "type CaseConnection {", "type CaseConnection { \"New.\" colours: [Bucket!]!",
            "CaseConnection.colours is declared and not bound"),
        Slip(
            "\"A page of cases.\"\ntype CaseConnection {", "\"A page.\" type CaseConnection @allow(roles: [ADMIN]) {",
            "CaseConnection.totalCount is closed to AGENT, who may read Organization.cases"),
        Slip(
            "type CaseEdge {", "type CaseEdge @allow(roles: [ADMIN]) {",
            "CaseEdge.cursor is closed to AGENT, who may read Query.cases"),
        Slip(" @listSize(assumed: 40)", "", "Query.portals is a list of objects without @listSize"),
        Slip(
            "webhooks: [Webhook!] @allow(roles: [PARTNER_SUPERVISOR, ADMIN, INTEGRATION]) @listSize(assumed: 100)",
            "webhooks(\"New.\" ids: [ID!]): [Webhook!] @allow(roles: [PARTNER_SUPERVISOR, ADMIN, INTEGRATION])",
            "Query.webhooks is a list of objects without @listSize"),
        Slip(
            "  ): [PartnerUser!]!", "  ): [PartnerUser!]! @listSize(assumed: 9)",
            "Query.colleagues has @listSize and is no such list"),
        Slip(
            "@listSize(assumed: 40)", "@listSize(assumed: 1)",
            "Query.portals is a list that assumes less than 2 items"),
        Slip(
            "leadInboxCount: Int! @cost(weight: 10)", "leadInboxCount: Int! @cost(weight: -10)",
            "Dashboard.leadInboxCount has a negative @cost"),
        Slip(
            "queueLength: Int @allow(roles: [AGENT, ADMIN]) @cost(weight: 5)",
            "queueLength: Int @allow(roles: [AGENT, ADMIN])", "AgentGroup.queueLength counts rows and has no @cost"),
        Slip(
            "displayName: String!", "displayName: String! @cost(weight: 1)",
            "Actor.displayName has a @cost, which belongs to the fields of its objects"),
        // Whatever it is called: no name makes a page of a list.
        Slip(
            "# ─── Directives", "\"New.\" type HueConnection { \"New.\" name: String }\n# ─── Directives",
            "HueConnection is declared and not bound"),
        Slip(
            "# ─── Directives", "\"New.\" type HueEdge { \"New.\" node: String }\n# ─── Directives",
            "HueEdge is declared and not bound"),
        Slip(
            "\"A page of cases.\"\ntype CaseConnection {",
            "\"New.\" type Hue @allow(roles: [ADMIN]) { \"New.\" name: String } \"A page.\" type CaseConnection { \"New.\" hue: Hue",
            "Hue.name is closed to AGENT, who may read Query.cases"),
    ]

    @Test("A slip in the schema stops the server and is named", arguments: slips)
    func slip(_ slip: Slip) throws {
        let place = try #require(Self.text.firstRange(of: slip.old))
        var text = Self.text
        text.replaceSubrange(place, with: slip.new)
        let errors = try #require(throws: BindingErrors.self) { _ = try BoundSchema(sdl: Array(text.utf8)) }
        #expect(errors.coordinates.contains(slip.complaint), "\(errors)")
    }
}
