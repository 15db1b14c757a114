import GraphQL

/// Fields that run a statement of their own.
extension PlanCompiler {
    /// A list that is not paged.
    mutating func compileList(
        _ list: ListSource, _ group: FieldGroup, _ definition: FieldDefinition, _ type: TypeReference, row: String,
        _ parent: SelectScope?
    ) throws(FieldRefusal) -> FieldPlan {
        let above = pageAbove
        pageAbove = nil
        defer { pageAbove = above }
        let bounds = bounds(of: list, group, definition, above)
        let position =
            bounds.page.map { cost.enter(bounds.size, pageAt: $0, in: document) } ?? cost.enter(bounds.size)
        defer { cost.leave() }
        let (rows, item) = try compileRows(
            list, group, definition, type, row: row, parent, limit: bounds.limit, mustEnd: bounds.mustEnd)
        return plan(.list, group, type, rows, item, cost: position)
    }

    /// How long a list that is not paged can be: as long as its own `first`, or the one of the field above it, or the
    /// schema says; where none does, nobody knows, and it counts as one row.
    private func bounds(
        of list: ListSource, _ group: FieldGroup, _ definition: FieldDefinition, _ above: ArgumentPlan?
    ) -> (size: ListSize, page: Int?, limit: Int64?, mustEnd: Bool) {
        if list.item == nil, definition.arguments.contains(where: { $0.name == "first" }) {
            let first = templates.arguments(of: group.field, definition).filter { $0.name == "first" }
            return (ListSize(page: first), 0, Limits.standardPageSize, false)
        }
        guard let assumed = sources.assumedSize(of: definition) else { return (.one, nil, nil, false) }
        guard let above else { return (ListSize(assumed), nil, assumed, true) }
        var standard = assumed
        if case .int(let size)? = above.defaultValue { standard = size }
        return (ListSize(page: [above], standard: standard, most: assumed), 1, assumed, true)
    }

    /// The rows of a list that is not paged, or its first row.
    mutating func compileRows(
        _ list: ListSource, _ group: FieldGroup, _ definition: FieldDefinition, _ type: TypeReference, row: String,
        _ parent: SelectScope?, limit: Int64?, mustEnd: Bool = false, isLookup: Bool = false
    ) throws(FieldRefusal) -> (rows: Int32, item: Int32) {
        let (scope, key) = try scope(list.type, list)
        let item: Int32
        if let source = list.item {
            values.append(
                try compile(source, group, definition, limit == 1 ? type : type.item ?? type, row: Select.row, scope))
            items.append(ItemPlan(value: Int32(values.count - 1)))
            item = Int32(items.count - 1)
        } else {
            item = try compileItem(list.type, group.selectionSets, of: schema[type.named], scope)
        }
        let arguments = templates.arguments(of: group.field, definition)
        let rows = RowsPlan(
            select: scope.select, parentColumn: parentColumn(list, row, parent), gate: list.gate,
            conditions: conditions(list, arguments), takesNulls: list.item != nil,
            lookup: isLookup ? definition.arguments.map(\.name).filter { list.arguments[$0] != nil } : [],
            page: nil, orders: list.orders, tieBreak: limit == 1 ? "" : list.orders.tieBreak?(Select.row) ?? key,
            limit: limit, mustEnd: mustEnd,
            limitArgument: limit == 1 || list.item != nil ? nil : arguments.first { $0.name == "first" })
        return (append(rows), item)
    }

    mutating func compileConnection(
        _ list: ListSource, _ group: FieldGroup, _ definition: FieldDefinition, row: String, _ parent: SelectScope?
    ) throws(FieldRefusal) -> FieldPlan {
        let (scope, key) = try scope(list.type, list)
        let connection = schema[definition.type.named]
        let arguments = templates.arguments(of: group.field, definition)
        let named = { (name: String) in arguments.first { $0.name == name } }
        var shape = ConnectionShape(size: ListSize(page: ["first", "last"].compactMap(named)))
        cost.add(1)
        let groups = collect(group.selectionSets, for: connection)
        var fields: [FieldPlan] = []
        for group in groups { fields.append(try compileConnectionField(group, of: connection, list, scope, &shape)) }
        let selection = try append(fields, groups, of: connection)
        let page = PagePlan(
            first: named("first"), after: named("after"), last: named("last"), before: named("before"),
            orderBy: named("orderBy"), needsCursors: shape.needsCursors, needsNextPage: shape.needsNextPage,
            groupings: shape.groupings)
        let rows = RowsPlan(
            select: scope.select, parentColumn: parentColumn(list, row, parent), gate: list.gate,
            conditions: conditions(list, arguments), page: page, orders: list.orders,
            tieBreak: list.orders.tieBreak?(Select.row) ?? key, limit: nil, limitArgument: nil)
        return plan(.connection, group, definition.type, append(rows), selection)
    }

