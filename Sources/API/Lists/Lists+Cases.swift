import Execution
import Portal
import Storage

extension Lists {
    static let cases: ListRules<CaseTable> = {
        var rules = ListRules<CaseTable>("Case")
        rules.module = .cases
        rules.scope = .casesRead
        rules.newestFirst = true
        rules.filter = caseFilter
        rules.arguments = [
            "scope": Narrowing.scope(CaseTable.self),
            "search": Narrowing.search(CaseTable.self),
        ]
        // Numbers are given out in the order of ids.
        rules.orders = [
            "CASE_NUMBER": (.id, .integer),
            "TITLE": (.title, .text),
            "STATUS": (.statusRank, .integer),
            "PRIORITY": (.priorityRank, .integer),
            "CATEGORY": (.categoryRank, .integer),
            "ORGANIZATION": (.organizationName, .text),
            "PARTNER_CONTACT": (.partnerContactName, .text),
            "SLA_DUE_AT": (.resolutionDueAtOrder, .integer),
            "CREATED_AT": (.createdAt, .integer),
            "UPDATED_AT": (.updatedAt, .integer),
        ]
        rules.groupings = ["summary": Grouping(by: .status, of: CaseTable.self)]
        return rules
    }()

    private static let caseFilter = FilterRules<CaseTable>([
        "caseNumber": (.caseNumber, .text),
        "title": (.title, .text),
        "status": (.status, .enumeration),
        "priority": (.priority, .enumeration),
        "category": (.category, .enumeration),
        "slaState": (.slaState, .enumeration),
        "partnerId": (.partnerID, .reference(to: PartnerOrganizationBinding.self)),
        "partnerContactId": (.partnerContactID, .reference(to: PartnerUserBinding.self)),
        "organizationId": (.organizationID, .reference(to: OrganizationBinding.self)),
        "contactId": (.contactID, .reference(to: ContactBinding.self)),
        "opportunityId": (.opportunityID, .reference(to: OpportunityBinding.self)),
        "assignedGroupId": (.assignedGroupID, .reference(to: AgentGroupBinding.self)),
        "assignedAgentId": (.assignedAgentID, .reference(to: AgentBinding.self)),
        "createdAt": (.createdAt, .dateTime),
        "updatedAt": (.updatedAt, .dateTime),
        "resolvedAt": (.resolvedAt, .dateTime),
        "closedAt": (.closedAt, .dateTime),
    ])
}
