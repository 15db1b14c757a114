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
