/// How pressing a case is; decides its service targets.
package enum CasePriority: String, CaseIterable, Sendable {
    case urgent = "URGENT"
    case high = "HIGH"
    case medium = "MEDIUM"
    case low = "LOW"
}
