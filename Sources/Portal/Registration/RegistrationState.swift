/// Where an opportunity registration stands.
///
/// In brackets the vendor product's own state of the same record.
package enum RegistrationState: String, CaseIterable, Sendable {
    /// Kept by the partner, not yet sent.
    case draft = "DRAFT"
    /// Sent; waits for an agent (*New*).
    case submitted = "SUBMITTED"
    /// An agent works on it (*Assigned*).
    case inReview = "IN_REVIEW"
    /// Sent back: the partner has to correct some named fields.
    case actionRequired = "ACTION_REQUIRED"
    /// Became a lead and an opportunity (*Qualified*).
    case qualified = "QUALIFIED"
    /// Declined by the vendor (*Disqualified*).
    case rejected = "REJECTED"
    /// Taken back by the partner.
    case withdrawn = "WITHDRAWN"
    /// Not decided, or not corrected, in time.
    case expired = "EXPIRED"

    /// Whether the registration's journey is over; only an administrator may reopen it.
    package var isTerminal: Bool {
        switch self {
        case .draft, .submitted, .inReview, .actionRequired: false
        case .qualified, .rejected, .withdrawn, .expired: true
        }
    }
}
