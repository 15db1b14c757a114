import GraphQL

extension Plan: CustomStringConvertible {
    /// The plan as a person reads it: response names in their order, indented, each with where its value comes from; under
    /// every list the statement of its plainest shape.
    package var description: String {
        var printer = PlanPrinter(self)
        printer.printRoot()
        return printer.text
    }
}

/// Writes a plan, one line for a field or a statement.
private struct PlanPrinter {
    private let plan: Plan
    private(set) var text = ""

    init(_ plan: Plan) {
        self.plan = plan
        line(plan.operation.rawValue + (plan.cost.constant.map { " costs at most \($0)" } ?? ""), 0)
    }

    private mutating func line(_ words: String, _ depth: Int) {
        text += String(repeating: "  ", count: depth) + words + "\n"
    }

    mutating func printRoot() {
        guard plan.root.rows >= 0 else { return print(selection: plan.root.selection, of: nil, depth: 0) }
        print(statement: plan.root.rows, 1)
        print(item: plan.root.selection, of: plan.root.rows, 0)
    }

    /// - Parameter rows: The list whose columns the fields read.
    private mutating func print(selection index: Int32, of rows: Int32?, depth: Int) {
        let selection = plan.selections[Int(index)]
        for field in selection.first..<selection.first + selection.count {
            print(field: Int(field), of: rows, depth + 1)
        }
    }

    private mutating func print(field index: Int, of rows: Int32?, _ depth: Int) {
        let field = plan.fields[index]
        var words = plan.responseName(of: index) + (field.isNonNull ? "!" : "")
        if field.inclusion >= 0 { words += " if \(plan.inclusions[Int(field.inclusion)].words(plan.variables))" }
        if field.cost >= 0 { words += " costs \(plan.cost.words(of: field.cost, plan.variables))" }
        print(field, words, of: rows, depth)
    }

    private mutating func print(_ field: FieldPlan, _ words: String, of rows: Int32?, _ depth: Int) {
        switch field.kind {
        case .guarded:
            let guarding = plan.guards[Int(field.first)]
            print(plan.values[Int(guarding.value)], words, of: rows, depth)
            line("fails by \(column(guarding.failure, rows))", depth + 1)
            line("if \(column(guarding.present, rows)) is not null", depth + 1)
        case .constant:
            let bytes = plan.bytes[Int(field.first)..<Int(field.first + field.second)]
            line(
                "\(words) = \(bytes.count > 60 ? "\(bytes.count) bytes" : String(decoding: bytes, as: UTF8.self))",
                depth)
        case .forbidden:
            line("\(words) is forbidden: \(plan.denials[Int(field.first)].coordinate)", depth)
        case .object:
            line(words, depth)
            if field.first >= 0 { line("if \(column(field.first, rows)) is not null", depth + 1) }
            print(selection: field.second, of: rows, depth: depth)
        case .polymorph:
            line("\(words) by \(column(field.first, rows))", depth)
            print(polymorph: field.second, of: rows, depth)
        case .first, .list:
            line("\(words) \(field.kind)", depth)
            print(statement: field.first, depth + 1)
            print(item: field.second, of: field.first, depth)
        case .connection:
            line("\(words) \(field.kind)", depth)
            print(statement: field.first, depth + 1)
            print(selection: field.second, of: field.first, depth: depth)
        case .pageNodes, .edgeNode:
            line(words, depth)
            print(item: field.second, of: rows, depth)
        case .pageEdges, .pageInfo:
            line(words, depth)
            print(selection: field.second, of: rows, depth: depth)
        case .grouping:
            line(words, depth)
            if let rows, let grouping = plan.rows[Int(rows)].page?.groupings[Int(field.first)] {
                print(sql: plan.rows[Int(rows)].select.grouped(grouping, Shape()), depth + 1)
            }
        case .totalCount:
            line(words, depth)
            if let rows { print(sql: plan.rows[Int(rows)].select.count(Shape()), depth + 1) }
        case .node, .nodes:
            line(words, depth)
            for type in plan.nodes[Int(field.first)].types {
                line("on \(type.name)" + cost(ofType: type.cost), depth + 1)
                print(statement: type.rows, depth + 2)
                print(item: type.item, of: type.rows, depth + 1)
            }
        case .mutation:
            let mutation = plan.mutations[Int(field.first)]
            line("\(words) performs \(mutation.name)", depth)
            print(statement: mutation.rows, depth + 1)
            print(item: mutation.item, of: mutation.rows, depth)
        case .introspection, .cursor, .hasNextPage, .hasPreviousPage, .startCursor, .endCursor:
            line(words, depth)
        case .text, .name, .integer, .boolean, .real, .dateTime, .decimal, .json, .identifiers, .identifier,
            .identifierOfAny:
            line("\(words) \(field.kind) \(column(field.first, rows))", depth)
        }
    }

    private mutating func print(statement index: Int32, _ depth: Int) {
        let rows = plan.rows[Int(index)]
        let cursors = rows.page?.needsCursors ?? false
        print(sql: rows.select.rows(Shape(), order: rows.resolvedOrder(Shape()), cursors: cursors), depth)
    }

    private mutating func print(sql: String, _ depth: Int) {
        line(sql.inOneLine, depth)
    }

    private mutating func print(item index: Int32, of rows: Int32?, _ depth: Int) {
        let item = plan.items[Int(index)]
        if item.value >= 0 { return print(plan.values[Int(item.value)], "item", of: rows, depth + 1) }
        guard item.polymorph >= 0 else { return print(selection: item.selection, of: rows, depth: depth) }
        line("by \(column(item.discriminator, rows))", depth + 1)
        print(polymorph: item.polymorph, of: rows, depth)
    }

    private mutating func print(polymorph index: Int32, of rows: Int32?, _ depth: Int) {
        let types = plan.polymorphs[Int(index)]
        for type in plan.polymorphTypes[Int(types.first)..<Int(types.first + types.count)] {
            let value = plan.bytes[Int(type.value.first)..<Int(type.value.first + type.value.count)]
            line("on \(String(decoding: value, as: UTF8.self))" + cost(ofType: type.cost), depth + 1)
            if type.presence >= 0 { line("if \(column(type.presence, rows)) is not null", depth + 2) }
            print(selection: type.selection, of: rows, depth: depth + 1)
        }
    }

    /// What an object costs beside what all types cost, if that is anything.
    private func cost(ofType position: Int32) -> String {
        position == 0 ? "" : " costs \(plan.cost.words(of: position, plan.variables))"
    }

    private func column(_ index: Int32, _ rows: Int32?) -> String {
        guard let rows else { return "?" }
        let columns = plan.rows[Int(rows)].select.columns
        return Int(index) < columns.count ? columns[Int(index)].inOneLine : "?"
    }
}

extension String {
    /// SQL as people are shown it: each run of spaces and line ends is one space.
    var inOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension Inclusion {
    /// Such as `$full and not $short`.
    fileprivate func words(_ variables: VariableDefinitions) -> String {
        let words = { (terms: [Term]) in
            terms.map { ($0.mustBe ? "$" : "not $") + variables.name(of: $0.variable) }.joined(separator: " and ")
        }
        return ([words(allOf)] + noneOf.map { "not (\(words($0)))" }).filter { !$0.isEmpty }.joined(separator: " and ")
    }
}
