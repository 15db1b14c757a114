import Execution

/// A request as the parameters of an address.
///
/// <https://graphql.github.io/graphql-over-http/draft/#sec-GET>
package enum RequestParameters {
    private enum Form { case text, json }

    private static let forms: [(name: StaticString, form: Form)] = [
        ("query", .text), ("documentId", .text), ("operationName", .text), ("variables", .json), ("extensions", .json),
        ("onError", .text),
    ]

    /// The JSON that says the same as the body of a POST.
    ///
    /// - Parameter values: The decoded values of all parameters of a name; one that is empty counts as absent.
    package static func body(_ values: (StaticString) -> [[UInt8]]) throws(MalformedRequest) -> [UInt8] {
        var output = JSONOutput(capacity: 1024)
        output.raw("{")
        for (name, form) in forms {
            let given = values(name).filter { !$0.isEmpty }
            guard let value = given.first else { continue }
            if given.count > 1 { throw MalformedRequest("The parameter \"\(name)\" is given twice.") }
            output.raw(output.bytes.count > 1 ? ",\"" : "\"")
            output.raw(name)
            output.raw("\":")
            switch form {
            case .text: output.string(try text(value, of: name))
            case .json:
                try checkJSON(value, of: name)
                output.raw(value)
            }
        }
        output.raw("}")
        return Array(output.bytes)
    }

    private static func text(_ value: [UInt8], of name: StaticString) throws(MalformedRequest) -> String {
        guard let text = String(validating: value, as: UTF8.self) else {
            throw MalformedRequest("The parameter \"\(name)\" is not UTF-8.", isJSON: false)
        }
        return text
    }

    /// It must be one value: else it could bring other members of the request along.
    private static func checkJSON(_ value: [UInt8], of name: StaticString) throws(MalformedRequest) {
        do throws(JSONError) {
            _ = try value.withUnsafeBufferPointer { bytes throws(JSONError) in
                try JSONReader.value(UnsafeRawBufferPointer(bytes), values: Limits.requestValues)
            }
        } catch {
            throw MalformedRequest(error, in: "The parameter \"\(name)\"")
        }
    }
}
