import GraphQL

/// Fields that run a statement of their own.
extension PlanCompiler {
    /// A list that is not paged.
    mutating func compileList(
        _ list: ListSource, _ group: FieldGroup, _ definition: FieldDefinition, _ type: TypeReference, row: String,
        _ parent: SelectScope?
    ) throws(FieldRefusal) -> FieldPlan {
        let arguments = templates.arguments(of: group.field, definition)
        let bounds = try bounds(of: list, definition, arguments, parent)
        let position = cost.beginList(bounds.size, sizePlace: bounds.sizePlace)
        let (rows, item) = try compileRows(
            list, bounds.extent, group, definition, type.item ?? type, arguments, row: row, parent)
        cost.endList()
        return plan(.list, group, type, rows, item, cost: position)
    }

    /// How long a list that is not paged can be: as its own `first` says, or `@listSize`, or the `first` of the field right
    /// above it.
    private mutating func bounds(
        of list: ListSource, _ definition: FieldDefinition, _ arguments: [ArgumentPlan], _ parent: SelectScope?
    ) throws(FieldRefusal) -> (size: ListSize, extent: RowsExtent, sizePlace: Int32) {
        if !sources.areCosted { return (.one, .all(atMost: nil), -1) }
        if definition.arguments.contains(where: { $0.name == "first" }) {
            let first = arguments.first { $0.name == "first" }
            return (ListSize(first: first), .asked(first), cost.place())
        }
        guard let assumed = sources.assumedSize(of: definition) else {
            throw FieldRefusal(code: "INTERNAL", message: "Nothing says how long \(definition.coordinate) can be.")
        }
        guard let above = parent?.sizeArgument, above.depth + 1 == cost.depth else {
            return (ListSize(assumed), .all(atMost: assumed), -1)
        }
        var unasked = assumed
        if case .int(let size)? = above.argument.defaultValue { unasked = size }
        let size = ListSize(first: above.argument, unasked: unasked, most: assumed)
        return (size, .all(atMost: assumed), cost.place(fieldsOut: 1))
    }

    /// The rows of a list that is not paged, or a single row.
    ///
    /// - Parameter type: What one of them becomes.
    mutating func compileRows(
        _ list: ListSource, _ extent: RowsExtent, _ group: FieldGroup, _ definition: FieldDefinition,
        _ type: TypeReference, _ arguments: [ArgumentPlan], row: String, _ parent: SelectScope?, isLookup: Bool = false
    ) throws(FieldRefusal) -> (rows: Int32, item: Int32) {
        let source = try source(list.type)
        let (scope, key) = try scope(source, of: list.type, list)
        var tieBreak = list.orders.tieBreak?.own ?? key
        if case .one = extent {
            tieBreak = ""
            scope.sizeArgument = arguments.first { $0.name == "first" }.map { ($0, cost.depth) }
        }
        let item: Int32
        if let value = list.item {
            values.append(try compile(value, group, definition, type, row: Select.row, scope))
            items.append(ItemPlan(value: Int32(values.count - 1)))
            item = Int32(items.count - 1)
        } else {
            item = try compileItem(source, group.selectionSets, of: schema[type.named], scope)
        }
        let rows = RowsPlan(
            select: scope.select, parentColumn: parentColumn(list, row, parent), gate: list.gate,
            conditions: conditions(list, arguments), takesNulls: list.item != nil || list.takesNulls,
            lookup: isLookup ? definition.arguments.map(\.name).filter { list.arguments[$0] != nil } : [],
            extent: extent, orders: list.orders, tieBreak: tieBreak)
        return (try append(rows), item)
    }

    mutating func compileConnection(
        _ list: ListSource, _ group: FieldGroup, _ definition: FieldDefinition, row: String, _ parent: SelectScope?
    ) throws(FieldRefusal) -> FieldPlan {
        let source = try source(list.type)
        let (scope, key) = try scope(source, of: list.type, list)
        let connection = schema[definition.type.named]
        let arguments = templates.arguments(of: group.field, definition)
        let named = { (name: String) in arguments.first { $0.name == name } }
        var shape = ConnectionShape(
            item: source, size: ListSize(first: named("first"), last: named("last")), sizePlace: cost.place())
        cost.add(1)
        let groups = try collect(group.selectionSets, for: connection)
        let mark = pending.count
        for group in groups {
            cost.push(group.field.responseName)
            pending.append(try compileConnectionField(group, of: connection, list, scope, &shape))
            cost.pop()
        }
        let selection = try appendSelection(from: mark, groups, of: connection)
        let page = PagePlan(
            named, needsCursors: shape.needsCursors, needsNextPage: shape.needsNextPage, groupings: shape.groupings)
        let rows = RowsPlan(
            select: scope.select, parentColumn: parentColumn(list, row, parent), gate: list.gate,
            conditions: conditions(list, arguments), extent: .page(page), orders: list.orders,
            tieBreak: list.orders.tieBreak?.own ?? key)
        return plan(.connection, group, definition.type, try append(rows), selection)
    }

