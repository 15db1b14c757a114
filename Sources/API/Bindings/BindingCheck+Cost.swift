import Execution
import GraphQL
import Portal
import Storage

/// What the cost of a request is worked out from.
extension BindingCheck {
    /// A list of objects that no argument bounds says how long it may be; a list that one does need not.
    func sizes() -> [String] {
        types.filter { $0.kind == .object }.flatMap { type in
            type.fields.compactMap { field -> String? in
                switch (needsSize(field, of: type), field.assumedSize) {
                case (true, nil): "\(field.coordinate) is a list of objects without @listSize"
                case (false, .some): "\(field.coordinate) has @listSize and is no such list"
                // One row is what an object has.
                case (true, let size?) where size < 2: "\(field.coordinate) is a list that assumes less than 2 items"
                default: nil
                }
            }
        }
    }

    private func needsSize(_ field: FieldDefinition, of type: TypeDefinition) -> Bool {
        guard field.type.item != nil, schema[field.type.named].isComposite else { return false }
        if isConnection(type), ["nodes", "edges"].contains(field.name) { return false }
        if type.id == schema.query, case .nodes? = query.fields[field.name] { return false }
        return !field.arguments.contains { $0.name == "first" }
    }

    private var query: ObjectSource { QueryBinding.source(for: .admin, in: schema) }

    /// A weight is no discount and stands where it is read, and what counts rows has one.
    func weights() -> [String] {
        let misplaced = types.flatMap { type in
            type.fields.compactMap { field -> String? in
                if field.weight < 0 { return "\(field.coordinate) has a negative @cost" }
                guard type.kind == .interface, field.weight > 0 else { return nil }
                return "\(field.coordinate) has a @cost, which belongs to the fields of its objects"
            }
        }
        return misplaced + Bindings.objects.flatMap { weightless(of: $0) }
    }

    private func weightless<Bound: ObjectBinding>(of _: Bound.Type) -> [String] {
        guard let type = schema.type(named: Bound.typeName) else { return [] }
        return Bound.fields.compactMap { binding in
            guard let column = binding.column, Bound.Rows.sql(column, of: "t0").contains("count("),
                let field = schema.field(named: binding.name, of: type), field.weight == 0
            else { return nil }
            return "\(field.coordinate) counts rows and has no @cost"
        }
    }
}
