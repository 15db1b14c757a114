import Execution
import GraphQL

/// One line of input: what to do, and with which texts.
struct Call {
    private(set) var operation = ""
    private(set) var schema: [UInt8]?
    private(set) var document: [UInt8]?
    private var givenName: InputValue?
    private var givenVariables: InputValue?
    private(set) var root = InputValue.null
    private(set) var onError: InputValue?
    /// What a subscription's source gives: a root value for each event.
    private(set) var events: InputValue?

    /// Members it does not know are ignored.
    ///
    /// - Throws: The line is not a JSON object.
    init(_ bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var reader = JSONReader(bytes)
        var operation = ""
        var (schema, document): ([UInt8]?, [UInt8]?) = (nil, nil)
        var (name, variables): (InputValue?, InputValue?)
        var root = InputValue.null
        var (onError, events): (InputValue?, InputValue?)
        try reader.members { (member, reader) throws(JSONError) in
            switch member {
            case "op": if case .string(let name) = try reader.value() { operation = name }
            case "schema": schema = try Self.text(&reader, of: bytes)
            case "document": document = try Self.text(&reader, of: bytes)
            case "operationName": name = try reader.value()
            case "variables": variables = try reader.value()
            case "root": root = try reader.value()
            case "onError": onError = try reader.value()
            case "events": events = try reader.value()
            default: _ = try reader.value()
            }
        }
        try reader.end()
        (self.operation, self.schema, self.document) = (operation, schema, document)
        (givenName, givenVariables, self.root) = (name, variables, root)
        (self.onError, self.events) = (onError, events)
    }

    /// The member `id` of a line as it stands there, so that the answer has the same; `null` if it cannot be read.
    ///
    /// Found even in a line that is no call.
    static func id(of line: UnsafeRawBufferPointer) -> String {
        var reader = JSONReader(line)
        var id = "null"
        try? reader.members { (member, reader) throws(JSONError) in
            let token = UnsafeRawBufferPointer(rebasing: line[try reader.rawValue()])
            if member == "id", (try? JSONReader.value(token)) != nil { id = String(decoding: token, as: UTF8.self) }
        }
        return id
    }

    /// Which of several operations is meant; nil if the call does not say.
    var operationName: String? {
        get throws(Failure) {
            switch givenName {
            case .string(let name): name
            case .null, nil: nil
            default: throw Failure("The member \"operationName\" must be a string.")
            }
        }
    }

    /// What variables are given; none if the call does not say.
    var variables: [InputObjectField] {
        get throws(Failure) {
            switch givenVariables {
            case .object(let members): members
            case .null, nil: []
            default: throw Failure("The member \"variables\" must be an object.")
            }
        }
    }

    /// A source text as the bytes it stands for; nil for what is no string, or one with bad escapes.
    ///
    /// Whether the bytes are UTF-8 is for the parser to say, which also says where they are not.
    private static func text(
        _ reader: inout JSONReader, of bytes: UnsafeRawBufferPointer
    ) throws(JSONError) -> [UInt8]? {
        guard let range = try reader.rawString() else { return nil }
        return try? JSONReader.unescape(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
}
