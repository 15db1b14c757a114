package import Portal

/// The server itself, as somebody who acts.
package enum SystemActorTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case displayName = "display_name"
    }

    package static let name = "actor"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "\(row).kind = 'SYSTEM'"
        }
    }
}
