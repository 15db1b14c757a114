/// Whether another partner may be working on the same customer.
package enum ConflictState: String, CaseIterable, Sendable {
    case none = "NONE"
    /// Something resembles the registration, and nobody has decided.
    case suspected = "SUSPECTED"
    /// An agent has looked and seen no conflict.
    case cleared = "CLEARED"
}