    /// What a connection's selection and its page need to know of each other.
    private struct ConnectionShape {
        let item: BoundSource
        let size: ListSize
        let sizePlace: Int32
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
        cost.add(sources.remarks(on: definition).weight)
        switch definition.name {
        case "__typename": return constant(group, definition, "\"\(connection.name)\"")
        case "nodes":
            let position = cost.beginList(shape.size, sizePlace: shape.sizePlace)
            let item = try compileItem(shape.item, group.selectionSets, of: element, scope)
            cost.endList()
            return plan(.pageNodes, group, type, -1, item, cost: position)
        case "edges":
            let position = cost.beginList(shape.size, sizePlace: shape.sizePlace)
            cost.add(1)
            let groups = try collect(group.selectionSets, for: element)
            let mark = pending.count
            for group in groups {
                cost.push(group.field.responseName)
                pending.append(try compileEdgeField(group, of: element, scope, &shape))
                cost.pop()
            }
            cost.endList()
            let selection = try appendSelection(from: mark, groups, of: element)
            return plan(.pageEdges, group, type, -1, selection, cost: position)
        case "pageInfo":
            cost.add(1)
            let groups = try collect(group.selectionSets, for: element)
            let mark = pending.count
            for group in groups { pending.append(try fixed(group, of: element, FieldPlan.Kind.init(ofPageInfo:))) }
            shape.needsNextPage = true
            shape.needsCursors =
                shape.needsCursors || pending[mark...].contains { [.startCursor, .endCursor].contains($0.kind) }
            return plan(.pageInfo, group, type, -1, try appendSelection(from: mark, groups, of: element))
        case "totalCount": return plan(.totalCount, group, type)
        case let name:
            guard let grouping = list.groupings[name] else { throw .unbound("\(definition.coordinate)") }
            shape.groupings.append(grouping)
            let position = cost.beginList(ListSize(sources.assumedSize(of: definition) ?? 1))
            cost.add(1)
            cost.endList()
            // The columns of a grouped statement stand in this order.
            let columns: [String: Int32] = ["key": 0, "count": 1, "total": 2]
            let groups = try collect(group.selectionSets, for: element)
            let mark = pending.count
            for group in groups {
                guard let definition = schema.field(named: group.field.name, in: document, of: element) else {
                    throw .unbound(element.name)
                }
                let plan =
                    definition.name == "__typename"
                    ? constant(group, definition, "\"\(element.name)\"")
                    : plan(leafKind(definition.type), group, definition.type, columns[definition.name] ?? 0)
                pending.append(plan)
            }
            let selection = try appendSelection(from: mark, groups, of: element)
            return plan(.grouping, group, type, Int32(shape.groupings.count - 1), selection, cost: position)
        }
    }

    private mutating func compileEdgeField(
        _ group: FieldGroup, of edge: TypeDefinition, _ scope: SelectScope, _ shape: inout ConnectionShape
    ) throws(FieldRefusal) -> FieldPlan {
        guard let definition = schema.field(named: group.field.name, in: document, of: edge) else {
            throw .unbound(edge.name)
        }
        if definition.name == "node" {
            let item = try compileItem(shape.item, group.selectionSets, of: schema[definition.type.named], scope)
            return plan(.edgeNode, group, definition.type, -1, item)
        }
        if definition.name == "cursor" { shape.needsCursors = true }
        return try fixed(group, of: edge) { $0 == "cursor" ? .cursor : nil }
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
        let position = isList ? cost.beginList(ListSize(itemsOf: argument)) : -1
        cost.beginChoice()
        let interface = schema[definition.type.named]
        var types: [(name: String, rows: Int32, item: Int32, cost: Int32)] = []
        for id in interface.possibleTypes.members {
            let name = schema[id].name
            guard let source = sources[name], case .object = source, let rows = source.rows,
                rows.visibility.own != "false"
            else { continue }
            let (scope, key) = try scope(source, of: name)
            scope.require("\(key) = ?\(Select.parentParameter)")
            cost.beginAlternative()
            let item = try compileItem(source, group.selectionSets, of: schema[id], scope)
            types.append((name, try appendRow(scope), item, cost.endAlternative()))
        }
        cost.endChoice()
        if isList { cost.endList() }
        nodes.append(NodePlan(argument: argument, types: types))
        return plan(
            isList ? .nodes : .node, group, definition.type, Int32(nodes.count - 1), cost: position)
    }

    mutating func compileMutation(
        _ payload: String, _ group: FieldGroup, _ definition: FieldDefinition
    ) throws(FieldRefusal) -> FieldPlan {
        let source = try source(payload)
        let (scope, _) = try scope(source, of: payload)
        let item = try compileItem(source, group.selectionSets, of: schema[definition.type.named], scope)
        mutations.append(
            MutationPlan(
                name: definition.name, arguments: templates.arguments(of: group.field, definition),
                rows: try appendRow(scope), item: item))
        return plan(.mutation, group, definition.type, Int32(mutations.count - 1))
    }

    /// The one row of a scope, for the column of another row that names it, if one does.
    mutating func appendRow(_ scope: SelectScope, parentColumn: Int32 = -1) throws(FieldRefusal) -> Int32 {
        try append(
            RowsPlan(
                select: scope.select, parentColumn: parentColumn, gate: nil, conditions: [], extent: .one,
                orders: Orders(),
                tieBreak: ""))
    }

    private mutating func append(_ plan: consuming RowsPlan) throws(FieldRefusal) -> Int32 {
        guard plan.select.columns.count <= Limits.columns else { throw .tooManyColumns }
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

extension FieldRefusal {
    fileprivate static let tooManyColumns = FieldRefusal(
        code: "QUERY_TOO_COSTLY",
        message: "The request asks for more than \(Limits.columns) values of one row: ask for fewer at once.")
}
