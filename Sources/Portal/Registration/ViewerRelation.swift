/// Why a partner's user sees a registration; the first that holds.
package enum ViewerRelation: String, CaseIterable, Sendable {
    case creator = "CREATOR"
    case representative = "REPRESENTATIVE"
    /// A colleague made it, and they supervise the company.
    case colleague = "COLLEAGUE"
}
