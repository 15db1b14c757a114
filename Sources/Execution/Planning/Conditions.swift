package import GraphQL
package import SQLite

/// The WHERE clause that a list's arguments add up to, with the values it binds.
package struct Conditions: Sendable {
    /// The first parameter that conditions use; lower ones belong to the viewer, the parent, the page and the cursor.
    package static let firstParameter = 40

    /// What the row is called in the statement.
    package let row: String
    package private(set) var sql = ""
    package private(set) var values: [SQLite.Value] = []

    package init(row: String) { self.row = row }

    /// The parameter that holds `value`, for a condition that is yet to be added.
    package mutating func parameter(_ value: SQLite.Value) -> String {
        values.append(value)
        return "?\(Self.firstParameter + values.count - 1)"
    }

    /// Adds one more condition that has to hold.
    package mutating func and(_ condition: String) {
        if condition == "true" { return }
        if !sql.isEmpty { sql += " AND " }
        sql += "(\(condition))"
    }
}

/// Turns one argument's coerced value into a condition on the items.
///
/// It runs once per request. A thrown error refuses the request, or nulls the field, with a code of its own.
package typealias ArgumentCondition =
    @Sendable (_ value: InputValue, _ conditions: inout Conditions) throws(FieldRefusal) -> Void
