import Execution
import GraphQL

/// The body of a request: <https://graphql.github.io/graphql-over-http/draft/#sec-Request>.
///
/// `query` and `variables` stay where they are in the body until somebody has to look into them. Members that are not
/// known are skipped.
struct GraphQLRequest {
    /// Between the quotation marks of the JSON string, escapes and all.
    private(set) var query: UnsafeRawBufferPointer
    private(set) var operationName: String?
    /// The members of `variables`; empty when there are none.
    private(set) var variables: [InputObjectField] = []

    init(_ body: UnsafeRawBufferPointer) throws(FieldRefusal) {
        var reader = JSONReader(body)
        var query: Range<Int>?
        var operationName: String?
        var variables: InputValue = .null
        var wrong: String?
        do throws(JSONError) {
            try reader.members { (name, reader) throws(JSONError) in
                switch name {
                case "query":
                    query = try reader.rawString()
                    if query == nil { wrong = name }
                case "variables": variables = try reader.value()
                case "operationName":
                    switch try reader.value() {
                    case .string(let text): operationName = text
                    case .null: break
                    default: wrong = name
                    }
                default: _ = try reader.value()
                }
            }
            try reader.end()
        } catch {
            throw .badRequest("The body is not JSON, or no JSON object: stopped at byte \(error.offset).")
        }
        if let wrong { throw .badRequest("The member \"\(wrong)\" must be a string.") }
        guard let query else { throw .badRequest("The member \"query\" is missing.") }
        switch variables {
        case .object(let members): self.variables = members
        case .null: break
        default: throw .badRequest("The member \"variables\" must be an object.")
        }
        self.query = UnsafeRawBufferPointer(rebasing: body[query])
        self.operationName = operationName
    }

    /// The document's source.
    func source() throws(FieldRefusal) -> [UInt8] {
        do throws(JSONError) {
            return try JSONReader.unescape(query)
        } catch {
            throw .badRequest("The member \"query\" has a wrong escape at byte \(error.offset).")
        }
    }
}

extension FieldRefusal {
    /// The request is none that this server understands.
    static func badRequest(_ message: String) -> FieldRefusal {
        FieldRefusal(code: "BAD_REQUEST", message: message)
    }
}
