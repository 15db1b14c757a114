import Execution
import GraphQL

/// One line of output.
struct Answer {
    let id: InputValue
    var errors: [GraphQLError] = []
    var text: String?

    /// The answer as JSON, with a line feed.
    var line: String {
        var output = JSONOutput()
        output.raw("{\"id\":")
        output.value(id)
        output.raw(errors.isEmpty ? ",\"ok\":true,\"errors\":[" : ",\"ok\":false,\"errors\":[")
        for (index, error) in errors.enumerated() {
            if index > 0 { output.raw(",") }
            output.error(error)
        }
        output.raw("]")
        if let text {
            output.raw(",\"text\":")
            output.string(text)
        }
        output.raw("}\n")
        return output.text
    }
}

extension JSONOutput {
    fileprivate mutating func error(_ error: GraphQLError) {
        raw("{\"message\":")
        string(error.message)
        raw(",\"locations\":[")
        for (index, location) in error.locations.enumerated() {
            raw(index > 0 ? ",{\"line\":" : "{\"line\":")
            integer(Int64(location.line))
            raw(",\"column\":")
            integer(Int64(location.column))
            raw("}")
        }
        raw("],\"extensions\":{\"code\":")
        string(error.code.rawValue)
        raw("}}")
    }

    /// Writes a value as JSON; one that JSON lacks is null.
    fileprivate mutating func value(_ value: InputValue) {
        switch value {
        case .null: raw("null")
        case .int(let value): integer(value)
        case .float(let value): if value.isFinite { raw(Array(value.description.utf8)) } else { raw("null") }
        case .string(let value), .enumeration(let value): string(value)
        case .boolean(let value): boolean(value)
        case .list(let items):
            raw("[")
            for (index, item) in items.enumerated() {
                if index > 0 { raw(",") }
                self.value(item)
            }
            raw("]")
        case .object(let fields):
            raw("{")
            for (index, field) in fields.enumerated() {
                if index > 0 { raw(",") }
                string(field.name)
                raw(":")
                self.value(field.value)
            }
            raw("}")
        }
    }
}
