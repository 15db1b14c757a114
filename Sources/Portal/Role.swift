/// What the caller is to the portal.
///
/// Exhaustive on purpose: a new role must be answered by every `switch` in the package before it compiles.
/// The raw value is the name of the schema's enum value.
package enum Role: String, CaseIterable, Sendable {
    /// No token was presented.
    case anonymous = "ANONYMOUS"
    /// An employee of a partner organization.
    case partnerUser = "PARTNER_USER"
    /// A partner employee who sees everything of their own organization (`crm_partner_supervisor`).
    case partnerSupervisor = "PARTNER_SUPERVISOR"
    /// An employee of the vendor.
    case agent = "AGENT"
    /// The vendor's administrator.
    case admin = "ADMIN"
    /// A service account of one partner organization, narrowed by scopes.
    case integration = "INTEGRATION"
}