    /// What a connection's selection and its page need to know of each other.
    private struct ConnectionShape {
        let size: ListSize
        var needsCursors = false
        var needsNextPage = false
        var groupings: [Grouping] = []
    }

    private mutating func compileConnectionField(
        _ group: FieldGroup, of connection: TypeDefinition, _ list: ListSource, _ scope: SelectScope,
        _ shape: inout ConnectionShape
    ) throws(FieldRefusal) -> FieldPlan {
        guard let definition = schema.field(named: group.field.name, in: document, of: connection) else {
            throw .unbound(connection.name)
        }
        let type = definition.type
        let element = schema[type.named]
        cost.add(sources.weight(of: definition))
        switch definition.name {
        case "__typename": return constant(group, definition, "\"\(connection.name)\"")
        case "nodes":
            let position = cost.enter(shape.size, pageAt: 0, in: document)
            defer { cost.leave() }
            let item = try compileItem(list.type, group, of: element, scope)
            return plan(.pageNodes, group, type, -1, item, cost: position)
        case "edges":
            let position = cost.enter(shape.size, pageAt: 0, in: document)
            defer { cost.leave() }
            cost.add(1)
            let groups = collect(group.selectionSets, for: element)
            var fields: [FieldPlan] = []
            for group in groups { fields.append(try compileEdgeField(group, of: element, list, scope, &shape)) }
            return plan(.pageEdges, group, type, -1, try append(fields, groups, of: element), cost: position)
        case "pageInfo":
            cost.add(1)
            let groups = collect(group.selectionSets, for: element)
            var fields: [FieldPlan] = []
            for group in groups { fields.append(try fixed(group, of: element, FieldPlan.Kind.init(ofPageInfo:))) }
            shape.needsNextPage = true
            shape.needsCursors =
                shape.needsCursors || fields.contains { [.startCursor, .endCursor].contains($0.kind) }
            return plan(.pageInfo, group, type, -1, try append(fields, groups, of: element))
        case "totalCount": return plan(.totalCount, group, type)
        case let name:
            guard let grouping = list.groupings[name] else { throw .unbound("\(definition.coordinate)") }
            shape.groupings.append(grouping)
            let position = cost.enter(ListSize(sources.assumedSize(of: definition) ?? 1))
            defer { cost.leave() }
            cost.add(1)
            // The columns of a grouped statement stand in this order.
            let columns: [String: Int32] = ["key": 0, "count": 1, "total": 2]
            let groups = collect(group.selectionSets, for: element)
            var fields: [FieldPlan] = []
            for group in groups {
                guard let definition = schema.field(named: group.field.name, in: document, of: element) else {
                    throw .unbound(element.name)
                }
                let plan =
                    definition.name == "__typename"
                    ? constant(group, definition, "\"\(element.name)\"")
                    : plan(leafKind(definition.type), group, definition.type, columns[definition.name] ?? 0)
                fields.append(plan)
            }
            return plan(
                .grouping, group, type, Int32(shape.groupings.count - 1), try append(fields, groups, of: element),
                cost: position)
        }
    }

    private mutating func compileEdgeField(
        _ group: FieldGroup, of edge: TypeDefinition, _ list: ListSource, _ scope: SelectScope,
        _ shape: inout ConnectionShape
    ) throws(FieldRefusal) -> FieldPlan {
        guard let definition = schema.field(named: group.field.name, in: document, of: edge) else {
            throw .unbound(edge.name)
        }
        if definition.name == "node" {
            let item = try compileItem(list.type, group, of: schema[definition.type.named], scope)
            return plan(.edgeNode, group, definition.type, -1, item)
        }
        if definition.name == "cursor" { shape.needsCursors = true }
        return try fixed(group, of: edge) { $0 == "cursor" ? .cursor : nil }
    }

