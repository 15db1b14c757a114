import Execution
import GraphQL

/// The body of a request: <https://graphql.github.io/graphql-over-http/draft/#sec-Request>.
///
/// `query` and `variables` stay where they are in the body until somebody has to look into them. Members that are not
/// known are skipped.
struct GraphQLRequest {
    /// Between the quotation marks of the JSON string, escapes and all; nil if there is only the document's id.
    private(set) var query: UnsafeRawBufferPointer?
    let documentID: DocumentID?
    private(set) var operationName: String?
    /// The members of `variables`; empty when there are none.
    var variables: [InputObjectField] = []
    let onError: ErrorBehavior
    /// Whether the caller wants to be told how the request was answered.
    let isExplained: Bool

    init(_ body: UnsafeRawBufferPointer) throws(MalformedRequest) {
        var reader = JSONReader(body, values: Limits.requestValues)
        var query: Range<Int>?
        var documentID: InputValue?
        var operationName: InputValue?
        var variables: InputValue?
        var extensions: InputValue?
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
                case "documentId":
                    if documentID != nil { repeated = name }
                    documentID = try reader.value()
                case "extensions":
                    if extensions != nil { repeated = name }
                    extensions = try reader.value()
                case "onError":
                    if onError != nil { repeated = name }
                    onError = try reader.value()
                default: _ = try reader.value()
                }
            }
            try reader.end()
        } catch {
            if Self.isOtherJSON(body) { throw MalformedRequest("A request is a JSON object.") }
            throw MalformedRequest(error, in: "The body")
        }
        if let repeated { throw MalformedRequest("The member \"\(repeated)\" is given twice.") }
        guard isText else { throw MalformedRequest("The member \"query\" must be a string.") }
        self.documentID = try DocumentID.find(in: documentID, extensions)
        guard query != nil || self.documentID != nil else {
            throw MalformedRequest("The member \"query\" is missing.")
        }
        switch try extensions?.member("explain", of: "extensions") {
        case .boolean(let flag): isExplained = flag
        case nil: isExplained = false
        default: throw MalformedRequest("The member \"explain\" must be true or false.")
        }
        switch operationName {
        case .string(let name): self.operationName = name
        case .null, nil: break
        default: throw MalformedRequest("The member \"operationName\" must be a string.")
        }
        switch variables {
        case .object(let members): self.variables = members
        case .null, nil: break
        default: throw MalformedRequest("The member \"variables\" must be an object.")
        }
        do throws(FieldRefusal) { self.onError = try ErrorBehavior(onError) } catch {
            throw MalformedRequest(error.message)
        }
        self.query = query.map { UnsafeRawBufferPointer(rebasing: body[$0]) }
    }

    /// Whether it is JSON, but no object.
    private static func isOtherJSON(_ body: UnsafeRawBufferPointer) -> Bool {
        guard body.first(where: { !" \t\n\r".utf8.contains($0) }) != UInt8(ascii: "{") else { return false }
        do throws(JSONError) { _ = try JSONReader.value(body) } catch { return error.reason != .malformed }
        return true
    }

    /// The document's source, from what stands between the quotation marks.
    static func source(of query: UnsafeRawBufferPointer) throws(MalformedRequest) -> [UInt8] {
        let source: [UInt8]
        do throws(JSONError) {
            source = try JSONReader.unescape(query)
        } catch {
            throw MalformedRequest("The member \"query\" has a wrong escape at byte \(error.offset).")
        }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: source.span)
            return source
        } catch {
            throw MalformedRequest("The member \"query\" is not UTF-8.", isJSON: false)
        }
    }
}

extension InputValue {
    /// A member that is not null of an object; nil if there is no such member, or null in place of the object.
    ///
    /// - Parameter name: What the object is called.
    func member(_ member: String, of name: String) throws(MalformedRequest) -> InputValue? {
        switch self {
        case .null: return nil
        case .object(let members):
            let value = members.first { $0.name == member }?.value
            if case .null? = value { return nil }
            return value
        default: throw MalformedRequest("The member \"\(name)\" must be an object.")
        }
    }
}

/// Why a request is no GraphQL request.
package struct MalformedRequest: Error {
    let refusal: FieldRefusal
    /// Whether it can be read at all.
    let isJSON: Bool

    init(_ refusal: FieldRefusal, isJSON: Bool = true) {
        self.refusal = refusal
        self.isJSON = isJSON
    }

    init(_ message: String, isJSON: Bool = true) { self.init(.badRequest(message), isJSON: isJSON) }

    /// - Parameter place: Where the JSON stands, as the subject of a sentence.
    init(_ error: JSONError, in place: String) {
        let reason =
            switch error.reason {
            case .malformed: "is not JSON"
            case .tooMany: "has more than \(Limits.requestValues) values"
            case .tooDeep: "nests objects and lists more than \(Limits.variableDepth) deep"
            case .tooManyMarks: "has a string with more than \(StreamSafeText.maximumMarks) combining marks in a row"
            case .repeated(let name): "has an object with the member \"\(name.shortened())\" twice"
            }
        let message = "\(place) \(reason): stopped at byte \(error.offset)."
        switch error.reason {
        case .malformed: self.init(message, isJSON: false)
        case .tooMany: self.init(FieldRefusal(code: "VARIABLES_TOO_LARGE", message: message))
        case .tooDeep: self.init(FieldRefusal(code: "VARIABLES_TOO_DEEP", message: message))
        case .tooManyMarks, .repeated: self.init(message)
        }
    }
}

extension FieldRefusal {
    /// The request is none that this server understands.
    static func badRequest(_ message: String) -> FieldRefusal {
        FieldRefusal(code: "BAD_REQUEST", message: message)
    }
}
