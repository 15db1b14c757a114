import Execution
import GraphQL

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
        return !field.arguments.contains { ["first", "ids"].contains($0.name) }
    }
}
