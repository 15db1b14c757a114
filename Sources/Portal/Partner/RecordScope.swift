/// How wide a list shall reach.
///
/// Asking for more than the role allows is refused, never silently narrowed.
package enum RecordScope: String, CaseIterable, Sendable {
    /// The caller's own records.
    case mine = "MINE"
    /// Everything of the caller's partner organization.
    case company = "COMPANY"
    /// Everything the vendor's people may see.
    case all = "ALL"
}
