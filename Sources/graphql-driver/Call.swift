import Execution
import GraphQL

/// One line of input: what to do, and with which texts.
struct Call {
    private(set) var id = InputValue.null
    private(set) var operation = ""
    private(set) var schema: [UInt8]?
    private(set) var document: [UInt8]?
    private(set) var operationName: String?
    private(set) var variables: [InputObjectField] = []
    private(set) var root = InputValue.null
    private(set) var onError: InputValue?
    /// What a subscription's source gives: a root value for each event.
    private(set) var events: InputValue?

    /// Members it does not know are ignored.
    ///
    /// - Throws: The line is not a JSON object.
    init(_ bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var reader = JSONReader(bytes)
        var (id, operation) = (InputValue.null, "")
        var (schema, document): ([UInt8]?, [UInt8]?) = (nil, nil)
        var (operationName, variables, root): (String?, [InputObjectField], InputValue) = (nil, [], .null)
        var (onError, events): (InputValue?, InputValue?)
        try reader.members { (name, reader) throws(JSONError) in
            switch name {
            case "id": id = try reader.value()
            case "op": if case .string(let name) = try reader.value() { operation = name }
            case "schema": schema = try Self.text(&reader, of: bytes)
            case "document": document = try Self.text(&reader, of: bytes)
            case "operationName": if case .string(let name) = try reader.value() { operationName = name }
            case "variables": if case .object(let values) = try reader.value() { variables = values }
            case "root": root = try reader.value()
            case "onError": onError = try reader.value()
            case "events": events = try reader.value()
            default: _ = try reader.value()
            }
        }
        try reader.end()
        (self.id, self.operation, self.schema, self.document) = (id, operation, schema, document)
        (self.operationName, self.variables, self.root) = (operationName, variables, root)
        (self.onError, self.events) = (onError, events)
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
