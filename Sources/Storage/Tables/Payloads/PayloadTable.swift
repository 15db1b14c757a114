package import Portal
package import SQLite

/// The one row of a mutation's payload, made of values that whoever carried the mutation out binds as parameters.
///
/// Columns are named as the payload's fields in schema.graphql, and stand in the order of the parameters: `userErrors`, then
/// `ok` or `replayed` if it has them, rows by their number, and what is told once. Rows are read through their own tables, so
/// that an answer shows no more of them than a query would.
package protocol PayloadTable: Table {}

extension PayloadTable {
    package static var name: String {
        let columns = Column.allCases.enumerated().map {
            "?\(Parameter.firstArgument + $0.offset) AS \"\($0.element.rawValue)\""
        }
        return "(SELECT \(columns.joined(separator: ", ")))"
    }

    package static var key: String { "userErrors" }

    /// The answer to its caller, who sees all of it.
    package static func visibility(for role: Role, of row: String) -> String { "true" }

    package static func sql(_ column: Column, of row: String) -> String { "\(row).\"\(column.rawValue)\"" }

    /// The parameters' values after the act was done.
    ///
    /// - Parameters:
    ///   - rows: By the name of the payload's field.
    ///   - told: What is kept nowhere, likewise.
    package static func values(
        of rows: [String: Int64], told: [String: Value] = [:], isReplayed: Bool
    ) -> [Value] {
        values(userErrors: noErrors, isReplayed: isReplayed, rows, told)
    }

    /// The parameters' values when the act was refused; no row is named then.
    ///
    /// - Parameter userErrors: A JSON list, as `UserErrorTable` reads it.
    package static func values(refusedWith userErrors: String) -> [Value] {
        values(userErrors: userErrors, isReplayed: false, [:], [:])
    }

    private static func values(
        userErrors: String, isReplayed: Bool, _ rows: [String: Int64], _ told: [String: Value]
    ) -> [Value] {
        Column.allCases.map { column in
            switch column.rawValue {
            case "userErrors": .text(userErrors)
            case "replayed": Value(isReplayed)
            case "ok": Value(userErrors == noErrors)
            case let name: told[name] ?? Value(rows[name])
            }
        }
    }

    private static var noErrors: String { "[]" }
}
