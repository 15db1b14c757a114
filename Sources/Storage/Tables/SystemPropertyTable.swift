package import Portal

/// Switches of the whole installation.
package enum SystemPropertyTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case name, value, type, description
    }

    package static let name = "system_property"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .agent, .integration: "false"
        case .admin: "true"
        }
    }
}
