import GraphQL
import SQLite

/// The arguments of a list position, evaluated for one request: what decides the shape of the SQL, and what is bound.
struct RowsArguments {
    private(set) var shape = Shape()
    /// The values of the conditions' parameters.
    private(set) var values: [SQLite.Value] = []
    /// The most rows to write.
    private(set) var size: Int64
    private var after: String?
    private var before: String?

    init(_ plan: RowsPlan, _ variables: VariableValues) throws(FieldRefusal) {
        size = .max
        if !plan.conditions.isEmpty || !plan.lookup.isEmpty {
            var conditions = Conditions(row: Select.row)
            var given = 0
            for (argument, make) in plan.conditions {
                guard let value = try argument.value(variables), value != .null || plan.takesNulls else { continue }
                given += 1
                if case .list(let items) = value, items.count > Limits.listedValues {
                    throw .listedValues(items.count, argument: argument.name)
                }
                try make(value, &conditions)
            }
            // A look-up names its row in one way: none would be any row, two might be two rows.
            if !plan.lookup.isEmpty, given != 1 { throw .oneArgument(of: plan.lookup) }
            shape.conditions = conditions.sql
            values = conditions.values
        }
        switch plan.extent {
        case .one: size = 1
        case .all(let most): size = most ?? .max
        case .asked(let argument): size = try Self.size(argument, variables) ?? Limits.standardPageSize
        case .page(let page): try take(page, plan, variables)
        }
    }

    private mutating func take(_ page: PagePlan, _ plan: RowsPlan, _ variables: VariableValues) throws(FieldRefusal) {
        let first = try Self.size(page.first, variables)
        let last = try Self.size(page.last, variables)
        if first != nil, last != nil {
            throw FieldRefusal(
                code: "PAGE_SIZE_INVALID", message: "Arguments \"first\" and \"last\" exclude each other.")
        }
        size = first ?? last ?? Limits.standardPageSize
        after = try Self.cursor(page.after, variables)
        before = try Self.cursor(page.before, variables)
        shape.isReversed = last != nil
        shape.hasAfter = after != nil
        shape.hasBefore = before != nil
        if let orderBy = page.orderBy { shape.order = try plan.order(orderBy.value(variables)) }
    }

    /// The values of the cursors: where the page begins and ends in the order.
    func places(_ fingerprint: UInt16, _ order: [OrderTerm]) throws(FieldRefusal) -> [SQLite.Value] {
        var places: [SQLite.Value] = []
        for (text, name) in [(after, "after"), (before, "before")] {
            guard let text else { continue }
            guard let place = Cursor.decode(text, fingerprint, order.map(\.kind)) else { throw .cursor(argument: name) }
            places += place
        }
        return places
    }

    private static func size(_ argument: ArgumentPlan?, _ variables: VariableValues) throws(FieldRefusal) -> Int64? {
        guard let argument, case .int(let size)? = try argument.value(variables) else { return nil }
        guard size >= 0, size <= Limits.pageSize else {
            throw .pageSize(Int(size), argument: argument.name)
        }
        return size
    }

    private static func cursor(_ argument: ArgumentPlan?, _ variables: VariableValues) throws(FieldRefusal) -> String? {
        guard case .string(let text)? = try argument?.value(variables) else { return nil }
        return text
    }
}

extension RowsPlan {
    /// The client's order in SQL; empty when it asks for none.
    fileprivate func order(_ value: InputValue?) throws(FieldRefusal) -> [OrderTerm] {
        guard case .list(let items)? = value else { return [] }
        guard items.count <= Limits.orderTerms else {
            throw FieldRefusal(
                code: "BAD_USER_INPUT", message: "At most \(Limits.orderTerms) orders can be combined.")
        }
        var terms: [OrderTerm] = []
        for item in items {
            guard case .enumeration(let name)? = item["field"], let term = orders.fields[name] else { continue }
            let column = term.column(Select.row)
            // A column that already decides cannot decide again.
            if terms.contains(where: { $0.column == column }) { continue }
            let isDescending = item["direction"] == .enumeration("DESC")
            terms.append(OrderTerm(column: column, kind: term.kind, isDescending: isDescending))
        }
        return terms
    }
}

extension FieldRefusal {
    static func pageSize(_ size: Int, argument: String) -> FieldRefusal {
        FieldRefusal(
            code: "PAGE_SIZE_INVALID",
            message: "Argument \"\(argument)\" is \(size); a page has 0 to \(Limits.pageSize) items.")
    }

    static func tooManyIdentifiers(_ count: Int) -> FieldRefusal {
        FieldRefusal(
            code: "PAGE_SIZE_INVALID",
            message: "Argument \"ids\" lists \(count) ids; at most \(Limits.pageSize) are looked up at once.")
    }

    static func oneArgument(of names: [String]) -> FieldRefusal {
        FieldRefusal(
            code: "BAD_USER_INPUT",
            message: "Give exactly one of the arguments \(names.map { "\"\($0)\"" }.joined(separator: ", ")).")
    }

    static func listedValues(_ count: Int, argument: String) -> FieldRefusal {
        FieldRefusal(
            code: "BAD_USER_INPUT",
            message: "Argument \"\(argument)\" lists \(count) values; at most \(Limits.listedValues) are looked at.")
    }

    static func cursor(argument: String) -> FieldRefusal {
        FieldRefusal(
            code: "CURSOR_INVALID",
            message: "Argument \"\(argument)\" is not a cursor of this list in this order.")
    }
}
