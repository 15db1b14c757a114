/// Where a lead of the vendor stands on its way to a partner.
package enum LeadState: String, CaseIterable, Sendable {
    case new = "NEW"
    /// An agent owns it.
    case assigned = "ASSIGNED"
    /// Offered to one or more partners; the first to accept wins.
    case shared = "SHARED"
    /// A partner won it.
    case accepted = "ACCEPTED"
    /// An opportunity came of it.
    case converted = "CONVERTED"
    case disqualified = "DISQUALIFIED"
    /// The vendor took the offer back.
    case recalled = "RECALLED"
    /// Nobody accepted in time.
    case expired = "EXPIRED"
}
