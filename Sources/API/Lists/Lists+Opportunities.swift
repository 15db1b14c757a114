import Execution
import Portal
import Storage

extension Lists {
    static let opportunities: ListRules<OpportunityTable> = {
        var rules = ListRules<OpportunityTable>("Opportunity")
        rules.module = .opportunities
        rules.scope = .registrationsRead
        rules.newestFirst = true
        rules.filter = opportunityFilter
        rules.arguments = [
            "scope": Narrowing.scope(OpportunityTable.self),
            "search": Narrowing.search(OpportunityTable.self),
        ]
        // Numbers are given out in the order of ids.
        rules.orders = [
            "NUMBER": (.id, .integer),
            "NAME": (.name, .text),
            "STAGE": (.stageRank, .integer),
            "STATUS": (.statusRank, .integer),
            "ORGANIZATION": (.organizationName, .text),
            "ESTIMATED_VALUE": (.estimatedValueOrder, .integer),
            "ESTIMATED_CLOSURE_DATE": (.estimatedClosureDateOrder, .text),
            "CLOSED_AT": (.closedAtOrder, .integer),
            "CREATED_AT": (.createdAt, .integer),
            "UPDATED_AT": (.updatedAt, .integer),
        ]
        rules.groupings = [
            "summary": Grouping(
                by: .stage, of: OpportunityTable.self, summing: .estimatedValue, of: .estimatedValueCurrency)
        ]
        return rules
    }()

    private static let opportunityFilter = FilterRules<OpportunityTable>([
        "number": (.number, .text),
        "name": (.name, .text),
        "stage": (.stage, .enumeration),
        "status": (.status, .enumeration),
        "statusReason": (.statusReason, .enumeration),
        "source": (.source, .enumeration),
        "partnerId": (.partnerID, .reference(to: PartnerOrganizationBinding.self)),
        "salesDirectionId": (.salesDirectionID, .direction),
        "productId": (.productID, .reference(to: ProductBinding.self)),
        "organizationId": (.organizationID, .reference(to: OrganizationBinding.self)),
        "contactId": (.contactID, .reference(to: ContactBinding.self)),
        "representativeId": (.representativeID, .reference(to: PartnerUserBinding.self)),
        "responsibleId": (.responsibleID, .reference(to: AgentBinding.self)),
        "estimatedValue": (.estimatedValue, .decimal),
        "closeValue": (.closeValue, .decimal),
        "estimatedClosureDate": (.estimatedClosureDate, .date),
        "closedAt": (.closedAt, .dateTime),
        "protectedUntil": (.protectedUntil, .dateTime),
        "externalReference": (.externalReference, .text),
        "createdAt": (.createdAt, .dateTime),
        "updatedAt": (.updatedAt, .dateTime),
    ])
}
