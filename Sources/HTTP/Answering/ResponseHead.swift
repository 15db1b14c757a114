/// What a handler says about its answer; lengths, dates and the connection are the server's business.
package struct ResponseHead: Sendable {
    package var status: Status
    /// The media type of the content with its parameters.
    package var contentType: StaticString?
    package var fields: [ResponseField]
    /// The part of a trace that the answer is.
    var trace: TraceParent?

    package init(_ status: Status, contentType: StaticString? = nil, fields: [ResponseField] = []) {
        self.status = status
        self.contentType = contentType
        self.fields = fields
    }
}

/// One more field line of an answer.
package struct ResponseField: Sendable {
    package var name: StaticString
    package var value: String

    package init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// What the Connection field of an answer says (RFC 9112 §9.3).
enum Persistence {
    /// HTTP/1.1 keeps the connection without a word.
    case implied
    /// HTTP/1.0 keeps it if told so.
    case keepAlive
    case close
    /// What follows is another protocol (RFC 9110 §7.8).
    case upgrade
}

/// How the end of the content is told (RFC 9112 §6.3).
enum Framing {
    case length(Int)
    case chunked
    /// By the end of the connection, or not at all.
    case open
}

extension ByteBuffer {
    /// Writes the status line and the header section.
    mutating func append(_ head: ResponseHead, framing: Framing, persistence: Persistence, date: borrowing DateField) {
        append(head.status.line)
        append(date.line)
        if let contentType = head.contentType {
            append("Content-Type: ")
            append(contentType)
            append("\r\n")
        }
        for field in head.fields { append(field) }
        if let trace = head.trace { append(trace) }
        switch framing {
        case .length(let length) where head.status.allowsContent:
            append("Content-Length: ")
            append(decimal: length)
            append("\r\n")
        case .chunked: append("Transfer-Encoding: chunked\r\n")
        case .length, .open: break
        }
        switch persistence {
        case .implied: append("\r\n")
        case .keepAlive: append("Connection: keep-alive\r\n\r\n")
        case .close: append("Connection: close\r\n\r\n")
        case .upgrade: append("Connection: Upgrade\r\n\r\n")
        }
    }

    private mutating func append(_ trace: TraceParent) {
        append("traceparent: ")
        withUnsafeBytes(of: trace.field) { append($0) }
        append("\r\n")
    }

    /// Control characters become spaces, as RFC 9110 §5.5 has a recipient do: no value can end its line and begin another.
    private mutating func append(_ field: ResponseField) {
        append(field.name)
        append(": ")
        var value = field.value
        value.withUTF8 { utf8 in
            guard let target = space(utf8.count).baseAddress else { return }
            for (offset, byte) in utf8.enumerated() {
                let isControl = byte < .space || byte == 0x7F
                target.storeBytes(of: isControl ? .space : byte, toByteOffset: offset, as: UInt8.self)
            }
            commit(utf8.count)
        }
        append("\r\n")
    }
}
