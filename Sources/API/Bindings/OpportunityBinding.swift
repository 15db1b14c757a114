import Storage

/// `type Opportunity` of schema.graphql, field by field in its order.
enum OpportunityBinding: ObjectBinding {
    typealias Rows = OpportunityTable
    static let typeName = "Opportunity"

    static let fields: [Field] =
        business + vendors + Field.activityFields(.id) + Field.versionFields(.version, .createdAt, .updatedAt)

    /// What vendor and partner share.
    private static let business: [Field] = [
        .id("Opportunity", .id),
        .column("number", .number),
        .column("name", .name),
        .column("stage", .stage),
        .column("customerStage", .customerStage),
        .column("status", .status),
        .column("statusReason", .statusReason),
        .column("source", .source),
        .one("partner", "PartnerOrganization", by: .partnerID),
        .one("salesDirection", "SalesDirection", by: .salesDirectionID),
        .one("product", "Product", by: .productID),
        .known("organization", "Organization", by: .organizationID),
        .one("contact", "Contact", by: .contactID),
        .one("representative", "PartnerUser", by: .representativeID),
        .one("registration", "OpportunityRegistration", by: .registrationID),
        .one("lead", "Lead", by: .leadID, when: Rows.leadIsAccepted),
        .part("estimatedValue", OpportunityValue.sourceName, present: .estimatedValue),
        .part("closeValue", OpportunityCloseValue.sourceName, present: .closeValue),
        .column("estimatedClosureDate", .estimatedClosureDate),
        .column("engagedAt", .engagedAt),
        .column("closedAt", .closedAt),
        .column("nextStep", .nextStep),
        .column("protectedUntil", .protectedUntil),
        .column("externalReference", .externalReference),
    ]

    private static let vendors: [Field] = [
        .known("responsible", "Agent", by: .responsibleID),
        .column("probability", .probability),
        .column("forecastCategory", .forecastCategory),
        .column("marginPercent", .marginPercent),
        .column("discountPercent", .discountPercent),
        .column("competitors", .competitors),
        .column("internalNotes", .internalNotes),
        .column("lossAnalysis", .lossAnalysis),
        .history("stateHistory", of: .id),
        .computed("allowedTransitions", OpportunityPermissions.transitions),
        .part("viewerCan", OpportunityViewerCan.sourceName),
    ]
}
