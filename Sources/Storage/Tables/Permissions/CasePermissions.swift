package import Portal

/// What a viewer may do with a case.
package enum CasePermissions: RecordPermissions {
    /// `CaseSide(of:)` as SQL.
    private static func sides(for role: Role) -> Standings<CaseSide> {
        switch role {
        case .anonymous: Standings([], otherwise: .observer)
        case .partnerUser, .partnerSupervisor:
            Standings([(.partner, when: Parameter.viewerHolds(PortalModule.cases.right(.edit)))], otherwise: .observer)
        case .integration: Standings([(.partner, when: Parameter.viewerHolds(.casesWrite))], otherwise: .observer)
        case .agent: Standings([], otherwise: .vendor)
        case .admin: Standings([(.observer, when: Parameter.viewerHolds(.readOnly))], otherwise: .vendor)
        }
    }

    package static func transitions(for role: Role, of row: String) -> String {
        sides(for: role).decide { side in
            Decision.byValue(
                of: "\(row).status",
                CaseStatus.allCases.map { ($0.rawValue, Decision.list($0.allowed(by: side))) })
        }
    }

    package static func writableFields(for role: Role, of row: String) -> String {
        sides(for: role).decide { side in
            Decision.either("\(row).status = 'CLOSED'", Decision.list([]), Decision.list(fields(of: side)))
        }
    }

    private static func fields(of side: CaseSide) -> [String] {
        let matter = ["title", "summary", "priority", "category", "organization", "contact", "opportunity"]
        return switch side {
        case .partner: matter
        case .vendor:
            matter + [
                "assignedGroup", "assignedAgent", "resolution", "escalationLevel", "internalRootCause",
                "internalNotes", "timeSpentMinutes",
            ]
        case .system, .observer: []
        }
    }

    package static func comment(for role: Role, of row: String) -> String {
        "(\(speaks(role)) AND \(row).status <> 'CLOSED')"
    }
}
