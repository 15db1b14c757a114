import Execution
import GraphQL
import Portal
import Storage

/// Fields and bindings, one for one.
extension BindingCheck {
    func fields() -> [String] {
        var bound = [
            QueryBinding.typeName: Array(QueryBinding.source(for: .admin, in: schema).fields.keys),
            MutationBinding.typeName: MutationBinding.all.map(\.name),
            "PageInfo": ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"],
        ]
        var found: [String] = []
        for binding in Bindings.objects {
            bound[binding.typeName] = binding.fieldNames
            if schema.type(named: binding.typeName) == nil {
                found.append("\(binding.typeName) is bound and not declared")
            }
        }
        for edge in types.filter(isConnection).flatMap(\.fields) where edge.name == "edges" {
            bound[schema[edge.type.named].name] = ["cursor", "node"]
        }
        for type in types where type.kind == .object && !isConnection(type) {
            guard let names = bound[type.name] else {
                found.append("\(type.name) is declared and not bound")
                continue
            }
            found += differences(declared: type.fields.map(\.name), bound: names) { "\(type.name).\($0)" }
        }
        return found
    }

    /// Whether a type is a page of a list, which the engine makes: one that tells where in the list it is.
    func isConnection(_ type: TypeDefinition) -> Bool {
        type.fields.contains { schema[$0.type.named].name == "PageInfo" }
    }

    /// A column that is read as it is holds what the field's scalar is written from.
    func columns(_ tables: [String: [String: String]]) -> [String] {
        Bindings.objects.flatMap { columns(of: $0, tables) }
    }

    private func columns<Bound: ObjectBinding>(of _: Bound.Type, _ tables: [String: [String: String]]) -> [String] {
        let table = Bound.Rows.relation(for: .admin)
        guard let types = tables[table], let type = schema.type(named: Bound.typeName) else { return [] }
        return Bound.fields.compactMap { binding in
            guard let column = binding.column, Bound.Rows.sql(column, of: "t0") == "t0.\(column.rawValue)",
                let field = schema.field(named: binding.name, of: type)
            else { return nil }
            let wanted = storage(of: field.type)
            guard types[column.rawValue] != wanted else { return nil }
            let stored = types[column.rawValue] ?? "missing"
            let scalar = schema.text(of: field.type)
            return "\(field.coordinate) is a \(scalar), from \(wanted), but \(table).\(column.rawValue) is \(stored)"
        }
    }

    /// What SQLite stores a value of the type as.
    private func storage(of type: TypeReference) -> String {
        if type.item != nil { return "TEXT" }
        return switch schema[type.named].name {
        case "Int", "Boolean", "DateTime", "Decimal", "ID": "INTEGER"
        case "Float": "REAL"
        default: "TEXT"
        }
    }
}

extension ObjectBinding {
    static var fieldNames: [String] { fields.map(\.name) }
}
