import Storage

/// `type OpportunityRegistration` of schema.graphql, field by field in its order.
enum RegistrationBinding: ObjectBinding {
    typealias Rows = RegistrationTable
    static let typeName = "OpportunityRegistration"

    static let fields: [Field] =
        form + course + Field.activityFields(.id) + Field.versionFields(.version, .createdAt, .updatedAt)

    /// What the partner filled in.
    private static let form: [Field] = [
        .id("OpportunityRegistration", .id),
        .column("number", .number),
        .column("name", .name),
        .column("state", .state),
        .column("stateReason", .stateReason),
        .one("partner", "PartnerOrganization", by: .partnerID),
        .one("salesDirection", "SalesDirection", by: .salesDirectionID),
        .one("product", "Product", by: .productID),
        .column("newCompany", .newCompany),
        .known("organization", "Organization", by: .organizationID, where: OrganizationTable.isNoRivals),
        .column("companyName", .companyName),
        .column("companyWebsite", .companyWebsite),
        .column("companyTin", .companyTin),
        .column("companyTinCheck", .companyTinCheck),
        .column("newContact", .newContact),
        .one("contact", "Contact", by: .contactID),
        .column("contactFirstName", .contactFirstName, when: Rows.personIsOpen),
        .column("contactLastName", .contactLastName, when: Rows.personIsOpen),
        .column("contactMiddleName", .contactMiddleName, when: Rows.personIsOpen),
        .column("contactEmail", .contactEmail, when: Rows.personIsOpen),
        .column("contactPhone", .contactPhone, when: Rows.personIsOpen),
        .one("representative", "PartnerUser", by: .representativeID),
        .one("createdBy", "PartnerUser", by: .createdByID),
        .column("budget", .budget),
        .part("estimatedValue", RegistrationValue.sourceName, present: .estimatedValue),
        .column("estimatedClosureDate", .estimatedClosureDate),
        .column("customerRequirements", .customerRequirements),
        .column("externalReference", .externalReference),
    ]

    /// What became of it.
    private static let course: [Field] = [
        .column("submittedAt", .submittedAt),
        .part("receipt", "RegistrationReceipt", present: .receiptSequence),
        .column("protectedUntil", .protectedUntil),
        .column("expiresAt", .expiresAt),
        .column("waitingSince", .waitingSince),
        .known("assignedAgent", "Agent", by: .assignedAgentID),
        .one("assignedGroup", "AgentGroup", by: .assignedGroupID),
        .part("actionRequired", "ActionRequired", present: .actionRequiredMessage, when: Rows.isActionRequired),
        .column("rejectionReason", .currentRejectionReason),
        .column("rejectionMessage", .rejectionMessage, when: Rows.isRejected),
        .column("internalRejectionNote", .internalRejectionNote),
        .column("conflictState", .conflictState),
        .list("conflictCandidates", Lists.conflictCandidates, by: .subjectID, of: .id),
        .column("score", .score),
        .one("lead", "Lead", by: .leadID),
        .one("opportunity", "Opportunity", by: .opportunityID),
        .history("stateHistory", of: .id),
        .computed("allowedTransitions", RegistrationPermissions.transitions),
        .part("viewerCan", RegistrationViewerCan.sourceName),
        .column("viewerRelation", .viewerRelation),
    ]
}

/// `type RegistrationReceipt`, a part of its registration.
enum RegistrationReceiptBinding: ObjectBinding {
    typealias Rows = RegistrationTable
    static let typeName = "RegistrationReceipt"
    static let isPart = true

    static let fields: [Field] = [
        .column("sequence", .receiptSequence),
        .column("submittedAt", .submittedAt),
        .column("sha256", .receiptSHA256),
    ]
}

/// `type ActionRequired`, a part of its registration.
enum ActionRequiredBinding: ObjectBinding {
    typealias Rows = RegistrationTable
    static let typeName = "ActionRequired"
    static let isPart = true

    static let fields: [Field] = [
        .column("message", .actionRequiredMessage),
        .column("editableFields", .actionRequiredFields),
        .column("dueAt", .actionRequiredDueAt),
    ]
}

/// `type ConflictCandidate`.
enum ConflictCandidateBinding: ObjectBinding {
    typealias Rows = ConflictCandidateTable
    static let typeName = "ConflictCandidate"

    static let fields: [Field] = [
        .one("registration", "OpportunityRegistration", by: .otherID),
        .column("matchedOn", .matchedOn),
        .column("score", .score),
        .column("submittedEarlier", .submittedEarlier),
    ]
}
