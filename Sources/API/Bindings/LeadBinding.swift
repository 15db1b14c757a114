import Storage

/// `type Lead` of schema.graphql, field by field in its order.
enum LeadBinding: ObjectBinding {
    typealias Rows = LeadTable
    static let typeName = "Lead"

    static let fields: [Field] =
        preview + customer + course + Field.activityFields(.id)
        + Field.versionFields(.version, .createdAt, .updatedAt)

    /// What every reader sees.
    private static let preview: [Field] = [
        .id("Lead", .id),
        .column("number", .number),
        .column("name", .name),
        .column("state", .state),
        .column("source", .source),
        .one("salesDirection", "SalesDirection", by: .salesDirectionID),
        .one("product", "Product", by: .productID),
        .column("companyName", .companyName),
        .column("city", .city),
        .column("need", .need),
        .part("estimatedValue", LeadValue.sourceName, present: .estimatedValue),
    ]

    /// What a partner sees once it has accepted the lead.
    private static let customer: [Field] = [
        .column("companyWebsite", .companyWebsite, when: Rows.isAccepted),
        .column("companyTin", .companyTin, when: Rows.isAccepted),
        .column("contactName", .contactName, when: Rows.personIsOpen),
        .column("contactEmail", .contactEmail, when: Rows.personIsOpen),
        .column("contactPhone", .contactPhone, when: Rows.personIsOpen),
        .one("organization", "Organization", by: .organizationID, when: Rows.isAccepted),
        .one("contact", "Contact", by: .contactID, when: Rows.isAccepted),
        .one("opportunity", "Opportunity", by: .opportunityID, when: Rows.isAccepted),
        .one("acceptedBy", "PartnerOrganization", by: .acceptedByID, when: Rows.isAccepted),
        .one("acceptedByUser", "PartnerUser", by: .acceptedByUserID, when: Rows.isAccepted),
        .column("acceptedAt", .acceptedAt, when: Rows.isAccepted),
    ]

    private static let course: [Field] = [
        .one("registration", "OpportunityRegistration", by: .registrationID),
        .column("expiresAt", .expiresAt),
        .one("owner", "Agent", by: .ownerID),
        .connection("shares", Lists.leadShares, by: .leadID, of: .id),
        .one("myShare", "LeadShare", by: .myShareID),
        .column("score", .score),
        .column("internalNotes", .internalNotes),
        .column("campaign", .campaign),
        .part("viewerCan", LeadViewerCan.sourceName),
    ]
}

/// `type LeadShare`.
enum LeadShareBinding: ObjectBinding {
    typealias Rows = LeadShareTable
    static let typeName = "LeadShare"

    static let fields: [Field] = [
        .id("LeadShare", .id),
        .one("lead", "Lead", by: .leadID),
        .one("partner", "PartnerOrganization", by: .partnerID),
        .column("state", .state),
        .column("sharedAt", .sharedAt),
        .column("respondedAt", .respondedAt),
        .column("declineReason", .declineReason),
        .column("declineMessage", .declineMessage),
    ]
}
