import Storage
import Testing

/// The keys of a table's rows in `SampleDatabase` that each viewer sees.
struct VisibleRows: Equatable, Sendable, CustomTestStringConvertible {
    let table: any Table.Type
    private let keys: [String]

    init(
        _ table: any Table.Type, anonymous: String = "", user: String = "", supervisor: String = "",
        integration: String = "", agent: String = "", teamAgent: String = "", manager: String = "", admin: String
    ) {
        self.table = table
        keys = [anonymous, user, supervisor, integration, agent, teamAgent, manager, admin]
    }

    static func == (a: Self, b: Self) -> Bool { a.table == b.table && a.keys == b.keys }

    var testDescription: String { "\(table) \(keys)" }

    static let all = [
        Self(
            ActorTable.self, user: "1 2 3 4 6 10 12", supervisor: "1 2 3 4 6 10 12",
            integration: "1 2 3 4 6 10 12", agent: "1 2 3 4 5 6 7 10 11 12 13",
            teamAgent: "1 2 3 4 5 6 7 10 11 12 13", manager: "1 2 3 4 5 6 7 10 11 12 13",
            admin: "1 2 3 4 5 6 7 10 11 12 13"),
        Self(
            PartnerUserTable.self, user: "2 3 4", supervisor: "2 3 4", integration: "2 3 4", agent: "2 3 4 5",
            teamAgent: "2 3 4 5", manager: "2 3 4 5", admin: "2 3 4 5"),
        Self(
            AgentTable.self, user: "10 12", supervisor: "10 12", integration: "10 12", agent: "10 11 12 13",
            teamAgent: "10 11 12 13", manager: "10 11 12 13", admin: "10 11 12 13"),
        Self(
            AgentGroupTable.self, user: "1", supervisor: "1", integration: "1", agent: "1", teamAgent: "1",
            manager: "1", admin: "1"),
        Self(AgentGroupMemberTable.self, agent: "1/11", teamAgent: "1/11", manager: "1/11", admin: "1/11"),
        Self(AgentDirectionTable.self, agent: "10/1", teamAgent: "10/1", manager: "10/1", admin: "10/1"),
        Self(IntegrationAccountTable.self, supervisor: "6", integration: "6", admin: "6 7"),
        Self(
            SalesDirectionTable.self, user: "1", supervisor: "1", integration: "1", agent: "1 2 3",
            teamAgent: "1 2 3", manager: "1 2 3", admin: "1 2 3"),
        Self(
            PartnerOrganizationTable.self, user: "1", supervisor: "1", integration: "1", agent: "1 2",
            teamAgent: "1 2", manager: "1 2", admin: "1 2"),
        Self(
            PartnerDirectionTable.self, user: "1/1", supervisor: "1/1", integration: "1/1", agent: "1/1 2/2",
            teamAgent: "1/1 2/2", manager: "1/1 2/2", admin: "1/1 2/2"),
        Self(
            ModulePermissionTable.self, user: "1 2", supervisor: "1 2 3", integration: "1 2 3", agent: "1 2 3 4",
            teamAgent: "1 2 3 4", manager: "1 2 3 4", admin: "1 2 3 4"),
        Self(
            PortalTable.self, anonymous: "1 2", user: "1", supervisor: "1", integration: "1", agent: "1 2",
            teamAgent: "1 2", manager: "1 2", admin: "1 2"),
        Self(
            PortalSectionTable.self, user: "1/CASES", supervisor: "1/CASES", integration: "1/CASES",
            agent: "1/CASES 2/CASES", teamAgent: "1/CASES 2/CASES", manager: "1/CASES 2/CASES",
            admin: "1/CASES 2/CASES"),
        Self(PortalContextTable.self, admin: "1"),
        Self(PortalContextCriteriaTable.self, admin: "1/1"),
        Self(UserCriteriaTable.self, admin: "1"),
        Self(
            SystemPropertyTable.self,
            admin: "crm.allow.quick.closing crm.sales_direction.default portals.portal_context.enable"),
        Self(
            ProductTable.self, user: "1", supervisor: "1", integration: "1", agent: "1 2 3", teamAgent: "1 2 3",
            manager: "1 2 3", admin: "1 2 3"),
        Self(
            OrganizationTable.self, user: "1 4", supervisor: "1 2 4", integration: "1 2 4", agent: "1 2 3 4 5",
            teamAgent: "1 2 3 4 5", manager: "1 2 3 4 5", admin: "1 2 3 4 5"),
        Self(
            OrganizationReferenceTable.self, user: "1 2 3 4 5", supervisor: "1 2 3 4 5", integration: "1 2 3 4 5",
            agent: "1 2 3 4 5", teamAgent: "1 2 3 4 5", manager: "1 2 3 4 5", admin: "1 2 3 4 5"),
        Self(
            ContactTable.self, user: "1 4 5", supervisor: "1 2 4 5", integration: "1 2 4 5", agent: "1 2 3 4 5 6",
            teamAgent: "1 2 3 4 5 6", manager: "1 2 3 4 5 6", admin: "1 2 3 4 5 6"),
        Self(
            RecordTable.self, user: "101 102 201 203 301 401", supervisor: "101 102 103 201 203 301 302 401 402",
            integration: "101 102 103 201 203 301 302 401 402",
            agent: "101 201 202 203 204 301 302 401 402", teamAgent: "104 205 304 403",
            manager: "104 205 304", admin: "101 102 103 104 201 202 203 204 205 301 302 303 304 401 402 403"),
        Self(
            RegistrationTable.self, user: "101 102", supervisor: "101 102 103", integration: "101 102 103",
            agent: "101", teamAgent: "104", manager: "104", admin: "101 102 103 104"),
        Self(
            LeadTable.self, user: "201 203", supervisor: "201 203", integration: "201 203",
            agent: "201 202 203 204", teamAgent: "205", manager: "205", admin: "201 202 203 204 205"),
        Self(
            LeadShareTable.self, user: "1 4", supervisor: "1 4", integration: "1 4", agent: "1 2 3 4 5 6",
            admin: "1 2 3 4 5 6"),
        Self(
            OpportunityTable.self, user: "301", supervisor: "301 302", integration: "301 302", agent: "301 302",
            teamAgent: "304", manager: "304", admin: "301 302 303 304"),
        Self(
            CaseTable.self, user: "401", supervisor: "401 402", integration: "401 402", agent: "401 402",
            teamAgent: "403", admin: "401 402 403"),
        Self(
            CommentTable.self, user: "401/1", supervisor: "401/1 402/3", integration: "401/1 402/3",
            agent: "401/1 401/2 402/3", teamAgent: "205/5 403/4", manager: "205/5",
            admin: "205/5 401/1 401/2 402/3 403/4"),
        Self(
            CommentMentionTable.self, user: "1/10", supervisor: "1/10", integration: "1/10", agent: "1/10 2/12",
            teamAgent: "4/11", admin: "1/10 2/12 4/11"),
        Self(
            AttachmentTable.self, user: "1 3", supervisor: "1 5", integration: "1", agent: "1 2", teamAgent: "4",
            admin: "1 2 3 4 5"),
        Self(
            TouchPointTable.self, user: "1", supervisor: "1", integration: "1", agent: "1 2", teamAgent: "3",
            admin: "1 2 3"),
        Self(
            ChangeTable.self, user: "1", supervisor: "1 3", integration: "1 3", agent: "1 2", teamAgent: "4",
            manager: "4", admin: "1 2 3 4"),
        Self(AuditEntryTable.self, admin: "1"),
        Self(OutboxMessageTable.self, admin: "1"),
        Self(WebhookTable.self, supervisor: "1 2", integration: "1", admin: "1 2 3"),
        Self(WebhookDeliveryTable.self, supervisor: "1 2", integration: "1", admin: "1 2 3"),
    ]
}
