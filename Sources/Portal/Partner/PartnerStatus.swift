/// How the vendor stands with a partner organization; only `active` ones may sign in.
package enum PartnerStatus: String, CaseIterable, Sendable {
    case pending = "PENDING"
    case active = "ACTIVE"
    case suspended = "SUSPENDED"
    case inactive = "INACTIVE"
}
