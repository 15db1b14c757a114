import Storage

/// `type Case` of schema.graphql, field by field in its order.
enum CaseBinding: ObjectBinding {
    typealias Rows = CaseTable
    static let typeName = "Case"

    static let fields: [Field] =
        [
            .id("Case", .id),
            .column("caseNumber", .caseNumber),
            .column("title", .title),
            .column("summary", .summary),
            .column("status", .status),
            .column("priority", .priority),
            .column("category", .category),
            .one("partner", "PartnerOrganization", by: .partnerID),
            .one("partnerContact", "PartnerUser", by: .partnerContactID),
            .known("organization", "Organization", by: .organizationID, where: OrganizationTable.isNoRivals),
            .column("companyName", .companyName),
            .one("contact", "Contact", by: .contactID),
            .one("opportunity", "Opportunity", by: .opportunityID),
            .one("assignedGroup", "AgentGroup", by: .assignedGroupID),
            .known("assignedAgent", "Agent", by: .assignedAgentID),
            .part("sla", "CaseSla", present: .slaPolicy),
            .column("resolution", .resolution),
            .column("reopenCount", .reopenCount),
            .column("resolvedAt", .resolvedAt),
            .column("closedAt", .closedAt),
            .column("escalationLevel", .escalationLevel),
            .column("internalRootCause", .internalRootCause),
            .column("internalNotes", .internalNotes),
            .column("timeSpentMinutes", .timeSpentMinutes),
            .children("documents", Lists.attachments, by: .recordID, of: .id),
            .children("updates", Lists.updates, by: .recordID, of: .id),
            .children("touchPoints", Lists.touchPoints, by: .recordID, of: .id),
            .history("stateHistory", of: .id),
            .computed("allowedTransitions", CasePermissions.transitions),
            .part("viewerCan", CaseViewerCan.sourceName),
        ] + Field.activityFields(.id) + Field.versionFields(.version, .createdAt, .updatedAt)
}

/// `type CaseSla`, a part of its case.
enum CaseSlaBinding: ObjectBinding {
    typealias Rows = CaseTable
    static let typeName = "CaseSla"
    static let isPart = true

    static let fields: [Field] = [
        .column("policy", .slaPolicy),
        .column("state", .slaState),
        .column("firstResponseDueAt", .firstResponseDueAt),
        .column("firstResponseAt", .firstResponseAt),
        .column("resolutionDueAt", .resolutionDueAt),
        .column("resolvedAt", .resolvedAt),
        .column("elapsedSeconds", .slaElapsedSeconds),
        .column("remainingSeconds", .slaRemainingSeconds),
        .column("lastRespondedAt", .lastRespondedAt),
        .column("internalTargetSeconds", .internalTargetSeconds),
    ]
}
