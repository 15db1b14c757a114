/// What makes the vendor's people look at every row of a large table when they count a list: nothing else may, and a
/// partner's caller never does.
///
/// The pages of a list are not here: they are read in its order, from an index, until the page is full.
enum DocumentedScans {
    static let all = operators.union(fields).union(whole)

    /// How SDL says so.
    static let words = "Looks at every row."

    /// What no index can answer, whatever the column.
    private static let operators: Set<String> = [
        "StringFilter.ne", "StringFilter.contains", "StringFilter.isNull", "IDFilter.isNull", "DateTimeRange.isNull",
        "RegistrationFilter.not", "LeadFilter.not", "OpportunityFilter.not",
        "CaseFilter.not", "OrganizationFilter.not", "ContactFilter.not",
    ]

    /// What has no index, since each costs time with every write and these are asked for beside something that has one;
    /// and what leaves so many rows that `summary` does better without.
    private static let fields: Set<String> = [
        "CaseFilter.category", "CaseFilter.closedAt", "CaseFilter.priority", "CaseFilter.resolvedAt",
        "CaseFilter.slaState", "CaseFilter.updatedAt", "ContactFilter.email", "ContactFilter.firstName",
        "ContactFilter.jobTitle",
        "ContactFilter.lastName", "ContactFilter.marketingConsent", "ContactFilter.phone", "LeadFilter.city",
        "LeadFilter.companyName", "LeadFilter.estimatedValue", "LeadFilter.expiresAt", "LeadFilter.source",
        "OpportunityFilter.closeValue", "OpportunityFilter.closedAt", "OpportunityFilter.estimatedClosureDate",
        "OpportunityFilter.estimatedValue", "OpportunityFilter.externalReference", "OpportunityFilter.protectedUntil",
        "OpportunityFilter.salesDirectionId", "OpportunityFilter.source", "OpportunityFilter.status",
        "OpportunityFilter.statusReason", "OpportunityFilter.updatedAt",
        "OrganizationFilter.accountOwnerId", "OrganizationFilter.annualRevenue", "OrganizationFilter.city",
        "OrganizationFilter.country", "OrganizationFilter.sector", "OrganizationFilter.website",
        "RegistrationFilter.conflictState", "RegistrationFilter.estimatedClosureDate",
        "RegistrationFilter.estimatedValue", "RegistrationFilter.externalReference", "RegistrationFilter.newCompany",
        "RegistrationFilter.protectedUntil",
        "RegistrationFilter.rejectionReason", "RegistrationFilter.salesDirectionId", "RegistrationFilter.submittedAt",
        "RegistrationFilter.updatedAt",
    ]

    /// A list that nothing narrows.
    private static let whole: Set<String> = [
        "AuditEntryConnection.totalCount", "CaseConnection.totalCount", "CaseConnection.summary",
        "ContactConnection.totalCount", "LeadConnection.totalCount", "OpportunityConnection.totalCount",
        "OpportunityConnection.summary", "OrganizationConnection.totalCount",
        "OpportunityRegistrationConnection.totalCount", "OpportunityRegistrationConnection.summary",
    ]
}
