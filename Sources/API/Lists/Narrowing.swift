import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// Conditions that arguments of several lists share.
enum Narrowing {
    /// What an argument means, for each role.
    typealias Argument = @Sendable (Role) -> ArgumentCondition

    /// An argument whose value says a condition on the row; nil narrows nothing.
    static func condition<Rows: Table>(
        _ condition: @escaping @Sendable (InputValue) throws(FieldRefusal) -> Condition<Rows>?
    ) -> Argument {
        { _ in
            { (value, conditions) throws(FieldRefusal) in
                if let condition = try condition(value) { conditions.and(condition) }
            }
        }
    }

    /// `filter:` by the rules of the list.
    static func filter<Rows: Table>(_ rules: FilterRules<Rows>) -> Argument {
        { role in
            { (value, conditions) throws(FieldRefusal) in conditions.and(try rules.condition(value, for: role)) }
        }
    }

    /// An argument that names a row of another type: one that the caller does not see is no row.
    static func reference<Rows: Table, Other: ObjectBinding>(
        to _: Other.Type, _ column: Rows.Column, of _: Rows.Type
    ) -> Argument {
        { role in
            { (value, conditions) throws(FieldRefusal) in
                let target = Target(Other.Rows.self, for: role)
                conditions.and(Condition<Rows>.refers(column, to: [rowNumber(value, of: Other.typeName)], target))
            }
        }
    }

    /// `scope:` as the table says for the role.
    static func scope<Rows: ScopedTable>(_: Rows.Type) -> Argument {
        { role in
            { (value, conditions) throws(FieldRefusal) in
                guard case .enumeration(let name) = value, let scope = RecordScope(rawValue: name) else { return }
                guard let condition = Rows.scope(scope, for: role, of: conditions.row) else {
                    throw FieldRefusal(
                        code: "FORBIDDEN_SCOPE", message: "Your role may not ask for the scope \(name).",
                        details: [.init("needed", scope == .company ? "PARTNER_SUPERVISOR" : "AGENT")])
                }
                conditions.and(condition)
            }
        }
    }

    /// `search:` in the table's full-text table.
    static func search<Rows: SearchableTable>(_: Rows.Type) -> Argument {
        { _ in
            { (value, conditions) throws(FieldRefusal) in
                guard case .string(let text) = value else { return }
                let phrase = conditions.parameter(.text(try SearchPhrase(text).expression))
                conditions.and(Rows.isFound(by: phrase, of: conditions.row))
            }
        }
    }

    /// `search:` of a company look-up: the beginnings of words of the name, or a whole TIN.
    ///
    /// - Throws: `BAD_USER_INPUT` for less than three letters or digits: nobody shall leaf through all companies.
    static let company: Argument = { role in
        { (value, conditions) throws(FieldRefusal) in
            guard case .string(let text) = value else { return }
            let phrase = try SearchPhrase(text)
            guard phrase.letterCount >= 3 else {
                throw FieldRefusal(
                    code: "BAD_USER_INPUT", message: "Give at least three characters of the name, or a whole TIN.")
            }
            let name = conditions.parameter(.text("name : (\(phrase.expression))"))
            let tin = (try? TaxNumber(text)).map { conditions.parameter(.text($0.digits)) }
            conditions.and(OrganizationReferenceTable.isFound(by: name, tin: tin, for: role, of: conditions.row))
        }
    }

    /// `path:` of what may be a portal.
    static let entrance: Argument = { _ in
        { (value, conditions) throws(FieldRefusal) in
            guard case .string(let text) = value else { return }
            let path = conditions.parameter(.text(text))
            conditions.and(PortalEntranceTable.isAt(path, of: conditions.row))
        }
    }

    /// An argument that names a row: `columnID: ID`.
    static func identifier<Rows: Table>(_ type: String, _ column: Rows.Column, of _: Rows.Type) -> Argument {
        condition { value in Condition<Rows>.compares(column, .equal, .integer(rowNumber(value, of: type))) }
    }

    /// An argument that names a row of any type: `subjectId: ID`.
    static func identifierOfAny<Rows: Table>(
        _ type: Rows.Column, _ column: Rows.Column, of _: Rows.Type
    ) -> Argument {
        condition { value -> Condition<Rows>? in
            guard case .string(let text) = value, let (name, row) = GlobalID.decode(text) else { return .any([]) }
            return .all([.compares(type, .equal, .text(String(name))), .compares(column, .equal, .integer(row))])
        }
    }

    /// An argument that a column has to equal: a text, or the name of an enum value.
    static func text<Rows: Table>(_ column: Rows.Column, of _: Rows.Type) -> Argument {
        condition { value -> Condition<Rows>? in
            switch value {
            case .string(let text), .enumeration(let text): .compares(column, .equal, .text(text))
            default: nil
            }
        }
    }

    /// An argument that lists enum values, one of which a column has to be.
    static func among<Rows: Table>(_ column: Rows.Column, of _: Rows.Type) -> Argument {
        condition { value -> Condition<Rows>? in
            guard case .list(let items) = value else { return nil }
            return .among(
                column, items.compactMap { item in if case .enumeration(let name) = item { .text(name) } else { nil } })
        }
    }
}

extension Conditions {
    /// Adds one more condition that has to hold.
    mutating func and<Rows: Table>(_ condition: Condition<Rows>) {
        let sql = condition.sql(of: row) { parameter($0) }
        and(sql)
    }
}

/// The row that a global id of `type` names; 0, which no row has, for any other text.
///
/// So an id of a wrong type, a made-up one and one of a row that does not exist are all the same: no row.
func rowNumber(_ value: InputValue, of type: String) -> Int64 {
    guard case .string(let text) = value, let (name, row) = GlobalID.decode(text), name == type else { return 0 }
    return row
}
