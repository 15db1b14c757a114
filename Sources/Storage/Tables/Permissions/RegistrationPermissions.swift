package import Portal

/// What a viewer may do with a registration.
package enum RegistrationPermissions: RecordPermissions {
    /// `RegistrationStanding(of:createdBy:assignedAgent:)` as SQL.
    private static func standings(for role: Role, of row: String) -> Standings<RegistrationStanding> {
        switch role {
        case .anonymous: Standings([], otherwise: .observer)
        case .partnerUser:
            Standings([(.creator, when: "\(row).created_by_id = \(Parameter.viewer)")], otherwise: .observer)
        case .partnerSupervisor: Standings([], otherwise: .supervisor)
        case .integration:
            Standings([(.supervisor, when: Parameter.viewerHolds(.registrationsWrite))], otherwise: .observer)
        case .agent:
            Standings(
                [
                    (.assignee, when: "\(row).assigned_agent_id = \(Parameter.viewer)"),
                    (.manager, when: Parameter.viewerHolds(.manager)),
                ], otherwise: .agent)
        case .admin: Standings([(.observer, when: Parameter.viewerHolds(.readOnly))], otherwise: .admin)
        }
    }

    package static func transitions(for role: Role, of row: String) -> String {
        standings(for: role, of: row).decide { standing in
            Decision.byValue(
                of: "\(row).state",
                RegistrationState.allCases.map { ($0.rawValue, Decision.list($0.allowed(by: standing))) })
        }
    }

    package static func writableFields(for role: Role, of row: String) -> String {
        standings(for: role, of: row).decide { standing in
            Decision.byValue(
                of: "\(row).state",
                RegistrationState.allCases.map { ($0.rawValue, fields(in: $0, by: standing, of: row)) })
        }
    }

    private static func fields(in state: RegistrationState, by standing: RegistrationStanding, of row: String) -> String
    {
        let locked = state.editable(by: standing, unlocked: [])
        let unlocked = state.editable(by: standing, unlocked: Set(RegistrationField.allCases))
        if locked == unlocked { return Decision.list(RegistrationField.allCases.filter(locked.contains)) }
        // What the agent has unlocked stands in the row.
        let always = RegistrationField.allCases.filter(locked.contains).map { "SELECT '\($0.rawValue)'" }
        let asked = "SELECT value FROM json_each(\(row).action_required_fields)"
        return "(SELECT json_group_array(value) FROM (\(([asked] + always).joined(separator: " UNION "))))"
    }

    /// As `CommentStore` has it: what is over can be talked about for a while.
    package static func comment(for role: Role, of row: String) -> String {
        let terminal = RegistrationState.allCases.filter(\.isTerminal).map { "'\($0.rawValue)'" }
        return """
            (\(speaks(role)) AND (\(row).state NOT IN (\(terminal.joined(separator: ", ")))
             OR \(Parameter.now) - \(CommentStore.timeToComment) <= coalesce((SELECT max(step.at) FROM change AS step
                WHERE step.record_id = \(row).id AND step.kind = 'STATE_CHANGE'), \(row).updated_at)))
            """
    }
}
