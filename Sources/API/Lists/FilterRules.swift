import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// What the fields of a filter input mean for one table.
///
/// Members of one object are all required to hold; `and`, `or` and `not` combine objects.
struct FilterRules<Rows: Table>: Sendable {
    /// How the value of one filter field is compared with a column.
    enum Comparison: Sendable {
        /// `StringFilter`
        case text
        /// `DateTimeRange`, in milliseconds.
        case dateTime
        /// `DateRange`, as `YYYY-MM-DD`.
        case date
        /// `DecimalRange`, scaled by 10⁴.
        case decimal
        /// `IDFilter` over the rows of a table that ids of `type` name.
        case reference(type: String, any Table.Type)
        /// `IDFilter` over the rows of a type that a subquery of the row names.
        case members(type: String)
        /// `IDFilter` over sales directions: whoever sees a row knows the direction that it belongs to.
        case direction
        /// A list of enum values, one of which the column has to be.
        case enumeration
        case boolean

        /// `IDFilter` over the rows of a type.
        static func reference<Target: ObjectBinding>(to _: Target.Type) -> Self {
            .reference(type: Target.typeName, Target.Rows.self)
        }
    }

    private let fields: [String: (column: Rows.Column, comparison: Comparison)]

    init(_ fields: [String: (Rows.Column, Comparison)]) {
        self.fields = fields.mapValues { (column: $0.0, comparison: $0.1) }
    }

    /// The fields of the filter input that have a rule.
    var names: [String] { Array(fields.keys) }

    /// What the value of the argument `filter` says to the role.
    func condition(_ value: InputValue, for role: Role) throws(FieldRefusal) -> Condition<Rows> {
        var budget = FilterBudget()
        return try object(value, role, &budget)
    }

    private func object(
        _ value: InputValue, _ role: Role, _ budget: inout FilterBudget
    ) throws(FieldRefusal) -> Condition<Rows> {
        guard case .object(let members) = value else { return .all([]) }
        try budget.enter()
        defer { budget.leave() }
        var conditions: [Condition<Rows>] = []
        for member in members where member.value != .null {
            switch (member.name, member.value) {
            case ("and", .list(let items)): conditions.append(.all(try objects(items, role, &budget)))
            case ("or", .list(let items)): conditions.append(.any(try objects(items, role, &budget)))
            case ("not", let value): conditions.append(.not(try object(value, role, &budget)))
            default:
                guard let field = fields[member.name] else { throw .unknownFilter(member.name) }
                conditions.append(try comparison(field.column, field.comparison, member.value, role, &budget))
            }
        }
        return .all(conditions)
    }

    private func objects(
        _ items: [InputValue], _ role: Role, _ budget: inout FilterBudget
    ) throws(FieldRefusal) -> [Condition<Rows>] {
        var conditions: [Condition<Rows>] = []
        for item in items { conditions.append(try object(item, role, &budget)) }
        return conditions
    }

    private func comparison(
        _ column: Rows.Column, _ comparison: Comparison, _ value: InputValue, _ role: Role,
        _ budget: inout FilterBudget
    ) throws(FieldRefusal) -> Condition<Rows> {
        switch (comparison, value) {
        case (.boolean, .boolean(let flag)):
            try budget.spend()
            return flag ? .isTrue(column) : .isFalse(column)
        case (.enumeration, .list(let items)): return .among(column, try stored(items, comparison, &budget))
        case (_, .object(let members)):
            var conditions: [Condition<Rows>] = []
            for member in members {
                // Left out it would narrow nothing, and whoever means "has no value" would be answered with everything.
                if member.value == .null { throw .nullOperand(member.name) }
                try budget.spend()
                switch comparison {
                case .members(let type):
                    conditions.append(try gathered(member.name, column, type, member.value, &budget))
                case .reference(let type, let table):
                    let target = Target(table, for: role)
                    conditions.append(try reference(member.name, column, type, target, member.value, &budget))
                default: conditions.append(try operation(member.name, column, comparison, member.value, &budget))
                }
            }
            return .all(conditions)
        default: return .all([])
        }
    }

