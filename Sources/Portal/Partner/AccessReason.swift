/// Why a caller is sent away from a portal they asked for.
package enum AccessReason: String, CaseIterable, Sendable {
    /// It belongs to a sales direction that is not theirs.
    case otherDirection = "OTHER_DIRECTION"
    case noPortal = "NO_PORTAL"
    case inactivePortal = "INACTIVE_PORTAL"
    case moduleOff = "MODULE_OFF"
}
