import GraphQL

/// From sources to plans: what each kind of field reads, joins and lists.
extension PlanCompiler {
    mutating func compile(
        _ source: FieldSource, _ group: FieldGroup, _ definition: FieldDefinition, _ type: TypeReference, row: String,
        _ scope: SelectScope?
    ) throws(FieldRefusal) -> FieldPlan {
        switch (source, scope) {
        case (.connection(let list), _): return try compileConnection(list, group, definition, row: row, scope)
        case (.list(let list), _):
            return try compileList(list, group, definition, type, row: row, scope)
        case (.first(let list), _), (.row(let list), _):
            let (rows, item) = try compileRows(
                list, .one, group, definition, type, templates.arguments(of: group.field, definition), row: row, scope,
                isLookup: source.isLookup)
            return plan(.first, group, type, rows, item)
        case (.deniedFields(let name), _):
            let denied = schema.type(named: name)?.fields.filter { !access.allows($0) } ?? []
            return constant(group, definition, "[" + denied.map { "\"\($0.name)\"" }.joined(separator: ",") + "]")
        case (.node, _), (.nodes, _): return try compileNode(group, definition)
        case (.mutation(let payload), _): return try compileMutation(payload, group, definition)
        case (_, nil):
            throw FieldRefusal(code: "INTERNAL", message: "The field \(definition.coordinate) has no row.")
        case (.value(let expression), let scope?):
            return plan(leafKind(type), group, type, scope.column(expression(row)))
        case (.json(let expression), let scope?): return plan(.json, group, type, scope.column(expression(row)))
        case (.identifier(let prefix, let expression), let scope?):
            return plan(.identifier, group, type, scope.column(expression(row)), identifier(prefix))
        case (.identifierOfAny(let name, let expression), let scope?):
            return plan(.identifierOfAny, group, type, scope.column(expression(row)), scope.column(name(row)))
        case (.identifiers(let expression), let scope?):
            return plan(.identifiers, group, type, scope.column(expression(row)))
        case (.part(let name, let present), let scope?):
            guard case .object(let part)? = sources[name] else { throw .unbound(name) }
            let presence = present.map { scope.column($0(row)) } ?? -1
            let selection = try compileSelection(
                group.selectionSets, of: schema[type.named], part.fields, row: row, scope)
            return plan(.object, group, type, presence, selection)
        case (.guarded(let failure, let present, let source), let scope?):
            values.append(try compile(source, group, definition, type, row: row, scope))
            guards.append(
                GuardPlan(
                    failure: scope.column(failure(row)), present: scope.column(present(row)),
                    value: Int32(values.count - 1)))
            return plan(.guarded, group, type, Int32(guards.count - 1))
        case (.one(let name, let key, let visibility), let scope?):
            return try compileOne(name, key(row), visibility, group, type, scope)
        }
    }

    /// How a column is written, as its scalar says.
    func leafKind(_ type: TypeReference) -> FieldPlan.Kind {
        type.item == nil ? sources.leafKind(of: type.named) : .json
    }

    private mutating func compileOne(
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
            let row = try scope.join(rows, key: key, visibility: visibility)
            let selection = try compileSelection(
                group.selectionSets, of: definition, supertype?.fields ?? object.fields, row: row, scope)
            return plan(.object, group, type, scope.column(rows.key(row)), selection)
        case .abstract(let source):
            let row = try scope.join(source.rows, key: key, visibility: visibility)
            let item = try compilePolymorph(source, group.selectionSets, of: schema[type.named], row: row, scope)
            return plan(.polymorph, group, type, item.discriminator, item.polymorph)
        }
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
        var plans: [PolymorphPlan] = []
        plans.reserveCapacity(source.members.count)
        for member in source.members where type.possibleTypes.contains(member.type.id) {
            var presence: Int32 = -1
            cost.beginAlternative()
            let groups = try collect(selectionSets, for: member.type)
            let mark = pending.count
            for group in groups {
                let field = try definition(of: group, in: member.type)
                var own = row
                // What needs no row of the member's own must not make the object depend on one: least of all a denied field.
                let shared = source.shared[field]
                let isShared = field.isMeta || shared != nil || !access.allows(field)
                if !isShared, let rows = member.object.rows, let key = member.key {
                    own = try scope.join(rows, key: key(row))
                    presence = scope.column(rows.key(own))
                }
                pending.append(
                    try compileField(
                        group, field, of: member.type, shared ?? member.object.fields[field], row: own, scope))
            }
            plans.append(
                PolymorphPlan(
                    value: intern(member.value.utf8), presence: presence,
                    selection: try appendSelection(from: mark, groups, of: member.type), cost: cost.endAlternative()))
        }
        cost.endChoice()
        polymorphs.append(Extent(first: Int32(polymorphTypes.count), count: Int32(plans.count)))
        polymorphTypes += plans
        return ItemPlan(
            polymorph: Int32(polymorphs.count - 1),
            discriminator: scope.column(source.discriminator(row)))
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

    func source(_ name: String) throws(FieldRefusal) -> BoundSource {
        if let source = sources[name] { return source }
        throw .unbound(name)
    }

    /// A new `SELECT` over the rows of a type, with everything that limits them.
    func scope(
        _ source: BoundSource, of name: String, _ list: ListSource? = nil
    ) throws(FieldRefusal) -> (scope: SelectScope, key: String) {
        guard let rows = source.rows else { throw .unbound(name) }
        let scope = SelectScope(table: rows.table)
        if let link = list?.link { scope.require(link.condition.own) }
        if let condition = list?.condition { scope.require(condition.own) }
        scope.require((list?.visibility ?? rows.visibility).own)
        return (scope, rows.key.own)
    }
}

extension FieldSource {
    /// Whether exactly one argument names the row.
    fileprivate var isLookup: Bool {
        if case .first = self { true } else { false }
    }
}

extension FieldRefusal {
    static func unbound(_ name: String) -> FieldRefusal {
        FieldRefusal(code: "INTERNAL", message: "The type \(name) has no source.")
    }
}
