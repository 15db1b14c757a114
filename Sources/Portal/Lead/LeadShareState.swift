/// Where the offer of a lead to one partner stands.
package enum LeadShareState: String, CaseIterable, Sendable {
    case offered = "OFFERED"
    case accepted = "ACCEPTED"
    case declined = "DECLINED"
    /// Another partner was faster.
    case taken = "TAKEN"
    case recalled = "RECALLED"
    case expired = "EXPIRED"
}
