import Execution
import Portal
import Storage

extension Lists {
    /// Leads beyond the inbox.
    static let leads: ListRules<LeadTable> = {
        var rules = allLeads
        rules.condition = LeadTable.isBeyondInbox
        rules.arguments["scope"] = Narrowing.scope(LeadTable.self)
        rules.arguments["search"] = Narrowing.search(LeadTable.self)
        return rules
    }()

    /// Leads on offer that nobody has accepted yet.
    static let leadInbox: ListRules<LeadTable> = {
        var rules = allLeads
        rules.condition = LeadTable.isInInbox
        return rules
    }()

    private static let allLeads: ListRules<LeadTable> = {
        var rules = ListRules<LeadTable>("Lead")
        rules.module = .leads
        rules.scope = .leadsRead
        rules.newestFirst = true
        rules.filter = leadFilter
        // Numbers are given out in the order of ids.
        rules.orders = [
            "NUMBER": (.id, .integer),
            "NAME": (.name, .text),
            "STATE": (.stateRank, .integer),
            "COMPANY_NAME": (.companyNameOrder, .text),
            "EXPIRES_AT": (.expiresAtOrder, .integer),
            "CREATED_AT": (.createdAt, .integer),
            "UPDATED_AT": (.updatedAt, .integer),
        ]
        return rules
    }()

    /// Only what every reader of a lead reads, or what schema.graphql keeps for the vendor.
    private static let leadFilter = FilterRules<LeadTable>([
        "number": (.number, .text),
        "name": (.name, .text),
        "state": (.state, .enumeration),
        "source": (.source, .enumeration),
        "salesDirectionId": (.salesDirectionID, .direction),
        "productId": (.productID, .reference(to: ProductBinding.self)),
        "companyName": (.companyName, .text),
        "city": (.city, .text),
        "estimatedValue": (.estimatedValue, .decimal),
        "expiresAt": (.expiresAt, .dateTime),
        "acceptedById": (.acceptedByID, .reference(to: PartnerOrganizationBinding.self)),
        "acceptedAt": (.acceptedAt, .dateTime),
        "ownerId": (.ownerID, .reference(to: AgentBinding.self)),
        "createdAt": (.createdAt, .dateTime),
        "updatedAt": (.updatedAt, .dateTime),
    ])

    /// In the order of offering.
    static let leadShares = ListRules<LeadShareTable>("LeadShare")
}
