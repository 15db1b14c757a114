import Execution
import Portal
import Storage

extension Lists {
    static let registrations: ListRules<RegistrationTable> = {
        var rules = ListRules<RegistrationTable>("OpportunityRegistration")
        rules.module = .registrations
        rules.scope = .registrationsRead
        rules.newestFirst = true
        rules.filter = registrationFilter
        rules.arguments = [
            "scope": Narrowing.scope(RegistrationTable.self),
            "search": Narrowing.search(RegistrationTable.self),
        ]
        // Numbers are given out in the order of ids.
        rules.orders = [
            "NUMBER": (.id, .integer),
            "NAME": (.name, .text),
            "STATE": (.stateRank, .integer),
            "COMPANY_NAME": (.companyName, .text),
            "REPRESENTATIVE": (.representativeName, .text),
            "ESTIMATED_CLOSURE_DATE": (.estimatedClosureDateOrder, .text),
            "SUBMITTED_AT": (.submittedAtOrder, .integer),
            "CREATED_AT": (.createdAt, .integer),
            "UPDATED_AT": (.updatedAt, .integer),
        ]
        rules.groupings = [
            "summary": Grouping(
                by: .state, of: RegistrationTable.self, summing: .estimatedValue, of: .estimatedValueCurrency)
        ]
        return rules
    }()

    private static let registrationFilter = FilterRules<RegistrationTable>([
        "number": (.number, .text),
        "name": (.name, .text),
        "state": (.state, .enumeration),
        "rejectionReason": (.currentRejectionReason, .enumeration),
        "partnerId": (.partnerID, .reference(to: PartnerOrganizationBinding.self)),
        "salesDirectionId": (.salesDirectionID, .direction),
        "productId": (.productID, .reference(to: ProductBinding.self)),
        "organizationId": (.organizationID, .reference(to: OrganizationBinding.self)),
        "newCompany": (.newCompany, .boolean),
        "companyName": (.companyName, .text),
        "companyTin": (.companyTin, .text),
        "contactId": (.contactID, .reference(to: ContactBinding.self)),
        "representativeId": (.representativeID, .reference(to: PartnerUserBinding.self)),
        "createdById": (.createdByID, .reference(to: PartnerUserBinding.self)),
        "assignedAgentId": (.assignedAgentID, .reference(to: AgentBinding.self)),
        "assignedGroupId": (.assignedGroupID, .reference(to: AgentGroupBinding.self)),
        "estimatedValue": (.estimatedValue, .decimal),
        "estimatedClosureDate": (.estimatedClosureDate, .date),
        "submittedAt": (.submittedAt, .dateTime),
        "protectedUntil": (.protectedUntil, .dateTime),
        "externalReference": (.externalReference, .text),
        "conflictState": (.conflictState, .enumeration),
        "createdAt": (.createdAt, .dateTime),
        "updatedAt": (.updatedAt, .dateTime),
    ])

    /// The most alike first.
    static let conflictCandidates: ListRules<ConflictCandidateTable> = {
        var rules = ListRules<ConflictCandidateTable>("ConflictCandidate")
        rules.orders = ["SCORE": (.score, .integer)]
        rules.standard = "SCORE"
        rules.newestFirst = true
        return rules
    }()
}
