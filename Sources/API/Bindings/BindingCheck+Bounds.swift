import Execution
import GraphQL
import Portal

/// Lists that `@listSize` bounds and that may not be null.
extension BindingCheck {
    /// A list that is longer than the schema assumes is an error; where it may not be null, the record that it is part of
    /// would be gone for everybody, so that something has to see to it that it cannot be.
    func bounds() -> [String] {
        var found = bounds(in: QueryBinding.typeName, QueryBinding.source(for: .admin, in: schema))
        for binding in Bindings.objects { found += bounds(in: binding.typeName, binding.source(for: .admin)) }
        return found
    }

    private func bounds(in typeName: String, _ source: ObjectSource) -> [String] {
        guard let type = schema.type(named: typeName) else { return [] }
        return type.fields.compactMap { field in
            guard field.type.isNonNull, let assumed = field.assumedSize,
                case .list(let list)? = source.fields[field.name]
            else { return nil }
            guard let bound = list.bound else {
                return "\(field.coordinate) may not be null, and nothing keeps it from growing beyond its @listSize"
            }
            if bound <= assumed { return nil }
            return "\(field.coordinate) may not be null, and can have \(bound) items, but its @listSize is \(assumed)"
        }
    }
}
