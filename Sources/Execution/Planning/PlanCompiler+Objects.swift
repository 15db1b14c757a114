import GraphQL

/// What rows become: objects, of one type or of several, and the single objects that they lead to.
extension PlanCompiler {
    /// The row that `key` names: read beside the one that leads to it, or where that has no room by a statement of its own.
    mutating func compileOne(
        _ name: String, _ key: String, _ visibility: SQLExpression?, _ group: FieldGroup, _ type: TypeReference,
        _ scope: SelectScope
    ) throws(FieldRefusal) -> FieldPlan {
        switch try source(name) {
        case .object(let object):
            guard let own = object.rows, let definition = objectType(type.named, object) else { throw .unbound(name) }
            var supertype = object.supertype
            if let known = supertype, try !answer(known.fields, group.selectionSets, of: definition) {
                supertype = nil
            }
            let rows = supertype?.rows ?? own
            let fields = supertype?.fields ?? object.fields
            let visibility = visibility ?? rows.visibility
            guard scope.hasRoom(forJoins: 1) else {
                let apart = apart(rows, visibility)
                let selection = try compileSelection(
                    group.selectionSets, of: definition, fields, row: Select.row, apart)
                return try plan(apart, ItemPlan(selection: selection), key, group, type, scope)
            }
            let row = scope.join(rows, key: key, visibility: visibility)
            let selection = try compileSelection(group.selectionSets, of: definition, fields, row: row, scope)
            return plan(.object, group, type, scope.column(rows.key(row)), selection)
        case .abstract(let source):
            let visibility = visibility ?? source.rows.visibility
            guard scope.hasRoom(forJoins: 1 + source.members.count { $0.key != nil }) else {
                let apart = apart(source.rows, visibility)
                let item = try compilePolymorph(
                    source, group.selectionSets, of: schema[type.named], row: Select.row, apart)
                return try plan(apart, item, key, group, type, scope)
            }
            let row = scope.join(source.rows, key: key, visibility: visibility)
            let item = try compilePolymorph(source, group.selectionSets, of: schema[type.named], row: row, scope)
            return plan(.polymorph, group, type, item.discriminator, item.polymorph)
        }
    }

    /// A `SELECT` for the row of `rows` that a row of another statement names.
    private func apart(_ rows: RowSource, _ visibility: SQLExpression) -> SelectScope {
        let apart = SelectScope(table: rows.table)
        apart.require("\(rows.key.own) = ?\(Select.parentParameter)")
        apart.require(visibility.own)
        return apart
    }

    /// The field whose row `apart` reads: the one that `key` of the row in `scope` names.
    private mutating func plan(
        _ apart: SelectScope, _ item: ItemPlan, _ key: String, _ group: FieldGroup, _ type: TypeReference,
        _ scope: SelectScope
    ) throws(FieldRefusal) -> FieldPlan {
        items.append(item)
        let rows = try appendRow(apart, parentColumn: scope.column(key))
        return plan(.first, group, type, rows, Int32(items.count - 1))
    }

    /// Whether these fields, of a supertype's rows, are all that is asked for of the object.
    private mutating func answer(
        _ fields: BoundFields, _ selectionSets: [(SelectionSet, [Inclusion.Term])], of type: TypeDefinition
    ) throws(FieldRefusal) -> Bool {
        try collect(selectionSets, for: type).allSatisfy { group in
            guard let field = schema.field(named: group.field.name, in: document, of: type) else { return false }
            return field.isMeta || fields[field] != nil || !access.allows(field)
        }
    }

    /// The object type of a position that `source` is the source of.
    private func objectType(_ type: TypeID, _ source: BoundObject) -> TypeDefinition? {
        schema[type].kind == .object ? schema[type] : source.type
    }

    /// The objects that an abstract row can be, each with its own selection.
    private mutating func compilePolymorph(
        _ source: BoundAbstract, _ selectionSets: [(SelectionSet, [Inclusion.Term])], of type: TypeDefinition,
        row: String, _ scope: SelectScope
    ) throws(FieldRefusal) -> ItemPlan {
        cost.add(1)
        cost.beginChoice()
        // Their own rows come before anything below them, which may fill the statement.
        var members: [MemberSelection] = []
        members.reserveCapacity(source.members.count)
        for member in source.members where type.possibleTypes.contains(member.type.id) {
            members.append(try collect(selectionSets, for: member, of: source, row: row, scope))
        }
        var plans: [PolymorphPlan] = []
        plans.reserveCapacity(members.count)
        for (member, fields, own) in members {
            cost.beginAlternative()
            let mark = pending.count
            for (group, field, isOwn) in fields {
                pending.append(
                    try compileField(
                        group, field, of: member.type, source.shared[field] ?? member.object.fields[field],
                        row: isOwn ? own?.row ?? row : row, scope))
            }
            plans.append(
                PolymorphPlan(
                    value: intern(member.value.utf8), presence: own?.presence ?? -1,
                    selection: try appendSelection(from: mark, fields.map(\.group), of: member.type),
                    cost: cost.endAlternative()))
        }
        cost.endChoice()
        polymorphs.append(Extent(first: Int32(polymorphTypes.count), count: Int32(plans.count)))
        polymorphTypes += plans
        return ItemPlan(
            polymorph: Int32(polymorphs.count - 1),
            discriminator: scope.column(source.discriminator(row)))
    }

    /// What is selected of one of the types that an abstract row can be; `own` is the row of that type, where it is needed.
    private typealias MemberSelection = (
        member: BoundAbstract.Member, fields: [(group: FieldGroup, definition: FieldDefinition, isOwn: Bool)],
        own: (row: String, presence: Int32)?
    )

    private mutating func collect(
        _ selectionSets: [(SelectionSet, [Inclusion.Term])], for member: BoundAbstract.Member,
        of source: BoundAbstract, row: String, _ scope: SelectScope
    ) throws(FieldRefusal) -> MemberSelection {
        var selection: MemberSelection = (member, [], nil)
        for group in try collect(selectionSets, for: member.type) {
            let field = try definition(of: group, in: member.type)
            // What needs no row of the member's own must not make the object depend on one: least of all a denied field.
            let isOwn = !field.isMeta && source.shared[field] == nil && access.allows(field)
            selection.fields.append((group, field, isOwn))
            if isOwn, selection.own == nil, let rows = member.object.rows, let key = member.key {
                let own = scope.join(rows, key: key(row), visibility: rows.visibility)
                selection.own = (own, scope.column(rows.key(own)))
            }
        }
        return selection
    }

    /// What one row of `scope` becomes.
    mutating func compileItem(
        _ source: BoundSource, _ selectionSets: [(SelectionSet, [Inclusion.Term])], of type: TypeDefinition,
        _ scope: SelectScope
    ) throws(FieldRefusal) -> Int32 {
        switch source {
        case .object(let object):
            guard let definition = objectType(type.id, object) else { throw .unbound(type.name) }
            let selection = try compileSelection(
                selectionSets, of: definition, object.fields, row: Select.row, scope)
            items.append(ItemPlan(selection: selection))
        case .abstract(let abstract):
            items.append(try compilePolymorph(abstract, selectionSets, of: type, row: Select.row, scope))
        }
        return Int32(items.count - 1)
    }
}
