import HTTP

/// How `text/event-stream` is written: <https://html.spec.whatwg.org/multipage/server-sent-events.html>, with the events of
/// <https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md>.
enum ServerSentEvents {
    static let mediaType: StaticString = "text/event-stream"

    /// Nothing between server and client may keep the events, or keep them back.
    static let head = ResponseHead(
        .ok, contentType: "text/event-stream; charset=utf-8",
        fields: [ResponseField("Cache-Control", "no-store"), ResponseField("X-Accel-Buffering", "no")])

    /// The end of the operation.
    static let complete: StaticString = "event: complete\ndata:\n\n"

    /// A response of the operation; JSON as it is written here has no line ends.
    ///
    /// - Parameter number: Of the event in the log, for `Last-Event-ID`.
    static func next(_ number: Int64?, _ response: some Collection<UInt8>) -> [UInt8] {
        var event = number.map { Array("id: \($0)\n".utf8) } ?? []
        event.reserveCapacity(response.count + 48)
        event += "event: next\ndata: ".utf8
        event += response
        event += "\n\n".utf8
        return event
    }

    /// The whole stream of an operation that has one response.
    static func only(_ response: UnsafeRawBufferPointer) -> [UInt8] {
        next(nil, response) + UnsafeBufferPointer(start: complete.utf8Start, count: complete.utf8CodeUnitCount)
    }

    /// Behind which event the stream begins: an id without data dispatches none, and is the next `Last-Event-ID` all the same.
    static func place(_ number: Int64) -> [UInt8] { Array("id: \(number)\n\n".utf8) }

    /// Something to read for whatever waits on the way, and nothing more.
    static let comment = Array(":\n\n".utf8)

    /// When the client shall come again, in milliseconds.
    static func retry(after milliseconds: Int) -> [UInt8] { Array("retry: \(milliseconds)\n\n".utf8) }
}
