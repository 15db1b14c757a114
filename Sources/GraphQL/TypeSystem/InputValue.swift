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
    /// A file that comes with the request, by what stands for it; only a scalar of files takes it.
    case file(String)

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
    /// The value as the language writes it, such as `{ first: 20, roles: [AGENT] }`; what stands for a file nobody is told.
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
        case .file: "a file"
        }
    }

    /// The value as messages quote it: no more is written than they have room for.
    package var quotation: String { beginning(String.longestQuotation + 1).shortened() }

    /// The same as `text` as far as `length` Unicode scalars.
    private func beginning(_ length: Int) -> String {
        switch self {
        case .string(let value): return StringLiteral.printed(value.shortened(to: length))
        case .enumeration(let value): return value.shortened(to: length)
        case .list(let items): return Self.beginning(length, of: items, "[", "]") { $0.beginning($1) }
        case .object(let fields) where !fields.isEmpty:
            return Self.beginning(length, of: fields, "{ ", " }") { field, room in
                "\(field.name.shortened(to: room)): \(field.value.beginning(room))"
            }
        default: return text
        }
    }

    private static func beginning<Item>(
        _ length: Int, of items: [Item], _ opening: String, _ closing: String, _ write: (Item, Int) -> String
    ) -> String {
        var text = opening
        for (index, item) in items.enumerated() {
            let room = length - text.unicodeScalars.count
            if room <= 0 { return text }
            if index > 0 { text += ", " }
            text += write(item, room)
        }
        return text + closing
    }
}
