package import Portal

/// The entrance of a sales direction.
///
/// Before anyone has signed in, the sign-in page needs to know what it is the entrance of.
package enum PortalTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case salesDirectionID = "sales_direction_id"
        case pathName = "path_name"
        case title, active, version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    package static let name = "portal"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .agent, .admin: "true"
        case .partnerUser, .partnerSupervisor, .integration:
            "(\(Known.direction(row + ".sales_direction_id")) OR \(isOpen(for: role, of: row)))"
        }
    }

    /// Whether the viewer may enter the portal.
    package static func isOpen(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration:
            "(\(PortalEntrance.refusal(for: role, of: row))) IS NULL"
        }
    }
}
