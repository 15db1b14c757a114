package import Portal
import SQLite

/// A table of rows, the columns a field can read, and the rows each role may see.
package protocol Table: Sendable {
    associatedtype Column: RawRepresentable & CaseIterable & Sendable where Column.RawValue == String

    /// The SQL name of the table.
    static var name: String { get }

    /// The SQL name of the column whose value names a row.
    static var key: String { get }

    /// The rows `role` may see, as an SQL condition on the row that is called `row` in the statement.
    ///
    /// It has no default: a table that has not said what each role sees does not compile. The plan compiler joins it to
    /// every `SELECT` from this table, so no resolver can forget it. It may use the parameters of `Parameter`. It may look
    /// into other tables, so `row` must not be the name of a table, nor begin with `visible_`.
    static func visibility(for role: Role, of row: String) -> String

    /// Whether several partners may see one row, as they do a lead on offer; they must not learn of each other by it.
    static var isShared: Bool { get }

    /// What stands after `FROM`: the table, unless its rows are worked out for the role.
    static func relation(for role: Role) -> String

    /// How a column of the row called `row` is read: the stored column, unless the table computes it.
    static func sql(_ column: Column, of row: String) -> String
}

extension Table {
    package static var key: String { "id" }

    /// True where a table does not say that each of its rows is one partner's.
    package static var isShared: Bool { true }

    package static func relation(for role: Role) -> String { name }

    package static func sql(_ column: Column, of row: String) -> String { "\(row).\(column.rawValue)" }

    /// The column where `condition` holds, null elsewhere.
    package static func sql(_ column: Column, of row: String, where condition: String) -> String {
        condition == "true" ? sql(column, of: row) : "CASE WHEN \(condition) THEN \(sql(column, of: row)) END"
    }

    /// How the key of the row called `row` is read.
    package static func key(of row: String) -> String { "\(row).\(key)" }
}

/// The parameters that every statement of a plan may use: who is asking, and when.
package enum Parameter {
    /// `Viewer.actorID`.
    package static let viewer = ContextParameter.viewer.sql
    /// `Viewer.partnerID`.
    package static let partner = ContextParameter.partner.sql
    /// `Viewer.rights.rawValue`.
    package static let rights = ContextParameter.rights.sql
    /// The time of the request, in milliseconds since 1970 (UTC).
    package static let now = ContextParameter.now.sql
    /// What the caller may ask for in a minute, in nodes.
    package static let rateLimit = ContextParameter.rateLimit.sql
    /// What is left of it.
    package static let rateRemaining = ContextParameter.rateRemaining.sql
    /// When all of it will be there again, in milliseconds since 1970 (UTC).
    package static let rateResetAt = ContextParameter.rateResetAt.sql
    /// What the operation was estimated to cost.
    package static let operationCost = ContextParameter.operationCost.sql
    /// The number of the first value of a list's arguments or of a mutation's payload.
    package static let firstArgument = 40
    /// The condition that the viewer may view the module whose name `module` reads.
    package static func viewerViews(_ module: String) -> String {
        let bits = PortalModule.allCases.map { "WHEN '\($0.rawValue)' THEN \($0.right(.view).rawValue)" }
        return "(\(rights) & CASE \(module) \(bits.joined(separator: " ")) ELSE 0 END) <> 0"
    }

    /// The first number that a statement may give to a parameter of its own.
    package static let firstFree = 5

    /// The condition that the viewer holds every one of `rights`.
    package static func viewerHolds(_ rights: Rights) -> String {
        "(\(self.rights) & \(rights.rawValue)) = \(rights.rawValue)"
    }
}
