import Execution
import GraphQL
import Portal

/// Arguments, filters, orders and groupings of lists: each has its rule, and each rule is offered.
extension BindingCheck {
    func lists() -> [String] {
        var found = lists(in: QueryBinding.typeName, QueryBinding.source(for: .admin, in: schema))
        for binding in Bindings.objects { found += lists(in: binding.typeName, binding.source(for: .admin)) }
        return found
    }

    private func lists(in typeName: String, _ source: ObjectSource) -> [String] {
        guard let type = schema.type(named: typeName) else { return [] }
        return type.fields.flatMap { field -> [String] in
            switch source.fields[field.name] {
            case .list(let list)?, .first(let list)?, .row(let list)?: arguments(of: field, list)
            case .connection(let list)?: arguments(of: field, list) + groupings(of: schema[field.type.named], list)
            default: []
            }
        }
    }

    private func arguments(of field: FieldDefinition, _ list: ListSource) -> [String] {
        field.arguments.flatMap { argument -> [String] in
            let type = schema[argument.type.named]
            switch argument.name {
            case "first", "after", "last", "before": return []
            case "orderBy":
                guard let orders = type.inputFields.first(where: { $0.name == "field" }) else { return [] }
                let names = schema[orders.type.named]
                return differences(declared: names.enumValues.map(\.name), bound: list.orders.fields.keys) {
                    "\(names.name).\($0)"
                }
            case "filter":
                let combinations = ["and", "or", "not"]
                let declared = type.inputFields.map(\.name).filter { !combinations.contains($0) }
                return differences(declared: declared, bound: list.filters) { "\(type.name).\($0)" }
            default:
                return list.arguments[argument.name] == nil ? ["\(argument.coordinate) is declared and not bound"] : []
            }
        }
    }

    private func groupings(of connection: TypeDefinition, _ list: ListSource) -> [String] {
        let fixed = ["edges", "nodes", "pageInfo", "totalCount"]
        let declared = connection.fields.map(\.name).filter { !fixed.contains($0) }
        return differences(declared: declared, bound: list.groupings.keys) { "\(connection.name).\($0)" }
    }
}
