import Storage

/// `type Organization` of schema.graphql, field by field in its order.
enum OrganizationBinding: ObjectBinding {
    typealias Rows = OrganizationTable
    static let typeName = "Organization"

    static let fields: [Field] =
        [
            .id("Organization", .id),
            .column("name", .name),
            .column("website", .website),
            .column("tin", .tin, when: Rows.tinIsOwn),
            .column("tinMasked", .tinMasked),
            .column("tinCheck", .tinCheck, when: Rows.tinIsOwn),
            .column("country", .country),
            .column("city", .city),
            .column("sector", .sector),
            .one("parent", "Organization", by: .parentID),
            .one("createdByPartner", "PartnerOrganization", by: .createdByPartnerID),
            .one("accountOwner", "Agent", by: .accountOwnerID),
            .column("annualRevenue", .annualRevenue),
            .column("employees", .employees),
            .column("internalNotes", .internalNotes),
            .connection("contacts", Lists.contacts, by: .organizationID, of: .id),
            .connection("registrations", Lists.registrations, by: .organizationID, of: .id),
            .connection("opportunities", Lists.opportunities, by: .organizationID, of: .id),
            .connection("cases", Lists.cases, by: .organizationID, of: .id),
            .list("duplicateCandidates", Lists.duplicateCandidates, by: .organizationID, of: .id),
        ] + Field.versionFields(.version, .createdAt, .updatedAt)
}

/// `type OrganizationRef` of schema.graphql, field by field in its order.
enum OrganizationRefBinding: ObjectBinding {
    typealias Rows = OrganizationReferenceTable
    static let typeName = "OrganizationRef"

    static let fields: [Field] = [
        .id("Organization", .id),
        .column("name", .name),
        .column("tinMasked", .tinMasked),
        .column("city", .city),
    ]
}

/// `type DuplicateCandidate` of schema.graphql, field by field in its order.
enum DuplicateCandidateBinding: ObjectBinding {
    typealias Rows = OrganizationCandidateTable
    static let typeName = "DuplicateCandidate"

    static let fields: [Field] = [
        .one("organization", "Organization", by: .candidateID),
        .json("matchedOn", .matchedOn),
        .column("score", .score),
    ]
}

/// `type Contact` of schema.graphql, field by field in its order.
enum ContactBinding: ObjectBinding {
    typealias Rows = ContactTable
    static let typeName = "Contact"

    static let fields: [Field] =
        [
            .id("Contact", .id),
            .column("displayName", .displayName, when: Rows.personIsOpen),
            .column("firstName", .firstName, when: Rows.personIsOpen),
            .column("lastName", .lastName, when: Rows.personIsOpen),
            .column("middleName", .middleName, when: Rows.personIsOpen),
            .column("email", .email, when: Rows.personIsOpen),
            .column("phone", .phone, when: Rows.personIsOpen),
            .column("jobTitle", .jobTitle),
            .one("organization", "Organization", by: .organizationID),
            .one("sharedFromLead", "Lead", by: .sharedFromLeadID),
            .one("createdByPartner", "PartnerOrganization", by: .createdByPartnerID),
            .column("marketingConsent", .marketingConsent),
            .column("internalNotes", .internalNotes),
        ] + Field.versionFields(.version, .createdAt, .updatedAt)
}
