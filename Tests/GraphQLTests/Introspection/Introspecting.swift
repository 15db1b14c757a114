import GraphQL
import Testing

/// Answers an introspection query the way an executor would, in a compact notation: `{name: "A", fields: [{…}]}`.
struct Introspecting {
    let document: Document
    let view: SchemaView

    static func answer(_ query: String, in view: SchemaView) throws -> String {
        let document = try parse(query)
        _ = try validate(document, against: view.schema, view: view)
        let introspecting = Introspecting(document: document, view: view)
        let operation = try #require(document.operations.first)
        let answers = introspecting.fields(of: operation.selectionSet).map { field in
            let object: IntrospectionObject? =
                document.text(of: field.name) == "__schema"
                ? .schema : IntrospectionObject(typeNamed: introspecting.string("name", of: field), in: view)
            return object.map { introspecting.text($0, field.selectionSet) } ?? "null"
        }
        return answers.joined(separator: "\n")
    }

    private func fields(of set: SelectionSet) -> [Field] {
        document[set.selections].flatMap { selection -> [Field] in
            switch selection {
            case .field(let field): [field]
            case .inlineFragment(let fragment): fields(of: fragment.selectionSet)
            case .fragmentSpread(let spread):
                document.fragments.filter { $0.name.symbol == spread.name.symbol }
                    .flatMap { fields(of: $0.selectionSet) }
            }
        }
    }

    private func string(_ argument: String, of field: Field) -> String {
        for given in document[field.arguments] where document.text(of: given.name) == argument {
            if case .string(let token) = given.value.content { return document.string(token) }
        }
        return ""
    }

    private func includesDeprecated(_ field: Field) -> Bool {
        document[field.arguments].contains {
            if case .boolean(true) = $0.value.content { true } else { false }
        }
    }

    private func text(_ object: IntrospectionObject, _ set: SelectionSet) -> String {
        let members = fields(of: set).map { field in
            let name = document.text(of: field.name)
            let value = object.resolve(field: name, includeDeprecated: includesDeprecated(field), in: view)
            return "\(name): \(text(value, field.selectionSet))"
        }
        return "{\(members.joined(separator: ", "))}"
    }

    private func text(_ value: IntrospectionValue, _ set: SelectionSet) -> String {
        switch value {
        case .null: "null"
        case .string(let text): "\"\(text)\""
        case .boolean(let boolean): "\(boolean)"
        case .enumeration(let name): name
        case .object(let object): text(object, set)
        case .list(let items): "[\(items.map { text($0, set) }.joined(separator: ", "))]"
        }
    }
}
