/// `type RegistrationPayload`.
package enum RegistrationPayloadTable: PayloadTable {
    package enum Column: String, CaseIterable, Sendable { case userErrors, replayed, registration }
}

/// `type QualifyPayload`.
package enum QualifyPayloadTable: PayloadTable {
    package enum Column: String, CaseIterable, Sendable {
        case userErrors, replayed, registration, opportunity, lead, organization, contact
    }
}

/// `type LeadPayload`.
package enum LeadPayloadTable: PayloadTable {
    package enum Column: String, CaseIterable, Sendable { case userErrors, replayed, lead, contact, share }
}

/// `type CasePayload`.
package enum CasePayloadTable: PayloadTable {
    package enum Column: String, CaseIterable, Sendable {
        case userErrors, replayed
        case `case`
    }
}

/// `type CommentPayload`.
package enum CommentPayloadTable: PayloadTable {
    package enum Column: String, CaseIterable, Sendable { case userErrors, replayed, comment }
}

/// `type AttachmentPayload`.
package enum AttachmentPayloadTable: PayloadTable {
    package enum Column: String, CaseIterable, Sendable { case userErrors, replayed, attachment, uploadUrl }
}

/// `type SignInPayload`.
package enum SignInPayloadTable: PayloadTable {
    package enum Column: String, CaseIterable, Sendable { case userErrors, token, expiresAt }
}

/// `type OkPayload`.
package enum OkPayloadTable: PayloadTable {
    package enum Column: String, CaseIterable, Sendable { case userErrors, ok }
}
