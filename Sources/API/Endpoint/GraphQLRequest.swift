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
    let onError: ErrorBehavior

    init(_ body: UnsafeRawBufferPointer) throws(FieldRefusal) {
        var reader = JSONReader(body)
        var query: Range<Int>?
        var operationName: InputValue?
        var variables: InputValue?
        var onError: InputValue?
        var isText = true
        // Which of the two is meant nobody can tell, and whatever stands before this server may have read the other.
        var repeated: String?
        do throws(JSONError) {
            try reader.members { (name, reader) throws(JSONError) in
                switch name {
                case "query":
                    if query != nil { repeated = name }
                    query = try reader.rawString()
                    isText = isText && query != nil
                case "variables":
                    if variables != nil { repeated = name }
                    variables = try reader.value()
                case "operationName":
                    if operationName != nil { repeated = name }
                    operationName = try reader.value()
                case "onError":
                    if onError != nil { repeated = name }
                    onError = try reader.value()
                default: _ = try reader.value()
                }
            }
            try reader.end()
        } catch {
            let reason =
                switch error.reason {
                case .malformed: "The body is not JSON, or no JSON object"
                case .tooDeep: "The body nests objects and lists more than \(Limits.variableDepth) deep"
                case .tooManyMarks: "A string has more than \(StreamSafeText.maximumMarks) combining marks in a row"
                }
            throw .badRequest("\(reason): stopped at byte \(error.offset).")
        }
        if let repeated { throw .badRequest("The member \"\(repeated)\" is given twice.") }
        guard isText else { throw .badRequest("The member \"query\" must be a string.") }
        guard let query else { throw .badRequest("The member \"query\" is missing.") }
        switch operationName {
        case .string(let name): self.operationName = name
        case .null, nil: break
        default: throw .badRequest("The member \"operationName\" must be a string.")
        }
        switch variables {
        case .object(let members): self.variables = members
        case .null, nil: break
        default: throw .badRequest("The member \"variables\" must be an object.")
        }
        self.onError = try ErrorBehavior(onError)
        self.query = UnsafeRawBufferPointer(rebasing: body[query])
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
