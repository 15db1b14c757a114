package import Portal

/// What an explanation of access is read from: both verdicts, the kinder first, with the words as parameters.
package enum ExplanationTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case type, field, rule
        case rowScope = "row_scope"
        case allowed
    }

    package static let name = "(SELECT 1 AS allowed UNION ALL SELECT 0)"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "true"
        }
    }

    /// Leaves the verdict that it is allowed only where `condition` holds.
    package static func allows(where condition: String, of row: String) -> String {
        "NOT \(row).allowed OR (\(condition))"
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .type: "?\(Parameter.firstArgument)"
        case .field: "?\(Parameter.firstArgument + 1)"
        case .rule: "?\(Parameter.firstArgument + 2)"
        case .rowScope: "?\(Parameter.firstArgument + 3)"
        case .allowed: "\(row).allowed"
        }
    }
}

extension Table {
    /// The condition that the role sees the row whose key is `value`, and that it fulfils `condition`.
    package static func isSeen(_ value: String, for role: Role, where condition: (String) -> String) -> String {
        """
        EXISTS (SELECT 1 FROM \(relation(for: role)) AS explained
            WHERE explained.\(key) = \(value) AND (\(visibility(for: role, of: "explained")))
              AND (\(condition("explained"))))
        """
    }
}
