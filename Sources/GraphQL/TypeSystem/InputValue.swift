/// A value that goes into the schema's positions: a constant, a default, or a variable after coercion.
package enum InputValue: Hashable, Sendable {
    case null
    case int(Int64)
    case float(Double)
    case string(String)
    case boolean(Bool)
    case enumeration(String)
    case list([InputValue])
    case object([InputObjectField])

    /// The value of an object's field; nil if this is not an object or has no such field.
    package subscript(field: String) -> InputValue? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.name == field }?.value
    }
}

package struct InputObjectField: Hashable, Sendable {
    package let name: String
    package let value: InputValue

    package init(_ name: String, _ value: InputValue) {
        self.name = name
        self.value = value
    }
}

extension InputValue {
    /// The value as the language writes it, such as `{ first: 20, roles: [AGENT] }`.
    package var text: String {
        switch self {
        case .null: "null"
        case .int(let value): String(value)
        case .float(let value): Self.text(of: value)
        case .string(let value): StringLiteral.printed(value)
        case .boolean(let value): value ? "true" : "false"
        case .enumeration(let value): value
        case .list(let items): "[\(items.map(\.text).joined(separator: ", "))]"
        case .object(let fields) where fields.isEmpty: "{}"
        case .object(let fields): "{ \(fields.map { "\($0.name): \($0.value.text)" }.joined(separator: ", ")) }"
        }
    }
}