    /// One operator of `StringFilter`, of a range, or on a sales direction.
    private func operation(
        _ name: String, _ column: Rows.Column, _ comparison: Comparison, _ value: InputValue,
        _ budget: inout FilterBudget
    ) throws(FieldRefusal) -> Condition<Rows> {
        switch (name, value) {
        case ("eq", _): .compares(column, .equal, try stored(value, comparison))
        case ("ne", _): .compares(column, .different, try stored(value, comparison))
        case ("gte", _): .compares(column, .atLeast, try stored(value, comparison))
        case ("lt", _): .compares(column, .less, try stored(value, comparison))
        case ("in", .list(let items)): .among(column, try stored(items, comparison, &budget))
        case ("contains", .string(let text)): .contains(column, text)
        case ("startsWith", .string(let text)): .begins(column, with: text)
        case ("isNull", .boolean(let isNull)): isNull ? .isNull(column) : .isPresent(column)
        default: throw .unknownFilter(name)
        }
    }

    /// One operator of `IDFilter`: a record that the caller does not see is no record.
    private func reference(
        _ name: String, _ column: Rows.Column, _ type: String, _ target: Target, _ value: InputValue,
        _ budget: inout FilterBudget
    ) throws(FieldRefusal) -> Condition<Rows> {
        switch (name, value) {
        case ("eq", _): return .refers(column, to: [rowNumber(value, of: type)], target)
        case ("in", .list(let items)):
            for _ in items { try budget.spend() }
            return .refers(column, to: items.map { rowNumber($0, of: type) }, target)
        case ("isNull", .boolean(let isNull)):
            return isNull ? .not(.refersToSomething(column, target)) : .refersToSomething(column, target)
        default: throw .unknownFilter(name)
        }
    }

    /// One operator of `IDFilter`, where a row refers to several.
    private func gathered(
        _ name: String, _ keys: Rows.Column, _ type: String, _ value: InputValue, _ budget: inout FilterBudget
    ) throws(FieldRefusal) -> Condition<Rows> {
        switch (name, value) {
        case ("eq", _): return .includes(keys, key: rowNumber(value, of: type))
        case ("in", .list(let items)):
            for _ in items { try budget.spend() }
            return .any(items.map { .includes(keys, key: rowNumber($0, of: type)) })
        case ("isNull", .boolean(let isNull)): return isNull ? .isEmpty(keys) : .isNotEmpty(keys)
        default: throw .unknownFilter(name)
        }
    }

    private func stored(
        _ items: [InputValue], _ comparison: Comparison, _ budget: inout FilterBudget
    ) throws(FieldRefusal) -> [SQLite.Value] {
        var values: [SQLite.Value] = []
        for item in items {
            try budget.spend()
            values.append(try stored(item, comparison))
        }
        return values
    }

    /// The value as the column stores it.
    private func stored(_ value: InputValue, _ comparison: Comparison) throws(FieldRefusal) -> SQLite.Value {
        switch (comparison, value) {
        case (.direction, _): .integer(rowNumber(value, of: SalesDirectionBinding.typeName))
        case (.enumeration, .enumeration(let name)): .text(name)
        case (_, .string(let text)): .text(text)
        case (_, .int(let number)): .integer(number)
        default: throw .unknownFilter("value")
        }
    }
}

extension FieldRefusal {
    fileprivate static func nullOperand(_ name: String) -> FieldRefusal {
        FieldRefusal(
            code: "BAD_USER_INPUT",
            message: "The filter \"\(name)\" is null. Leave it out, or ask with \"isNull\" for what has no value.")
    }

    fileprivate static func unknownFilter(_ name: String) -> FieldRefusal {
        FieldRefusal(code: "BAD_USER_INPUT", message: "The filter \"\(name)\" is not offered here.")
    }
}
