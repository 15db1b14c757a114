import Execution
import GraphQL

/// A resolved value as the JSON of its scalar or enum, with the reference implementation's sentences for what does not fit.
///
/// <https://spec.graphql.org/September2025/#CoerceResult()>
enum ResultCoercion {
    static func json(_ value: InputValue, as type: TypeDefinition) -> Result<String, ResolverError> {
        guard type.kind == .scalar else { return json(value, ofEnum: type) }
        switch type.name {
        case "Int": return integer(value)
        case "Float":
            return number(value).map { .success(InputValue.float($0).json) }
                ?? refused("Float cannot represent non numeric value", value)
        case "String": return string(value)
        case "Boolean": return boolean(value)
        case "ID": return identifier(value)
        default: return .success(value.json)
        }
    }

    private static func json(_ value: InputValue, ofEnum type: TypeDefinition) -> Result<String, ResolverError> {
        if case .string(let name) = value, type.enumValues.contains(where: { $0.name == name }) {
            return .success(value.json)
        }
        return refused("Enum \"\(type.name)\" cannot represent value", value)
    }

    private static func integer(_ value: InputValue) -> Result<String, ResolverError> {
        guard let number = number(value), number == number.rounded() else {
            return refused("Int cannot represent non-integer value", value)
        }
        guard let integer = Int32(exactly: number) else {
            return refused("Int cannot represent non 32-bit signed integer value", value)
        }
        return .success(String(integer))
    }

    /// Numbers, texts that are one, and truth as 1 and 0.
    private static func number(_ value: InputValue) -> Double? {
        let number: Double? =
            switch value {
            case .int(let number): Double(number)
            case .float(let number): number
            case .boolean(let boolean): boolean ? 1 : 0
            case .string(let text): text.isEmpty ? nil : NumberText.number(text)
            default: nil
            }
        return number.flatMap { $0.isFinite ? $0 : nil }
    }

    private static func string(_ value: InputValue) -> Result<String, ResolverError> {
        switch value {
        case .string: .success(value.json)
        case .float(let number) where !number.isFinite: refused("String cannot represent value", value)
        case .int, .float, .boolean: .success(InputValue.string(value.json).json)
        default: refused("String cannot represent value", value)
        }
    }

    private static func boolean(_ value: InputValue) -> Result<String, ResolverError> {
        switch value {
        case .boolean: .success(value.json)
        case .int(let number): .success(number != 0 ? "true" : "false")
        case .float(let number) where number.isFinite: .success(number != 0 ? "true" : "false")
        default: refused("Boolean cannot represent a non boolean value", value)
        }
    }

    private static func identifier(_ value: InputValue) -> Result<String, ResolverError> {
        switch value {
        case .string: return .success(value.json)
        case .int: return .success(InputValue.string(value.json).json)
        case .float(let number) where number.isFinite && number == number.rounded():
            return .success(InputValue.string(value.json).json)
        default: return refused("ID cannot represent value", value)
        }
    }

    private static func refused(_ sentence: String, _ value: InputValue) -> Result<String, ResolverError> {
        .failure(ResolverError(message: "\(sentence): \(value.text)"))
    }
}

/// What a resolver says instead of giving a value.
struct ResolverError: Error {
    let message: String
}

extension InputValue {
    /// Compact JSON: whole numbers without a fraction, enum values as their names.
    var json: String {
        switch self {
        // There are no files in what resolvers give.
        case .null, .file: "null"
        case .int(let value): String(value)
        // As ECMAScript writes what JSON has no number for.
        case .float(let value): value.isFinite ? Self.text(of: value) : "null"
        case .boolean(let value): value ? "true" : "false"
        case .string(let value), .enumeration(let value): Self.quoted(value)
        case .list(let items): "[\(items.map(\.json).joined(separator: ","))]"
        case .object(let fields):
            "{\(fields.map { "\(Self.quoted($0.name)):\($0.value.json)" }.joined(separator: ","))}"
        }
    }

    /// With the members of objects in the order of their names.
    var sorted: InputValue {
        switch self {
        case .list(let items): .list(items.map(\.sorted))
        case .object(let fields):
            .object(fields.sorted { $0.name < $1.name }.map { InputObjectField($0.name, $0.value.sorted) })
        default: self
        }
    }

    private static func quoted(_ text: String) -> String {
        var output = JSONOutput(capacity: text.utf8.count + 2)
        output.string(text)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
