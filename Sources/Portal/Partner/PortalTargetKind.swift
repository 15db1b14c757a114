/// Where a caller is sent instead.
package enum PortalTargetKind: String, CaseIterable, Sendable {
    case partnerPortal = "PARTNER_PORTAL"
    /// For those who have no partner portal at all.
    case selfService = "SELF_SERVICE"
}
