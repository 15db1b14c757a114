import GraphQL

/// An argument as the document gives it, ready to be evaluated with a request's variables.
///
/// A class, since several parts of a plan hold it.
final class ArgumentPlan: Sendable {
    let name: String
    let template: ValueTemplate
    /// Used when the variable that the argument is given by is absent.
    let defaultValue: InputValue?
    let type: TypeReference
    /// Where the document gives it; nil for a default.
    let given: GraphQL.Value?
    private let builder: TemplateBuilder

    init(
        _ definition: InputValueDefinition, _ template: ValueTemplate, given: GraphQL.Value?, _ builder: TemplateBuilder
    ) {
        name = definition.name
        self.template = template
        defaultValue = definition.defaultValue
        type = definition.type
        self.given = given
        self.builder = builder
    }

    /// The argument's value; nil when it is absent.
    func value(_ variables: VariableValues) throws(FieldRefusal) -> InputValue? {
        let value: InputValue?
        switch template {
        case .constant(let constant): return constant
        case .variable(let index): value = variables.value(at: index) ?? defaultValue
        case .literal(let literal):
            value = literal.value(variables)
            if value == nil { throw refused("has invalid value \(given.map(builder.document.printed) ?? "").") }
        }
        if value == .null, type.isNonNull {
            throw refused("of non-null type \"\(builder.schema.text(of: type))\" must not be null.")
        }
        return value
    }

    private func refused(_ reason: String) -> FieldRefusal {
        let refusal = FieldRefusal(code: "BAD_USER_INPUT", message: "Argument \"\(name)\" \(reason)")
        return given.map { refusal.at(builder.document.location(of: $0)) } ?? refusal
    }
}

extension [ArgumentPlan] {
    /// `CoerceArgumentValues`: those that have a value.
    func values(_ variables: VariableValues) throws(FieldRefusal) -> [InputObjectField] {
        var values: [InputObjectField] = []
        for argument in self {
            if let value = try argument.value(variables) { values.append(InputObjectField(argument.name, value)) }
        }
        return values
    }
}

/// An input value in which only variables are left open.
enum ValueTemplate: Sendable {
    case constant(InputValue)
    case variable(Int)
    case literal(LiteralTemplate)
}
