package import SQLite

/// What narrows a list: a condition on a row, in the columns of its table.
package indirect enum Condition<Rows: Table>: Sendable {
    package enum Operator: String, Sendable {
        case equal = "="
        /// Like `=`, where null equals null.
        case same = "IS"
        case different = "IS NOT"
        case atLeast = ">="
        case less = "<"
    }

    case all([Self])
    case any([Self])
    /// The opposite; a condition that is neither true nor false does not hold, and so its opposite does.
    case not(Self)
    case compares(Rows.Column, Operator, SQLite.Value)
    case among(Rows.Column, [SQLite.Value])
    case isTrue(Rows.Column)
    case isFalse(Rows.Column)
    case isNull(Rows.Column)
    case isPresent(Rows.Column)
    /// A text somewhere in the column's, in capitals or not.
    case contains(Rows.Column, String)
    /// The column refers to one of these rows, and the caller sees it.
    case refers(Rows.Column, to: [Int64], Target)
    /// The column refers to a row that the caller sees.
    case refersToSomething(Rows.Column, Target)
    /// One of the keys that the column gathers from rows of another table.
    case includes(Rows.Column, key: Int64)
    /// Whether the column gathers no keys at all.
    case isEmpty(Rows.Column)
    case isNotEmpty(Rows.Column)

    /// A column whose text begins with `text`.
    ///
    /// A range, and not `LIKE`, because an index can answer it. U+10FFFF comes after every text.
    package static func begins(_ column: Rows.Column, with text: String) -> Self {
        .all([.compares(column, .atLeast, .text(text)), .compares(column, .less, .text(text + "\u{10FFFF}"))])
    }

    /// The condition in SQL.
    ///
    /// - Parameters:
    ///   - row: What the row is called in the statement.
    ///   - parameter: Gives the parameter that will hold a value.
    package func sql(of row: String, _ parameter: (SQLite.Value) -> String) -> String {
        func column(_ column: Rows.Column) -> String { Rows.sql(column, of: row) }
        // SQLite's parser goes only so deep into brackets: one condition alone stands without them.
        func join(_ conditions: [Self], _ word: String) -> String {
            let joined = conditions.map { $0.sql(of: row, parameter) }.joined(separator: word)
            return conditions.count == 1 ? joined : "(\(joined))"
        }
        return switch self {
        case .all(let conditions): conditions.isEmpty ? "true" : join(conditions, " AND ")
        case .any(let conditions): conditions.isEmpty ? "false" : join(conditions, " OR ")
        case .not(let condition): "NOT coalesce(\(condition.sql(of: row, parameter)), false)"
        case .compares(let name, let word, let value): "\(column(name)) \(word.rawValue) \(parameter(value))"
        case .among(let name, let values): "\(column(name)) IN (\(values.map(parameter).joined(separator: ", ")))"
        case .isTrue(let name): "\(column(name)) = 1"
        case .isFalse(let name): "\(column(name)) = 0"
        case .isNull(let name): "\(column(name)) IS NULL"
        case .isPresent(let name): "\(column(name)) IS NOT NULL"
        case .contains(let name, let text): "includes(\(column(name)), fold(\(parameter(.text(text)))))"
        case .refers(let name, let keys, let target):
            target.isOneOf(keys.map { parameter(.integer($0)) }, column(name))
        case .refersToSomething(let name, let target): target.isThere(column(name))
        case .includes(let name, let key): "\(parameter(.integer(key))) IN \(column(name))"
        case .isEmpty(let name): "NOT EXISTS \(column(name))"
        case .isNotEmpty(let name): "EXISTS \(column(name))"
        }
    }
}
