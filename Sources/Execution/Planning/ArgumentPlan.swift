import GraphQL

/// An argument as the document gives it, ready to be evaluated with a request's variables.
struct ArgumentPlan: Sendable {
    let name: String
    let template: ValueTemplate
    /// Used when the variable that the argument is given by is absent.
    let defaultValue: InputValue?
    let isNonNull: Bool

    /// The argument's value; nil when it is absent.
    func value(_ variables: VariableValues) throws(FieldRefusal) -> InputValue? {
        guard let value = template.value(variables) ?? defaultValue else { return nil }
        if value == .null, isNonNull {
            throw FieldRefusal(code: "BAD_USER_INPUT", message: "Argument \"\(name)\" must not be null.")
        }
        return value
    }
}

/// An input value in which only variables are left open.
enum ValueTemplate: Sendable {
    case constant(InputValue)
    case variable(Int)
    case literal(LiteralTemplate)

    /// Nil when the value is a variable that was not given.
    func value(_ variables: VariableValues) -> InputValue? {
        switch self {
        case .constant(let value): value
        case .variable(let index): variables.value(at: index)
        case .literal(let literal): literal.value(variables)
        }
    }
}
