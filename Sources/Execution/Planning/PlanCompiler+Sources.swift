import GraphQL

/// From sources to plans: what each kind of field reads.
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
