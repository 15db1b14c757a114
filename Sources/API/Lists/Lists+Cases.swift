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
        "partnerId": (.partnerID, .identifier(type: "PartnerOrganization")),
        "partnerContactId": (.partnerContactID, .identifier(type: "PartnerUser")),
        "organizationId": (.organizationID, .identifier(type: "Organization")),
        "contactId": (.contactID, .identifier(type: "Contact")),
        "opportunityId": (.opportunityID, .identifier(type: "Opportunity")),
        "assignedGroupId": (.assignedGroupID, .identifier(type: "AgentGroup")),
        "assignedAgentId": (.assignedAgentID, .identifier(type: "Agent")),
        "createdAt": (.createdAt, .dateTime),
        "updatedAt": (.updatedAt, .dateTime),
        "resolvedAt": (.resolvedAt, .dateTime),
        "closedAt": (.closedAt, .dateTime),
    ])
}
