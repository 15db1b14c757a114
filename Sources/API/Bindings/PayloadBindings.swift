import Storage

extension FieldBinding where Rows: PayloadTable {
    /// Why it was refused, which every payload tells.
    fileprivate static func userErrors(_ column: Rows.Column) -> Self {
        .list("userErrors", ListRules<UserErrorTable>("UserError").atMost(UserErrors.limit), by: .list, of: column)
    }

    /// The fields of every payload whose mutation takes an idempotency key.
    fileprivate static func outcome(_ userErrors: Rows.Column, _ replayed: Rows.Column) -> [Self] {
        [.userErrors(userErrors), .column("replayed", replayed)]
    }
}

/// `type RegistrationPayload`.
enum RegistrationPayloadBinding: ObjectBinding {
    typealias Rows = RegistrationPayloadTable
    static let typeName = "RegistrationPayload"

    static let fields: [Field] =
        [.one("registration", "OpportunityRegistration", by: .registration)]
        + Field.outcome(.userErrors, .replayed)
}

/// `type QualifyPayload`.
enum QualifyPayloadBinding: ObjectBinding {
    typealias Rows = QualifyPayloadTable
    static let typeName = "QualifyPayload"

    static let fields: [Field] =
        [
            .one("registration", "OpportunityRegistration", by: .registration),
            .one("opportunity", "Opportunity", by: .opportunity),
            .one("lead", "Lead", by: .lead),
            .one("organization", "Organization", by: .organization),
            .one("contact", "Contact", by: .contact),
        ] + Field.outcome(.userErrors, .replayed)
}

/// `type LeadPayload`.
enum LeadPayloadBinding: ObjectBinding {
    typealias Rows = LeadPayloadTable
    static let typeName = "LeadPayload"

    static let fields: [Field] =
        [
            .one("lead", "Lead", by: .lead),
            .one("contact", "Contact", by: .contact),
            .one("share", "LeadShare", by: .share),
        ] + Field.outcome(.userErrors, .replayed)
}

/// `type CasePayload`.
enum CasePayloadBinding: ObjectBinding {
    typealias Rows = CasePayloadTable
    static let typeName = "CasePayload"

    static let fields: [Field] =
        [.one("case", "Case", by: .case)] + Field.outcome(.userErrors, .replayed)
}

/// `type CommentPayload`.
enum CommentPayloadBinding: ObjectBinding {
    typealias Rows = CommentPayloadTable
    static let typeName = "CommentPayload"

    static let fields: [Field] =
        [.one("comment", "Comment", by: .comment)] + Field.outcome(.userErrors, .replayed)
}

/// `type AttachmentPayload`.
enum AttachmentPayloadBinding: ObjectBinding {
    typealias Rows = AttachmentPayloadTable
    static let typeName = "AttachmentPayload"

    static let fields: [Field] =
        [.one("attachment", "Attachment", by: .attachment), .column("uploadUrl", .uploadUrl)]
        + Field.outcome(.userErrors, .replayed)
}

/// `type SignInPayload`.
enum SignInPayloadBinding: ObjectBinding {
    typealias Rows = SignInPayloadTable
    static let typeName = "SignInPayload"

    static let fields: [Field] = [
        .column("token", .token), .column("expiresAt", .expiresAt), .userErrors(.userErrors),
    ]
}

/// `type OkPayload`.
enum OkPayloadBinding: ObjectBinding {
    typealias Rows = OkPayloadTable
    static let typeName = "OkPayload"

    static let fields: [Field] = [.column("ok", .ok), .userErrors(.userErrors)]
}

/// `type UserError`.
enum UserErrorBinding: ObjectBinding {
    typealias Rows = UserErrorTable
    static let typeName = "UserError"

    static let fields: [Field] = [
        .column("code", .code),
        .column("message", .message),
        .column("field", .field),
        .column("conflictingId", .conflictingId),
        .column("suggestion", .suggestion),
        .column("details", .details),
    ]
}
