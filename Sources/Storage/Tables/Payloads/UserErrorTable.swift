package import Portal

/// The entries of a payload's JSON list of user errors, in its order.
///
/// `json_each` is a table with a hidden column `json`, which holds the list it was given.
package enum UserErrorTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        /// The whole list.
        case list = "json"
        case position = "key"
        case code, message, field, conflictingId, suggestion, details
    }

    package static let name = "json_each"
    package static let key = "key"

    package static func visibility(for role: Role, of row: String) -> String { "true" }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .list, .position: "\(row).\(column.rawValue)"
        case .code, .message, .conflictingId, .suggestion: "\(row).value ->> '\(column.rawValue)'"
        case .field, .details: "\(row).value -> '\(column.rawValue)'"
        }
    }
}
