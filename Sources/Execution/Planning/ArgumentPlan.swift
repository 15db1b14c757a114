package import GraphQL

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
indirect enum ValueTemplate: Sendable {
    case constant(InputValue)
    case variable(Int)
    case list([ValueTemplate])
    case object([(name: String, value: ValueTemplate)])

    /// Nil when the value is a variable that was not given.
    func value(_ variables: VariableValues) -> InputValue? {
        switch self {
        case .constant(let value): return value
        case .variable(let index): return variables.value(at: index)
        case .list(let items): return .list(items.map { $0.value(variables) ?? .null })
        case .object(let fields):
            var object: [InputObjectField] = []
            for field in fields {
                if let value = field.value.value(variables) { object.append(InputObjectField(field.name, value)) }
            }
            return .object(object)
        }
    }
}

extension ValueTemplate {
    /// The parts that the document itself decides.
    var constants: [InputValue] {
        switch self {
        case .constant(let value): [value]
        case .variable: []
        case .list(let items): items.flatMap(\.constants)
        case .object(let fields):
            // A member is judged as a member: by its name and not only by its value.
            fields.flatMap { field in field.value.constants.map { .object([InputObjectField(field.name, $0)]) } }
                + fields.map { .object([InputObjectField($0.name, .null)]) }
        }
    }
}
