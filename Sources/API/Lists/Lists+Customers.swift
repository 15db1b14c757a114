import Execution
import Portal
import Storage

/// Customers, the people there, and what they can buy.
extension Lists {
    static let organizations: ListRules<OrganizationTable> = {
        var rules = ListRules<OrganizationTable>("Organization")
        rules.visibility = OrganizationTable.visibilityInList
        rules.filter = organizationFilter
        rules.arguments = [
            "search": Narrowing.search(OrganizationTable.self)
        ]
        rules.orders = [
            "NAME": (.name, .text),
            "COUNTRY": (.countryOrder, .text),
            "CITY": (.cityOrder, .text),
            "SECTOR": (.sectorOrder, .text),
            "CREATED_AT": (.createdAt, .integer),
            "UPDATED_AT": (.updatedAt, .integer),
        ]
        rules.standard = "NAME"
        return rules
    }()

    private static let organizationFilter = FilterRules<OrganizationTable>([
        "name": (.name, .text),
        "website": (.website, .text),
        "tin": (.tin, .text),
        "country": (.country, .text),
        "city": (.city, .text),
        "sector": (.sector, .text),
        "parentId": (.parentID, .reference(to: OrganizationBinding.self)),
        "createdByPartnerId": (.createdByPartnerID, .reference(to: PartnerOrganizationBinding.self)),
        "accountOwnerId": (.accountOwnerID, .reference(to: AgentBinding.self)),
        "annualRevenue": (.annualRevenue, .decimal),
        "createdAt": (.createdAt, .dateTime),
        "updatedAt": (.updatedAt, .dateTime),
    ])

    /// The most alike first.
    static let duplicateCandidates: ListRules<OrganizationCandidateTable> = {
        var rules = ListRules<OrganizationCandidateTable>("DuplicateCandidate")
        rules.orders = ["SCORE": (.score, .integer)]
        rules.standard = "SCORE"
        rules.newestFirst = true
        rules.tieBreak = .candidateID
        return rules
    }()

    /// Active companies, by a part of the name or by the TIN.
    static let companyLookup: ListRules<OrganizationReferenceTable> = {
        var rules = ListRules<OrganizationReferenceTable>("OrganizationRef")
        rules.arguments = ["search": Narrowing.company]
        rules.condition = OrganizationReferenceTable.isOffered
        rules.orders = ["NAME": (.name, .text)]
        rules.standard = "NAME"
        rules.scope = .registrationsWrite
        return rules
    }()

    static let contacts: ListRules<ContactTable> = {
        var rules = ListRules<ContactTable>("Contact")
        rules.visibility = ContactTable.visibilityInList
        rules.module = .contacts
        rules.filter = contactFilter
        rules.arguments = [
            "search": Narrowing.search(ContactTable.self)
        ]
        rules.orders = [
            "DISPLAY_NAME": (.displayName, .text),
            "LAST_NAME": (.lastNameFirst, .text),
            "JOB_TITLE": (.jobTitleOrder, .text),
            "ORGANIZATION": (.organizationName, .text),
            "CREATED_AT": (.createdAt, .integer),
            "UPDATED_AT": (.updatedAt, .integer),
        ]
        rules.standard = "DISPLAY_NAME"
        rules.standardForPrograms = "CREATED_AT"
        return rules
    }()

    private static let contactFilter = FilterRules<ContactTable>([
        "displayName": (.displayName, .text),
        "firstName": (.firstName, .text),
        "lastName": (.lastName, .text),
        "email": (.email, .text),
        "phone": (.phone, .text),
        "jobTitle": (.jobTitle, .text),
        "organizationId": (.organizationID, .reference(to: OrganizationBinding.self)),
        "createdByPartnerId": (.createdByPartnerID, .reference(to: PartnerOrganizationBinding.self)),
        "marketingConsent": (.marketingConsent, .boolean),
        "createdAt": (.createdAt, .dateTime),
        "updatedAt": (.updatedAt, .dateTime),
    ])

    /// Contacts of accepted leads, newest first.
    static let sharedContacts: ListRules<ContactTable> = {
        var rules = ListRules<ContactTable>("Contact")
        rules.visibility = ContactTable.visibilityInList
        rules.module = .sharedContacts
        rules.condition = ContactTable.isShared
        rules.newestFirst = true
        return rules
    }()

    /// The people of one company, of those that the viewer sees.
    static let contactLookup: ListRules<ContactTable> = {
        var rules = contacts
        rules.module = nil
        rules.arguments = [
            "organizationId": Narrowing.reference(
                to: OrganizationBinding.self, .organizationID, of: ContactTable.self),
            "search": Narrowing.search(ContactTable.self),
        ]
        return rules
    }()

    static let products: ListRules<ProductTable> = {
        var rules = ListRules<ProductTable>("Product")
        rules.filter = productFilter
        rules.orders = [
            "NAME": (.name, .text), "SERIES": (.seriesOrder, .text), "LIST_PRICE": (.listPriceOrder, .integer),
        ]
        rules.standard = "NAME"
        return rules
    }()

    private static let productFilter = FilterRules<ProductTable>([
        "name": (.name, .text),
        "series": (.series, .text),
        "listPrice": (.listPrice, .decimal),
        "currency": (.currency, .text),
        "active": (.active, .boolean),
        "salesDirectionId": (.salesDirectionID, .direction),
    ])
}
