import API
import Execution

/// How events of a shared stream say which operation they are of.
enum SharedOperation {
    /// `{"id":…,"payload":…}`: a response of an operation.
    static func next(_ id: String, _ response: UnsafeRawBufferPointer) -> [UInt8] {
        var output = JSONOutput()
        output.raw("{\"id\":")
        output.string(id)
        output.raw(",\"payload\":")
        response.withMemoryRebound(to: UInt8.self) { output.raw($0) }
        output.raw("}")
        return Array(output.bytes)
    }

    /// All events of an operation that has one response.
    static func answer(_ id: String, _ response: UnsafeRawBufferPointer) -> [UInt8] {
        var output = JSONOutput()
        output.raw("event: complete\ndata: {\"id\":")
        output.string(id)
        output.raw("}\n\n")
        return ServerSentEvents.next(nil, next(id, response)) + output.bytes
    }
}
