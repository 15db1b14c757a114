import GraphQL

/// Turns the arguments of a field into plans: literals coerced once, variables left open.
///
/// A class, since the plan of every argument holds it.
///
/// <https://spec.graphql.org/September2025/#sec-Coercing-Field-Arguments>
final class TemplateBuilder: Sendable {
    let schema: Schema
    let document: Document
    let variables: VariablePositions

    init(_ schema: Schema, _ document: Document, _ variables: VariablePositions) {
        self.schema = schema
        self.document = document
        self.variables = variables
    }

    /// Every argument that has a value or could get one; the others are absent.
    func arguments(of field: Field, _ definition: FieldDefinition) -> [ArgumentPlan] {
        let given = document[field.arguments].map { argument in
            (schema.input(named: argument.name, in: document, of: definition.arguments), argument.value)
        }
        var plans: [ArgumentPlan] = []
        plans.reserveCapacity(definition.arguments.count)
        for argument in definition.arguments {
            let given = given.first { $0.0 === argument }?.1
            let template = given.flatMap { self.template($0, argument.type) }
            guard let template = template ?? argument.defaultValue.map(ValueTemplate.constant) else { continue }
            plans.append(ArgumentPlan(argument, template, given: given, self))
        }
        return plans
    }

    /// How many values the arguments are made of, variables and objects among them.
    func valueCount(_ arguments: Nodes<Argument>) -> Int {
        document[arguments].reduce(0) { $0 + valueCount($1.value) }
    }

    private func valueCount(_ value: GraphQL.Value) -> Int {
        switch value.content {
        case .list(let items): document[items].reduce(1) { $0 + valueCount($1) }
        case .object(let fields): document[fields].reduce(1) { $0 + valueCount($1.value) }
        default: 1
        }
    }

    /// Nil for what validation would have refused.
    private func template(_ value: GraphQL.Value, _ type: TypeReference) -> ValueTemplate? {
        if case .variable(let name) = value.content { return variables[name].map { .variable(Int($0)) } }
        if mentionsVariable(value) {
            return .literal(LiteralTemplate(builder: self, value: value, type: type))
        }
        return LiteralCoercion(schema: schema, document: document).coerce(value, to: type).map(ValueTemplate.constant)
    }

    private func mentionsVariable(_ value: GraphQL.Value) -> Bool {
        switch value.content {
        case .variable: true
        case .list(let items): document[items].contains(where: mentionsVariable)
        case .object(let fields): document[fields].contains { mentionsVariable($0.value) }
        default: false
        }
    }
}

/// A literal with variables inside, which is coerced anew for each request.
struct LiteralTemplate: Sendable {
    let builder: TemplateBuilder
    let value: GraphQL.Value
    let type: TypeReference

    /// How many items the literal has as a list: a single value stands for a list of one.
    var itemCount: Int { if case .list(let items) = value.content { builder.document[items].count } else { 1 } }

    func value(_ variables: VariableValues) -> InputValue? {
        LiteralCoercion(schema: builder.schema, document: builder.document) { name in
            builder.variables[name].flatMap { variables.value(at: Int($0)) }
        }.coerce(value, to: type)
    }
}