    /// What one row of a connection becomes, as the field `group` asks for it.
    private mutating func compileItem(
        _ name: String, _ group: FieldGroup, of type: TypeDefinition, _ scope: SelectScope
    ) throws(FieldRefusal) -> Int32 {
        cost.enter(field: group.field.responseName)
        defer { cost.leaveField() }
        return try compileItem(name, group.selectionSets, of: type, scope)
    }

    /// A field whose plan follows from its name.
    private mutating func fixed(
        _ group: FieldGroup, of type: TypeDefinition, _ kind: (String) -> FieldPlan.Kind?
    ) throws(FieldRefusal) -> FieldPlan {
        guard let definition = schema.field(named: group.field.name, in: document, of: type) else {
            throw .unbound(type.name)
        }
        if definition.name == "__typename" { return constant(group, definition, "\"\(type.name)\"") }
        guard let kind = kind(definition.name) else { throw .unbound("\(definition.coordinate)") }
        return plan(kind, group, definition.type)
    }

    /// `node` and `nodes`: one statement for each type that an id can name.
    mutating func compileNode(_ group: FieldGroup, _ definition: FieldDefinition) throws(FieldRefusal) -> FieldPlan {
        guard let argument = templates.arguments(of: group.field, definition).first else { throw .unbound("node") }
        let isList = definition.type.item != nil
        let position = isList ? cost.enter(ListSize(itemsOf: argument)) : -1
        cost.enterChoice()
        let interface = schema[definition.type.named]
        var types: [(name: String, rows: Int32, item: Int32)] = []
        for id in interface.possibleTypes.members {
            let name = schema[id].name
            guard let source = sources.objects[name]?.rows, source.visibility(Select.row) != "false" else { continue }
            let (scope, key) = try scope(name, nil)
            scope.require("\(key) = ?\(Select.parentParameter)")
            cost.enterAlternative()
            let item = try compileItem(name, group.selectionSets, of: schema[id], scope)
            cost.leaveAlternative()
            types.append((name, appendRow(scope), item))
        }
        cost.leaveChoice()
        if isList { cost.leave() }
        nodes.append(NodePlan(argument: argument, types: types))
        return plan(
            isList ? .nodes : .node, group, definition.type, Int32(nodes.count - 1), cost: position)
    }

    mutating func compileMutation(
        _ payload: String, _ group: FieldGroup, _ definition: FieldDefinition
    ) throws(FieldRefusal) -> FieldPlan {
        let (scope, _) = try scope(payload, nil)
        let item = try compileItem(payload, group.selectionSets, of: schema[definition.type.named], scope)
        mutations.append(
            MutationPlan(
                name: definition.name, arguments: templates.arguments(of: group.field, definition),
                rows: appendRow(scope), item: item))
        return plan(.mutation, group, definition.type, Int32(mutations.count - 1))
    }

    /// The one row of a scope.
    mutating func appendRow(_ scope: SelectScope) -> Int32 {
        append(
            RowsPlan(
                select: scope.select, parentColumn: -1, gate: nil, conditions: [], page: nil, orders: Orders(),
                tieBreak: "", limit: 1, limitArgument: nil))
    }

    private mutating func append(_ plan: RowsPlan) -> Int32 {
        rows.append(plan)
        return Int32(rows.count - 1)
    }

    private func parentColumn(_ list: ListSource, _ row: String, _ parent: SelectScope?) -> Int32 {
        guard let link = list.link, let parent else { return -1 }
        return parent.column(link.parent(row))
    }

    private func conditions(
        _ list: ListSource, _ arguments: [ArgumentPlan]
    ) -> [(argument: ArgumentPlan, make: ArgumentCondition)] {
        arguments.compactMap { argument in list.arguments[argument.name].map { (argument, $0) } }
    }
}

extension FieldPlan.Kind {
    fileprivate init?(ofPageInfo field: String) {
        switch field {
        case "hasNextPage": self = .hasNextPage
        case "hasPreviousPage": self = .hasPreviousPage
        case "startCursor": self = .startCursor
        case "endCursor": self = .endCursor
        default: return nil
        }
    }
}
