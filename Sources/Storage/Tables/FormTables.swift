package import Portal

/// The portal's forms.
package enum FormTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case kind
    }

    package static let name =
        "(\(FormKind.allCases.map { "SELECT '\($0.rawValue)' AS kind" }.joined(separator: " UNION ALL ")))"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "true"
        }
    }
}

/// The fields of the portal's forms, as the role fills them in.
package enum FormFieldTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case kind = "column1"
        case position = "column2"
        case name = "column3"
        case label = "column4"
        case type = "column5"
        case mandatory = "column6"
        case visible = "column7"
        case condition = "column8"
        case maximumLength = "column9"
        /// A JSON list of the names of an enum's values.
        case options = "column10"
        /// A JSON list of names of fields.
        case alternatives = "column11"
    }

    package static let name = "form_field"

    package static func relation(for role: Role) -> String {
        let rows = FormKind.allCases.flatMap { kind in
            kind.fields(for: role).enumerated().map { position, field in row(kind, position, field) }
        }
        return "(VALUES \(rows.joined(separator: ", ")))"
    }

    package static func visibility(for role: Role, of row: String) -> String {
        FormTable.visibility(for: role, of: row)
    }

    private static func row(_ kind: FormKind, _ position: Int, _ field: FormField) -> String {
        let values = [
            text(kind.rawValue), "\(position)", text(field.name), text(field.label), text(field.type),
            field.isMandatory ? "1" : "0", field.isVisibleAtFirst ? "1" : "0", field.condition.map(text) ?? "NULL",
            field.maximumLength.map { "\($0)" } ?? "NULL", names(field.options), names(field.alternatives),
        ]
        return "(\(values.joined(separator: ", ")))"
    }

    /// A JSON list; names need no escapes.
    private static func names(_ names: [String]?) -> String {
        names.map { text("[" + $0.map { "\"\($0)\"" }.joined(separator: ",") + "]") } ?? "NULL"
    }

    private static func text(_ value: String) -> String {
        "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
