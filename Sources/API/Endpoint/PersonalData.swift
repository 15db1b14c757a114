import Execution
import Portal

extension Plan {
    /// The personal data whose reading by `viewer` belongs in the audit trail: all that an administrator selects, and
    /// nothing of anybody else.
    func personalData(auditedFor viewer: Viewer) -> [String] { viewer.role == .admin ? personalData : [] }
}
