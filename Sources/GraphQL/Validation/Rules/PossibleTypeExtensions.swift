/// An extension is of a type that the document defines, and of its kind.
///
/// <https://spec.graphql.org/September2025/#sec-Type-Extensions>
enum PossibleTypeExtensions: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        let document = context.document
        let types = document.typeSystemDefinitions.filter(\.isOfType)
        var defined: [Int32: TypeSystemDefinition] = [:]
        for definition in types where !definition.isExtension {
            if let name = definition.name { defined[name.symbol] = definition }
        }
        for node in types where node.isExtension && !context.isFull {
            guard let name = node.name else { continue }
            let text = context.text(of: name)
            if let definition = defined[name.symbol] {
                if definition.kind == node.kind { continue }
                context.report("Cannot extend non-\(word(for: node.kind)) type \"\(text)\".", definition, node)
            } else {
                let candidates = defined.values.compactMap { $0.name.map(document.text) }
                context.report(
                    "Cannot extend type \"\(text)\" because it is not defined."
                        + Suggestions.didYouMean(text, among: candidates), name)
            }
        }
    }

    private static func word(for kind: TypeSystemDefinition.Kind) -> String {
        switch kind {
        case .schema: "schema"
        case .scalar: "scalar"
        case .object: "object"
        case .interface: "interface"
        case .union: "union"
        case .enumeration: "enum"
        case .inputObject: "input object"
        case .directive: "directive"
        }
    }
}
