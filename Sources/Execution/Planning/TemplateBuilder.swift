import GraphQL

/// Turns the arguments of a field into templates: literals coerced once, variables left open.
///
/// <https://spec.graphql.org/September2025/#sec-Coercing-Field-Arguments>
struct TemplateBuilder {
    let schema: Schema
    let document: Document
    let variables: [Int32: Int32]

    /// Every argument that has a value or could get one; the others are absent.
    func arguments(of field: Field, _ definition: FieldDefinition) -> [ArgumentPlan] {
        let given = document[field.arguments]
        var plans: [ArgumentPlan] = []
        for argument in definition.arguments {
            let node = given.first { document.text(of: $0.name) == argument.name }
            let template = node.flatMap { template($0.value, argument.type) }
            guard let template = template ?? argument.defaultValue.map(ValueTemplate.constant) else { continue }
            plans.append(
                ArgumentPlan(
                    name: argument.name, template: template, defaultValue: argument.defaultValue,
                    isNonNull: argument.type.isNonNull))
        }
        return plans
    }

    /// Nil for what validation would have refused.
    private func template(_ value: GraphQL.Value, _ type: TypeReference) -> ValueTemplate? {
        if case .variable(let name) = value.content { return variables[name.symbol].map { .variable(Int($0)) } }
        if case .null = value.content { return .constant(.null) }
        if let item = type.item {
            guard case .list(let nodes) = value.content else {
                return template(value, item).map { joined([$0]) }
            }
            var items: [ValueTemplate] = []
            for node in document[nodes] {
                guard let item = template(node, item) else { return nil }
                items.append(item)
            }
            return joined(items)
        }
        let definition = schema[type.named]
        if definition.kind == .inputObject { return object(value, definition) }
        return constant(value).flatMap { definition.coerceInput($0) }.map(ValueTemplate.constant)
    }

    private func object(_ value: GraphQL.Value, _ definition: TypeDefinition) -> ValueTemplate? {
        guard case .object(let nodes) = value.content else { return nil }
        var fields: [(name: String, value: ValueTemplate)] = []
        for field in definition.inputFields {
            let node = document[nodes].first { document.text(of: $0.name) == field.name }
            let given = node.flatMap { template($0.value, field.type) }
            guard let value = given ?? field.defaultValue.map(ValueTemplate.constant) else { continue }
            fields.append((field.name, value))
        }
        var members: [InputObjectField] = []
        for field in fields {
            guard case .constant(let value) = field.value else { return .object(fields) }
            members.append(InputObjectField(field.name, value))
        }
        return .constant(.object(members))
    }

    /// A list of constants is a constant.
    private func joined(_ items: [ValueTemplate]) -> ValueTemplate {
        var constants: [InputValue] = []
        for item in items {
            guard case .constant(let value) = item else { return .list(items) }
            constants.append(value)
        }
        return .constant(.list(constants))
    }

    /// A literal without variables, as it is written.
    private func constant(_ value: GraphQL.Value) -> InputValue? {
        switch value.content {
        case .variable: return nil
        case .int(let text):
            let digits = document.text(of: text)
            return Int64(digits).map(InputValue.int) ?? Double(digits).map(InputValue.float)
        case .float(let text): return Double(document.text(of: text)).map(InputValue.float)
        case .string(let token): return .string(document.string(token))
        case .boolean(let value): return .boolean(value)
        case .null: return .null
        case .enumeration(let name): return .enumeration(document.text(of: name))
        case .list(let nodes):
            var items: [InputValue] = []
            for node in document[nodes] {
                guard let item = constant(node) else { return nil }
                items.append(item)
            }
            return .list(items)
        case .object(let nodes):
            var fields: [InputObjectField] = []
            for node in document[nodes] {
                guard let value = constant(node.value) else { return nil }
                fields.append(InputObjectField(document.text(of: node.name), value))
            }
            return .object(fields)
        }
    }
}
