/// Where a handler puts its answer.
package struct Reply: ~Copyable {
    private let outbox: UnsafeMutablePointer<Outbox>
    private let date: UnsafePointer<DateField>
    private let isHead: Bool
    private let speaksChunks: Bool
    private let more: Bool
    private(set) var persistence: Persistence
    /// How the content goes on that has begun.
    private(set) var stream: Stream.Mode?
    /// The status of the answer; nil until it has been given, or its head.
    package private(set) var status: Status?
    /// Bytes of its content, as far as they are known.
    package private(set) var length = 0
    /// The part of a trace that the answer is.
    package var trace: TraceParent?
    /// Whether the answer has been given, or its head.
    package var isSent: Bool { status != nil }

    init(
        to outbox: UnsafeMutablePointer<Outbox>, date: UnsafePointer<DateField>, isHead: Bool, speaksChunks: Bool,
        persistence: Persistence, more: Bool
    ) {
        self.outbox = outbox
        self.date = date
        self.isHead = isHead
        self.speaksChunks = speaksChunks
        self.persistence = persistence
        self.more = more
    }

    /// Answers the request; `body` need be valid only during the call.
    ///
    /// A second answer is ignored.
    package mutating func send(_ head: ResponseHead, body: UnsafeRawBufferPointer) {
        guard !isSent else { return }
        status = head.status
        length = body.count
        outbox.pointee.write(
            traced(head), body: body, isHead: isHead, persistence: persistence, more: more, date: date.pointee)
    }

    /// Answers with text that is compiled in, or with nothing.
    package mutating func send(_ head: ResponseHead, body: StaticString = "") {
        send(head, body: UnsafeRawBufferPointer(start: body.utf8Start, count: body.utf8CodeUnitCount))
    }

    /// Answers with a status and its name, as plain text.
    package mutating func send(_ status: Status, fields: [ResponseField] = []) {
        guard status.allowsContent else { return send(ResponseHead(status, fields: fields)) }
        let head = ResponseHead(status, contentType: "text/plain; charset=utf-8", fields: fields)
        send(head, body: status.explanation)
    }

    /// Answers with `bytes` of a file, which is opened unless the method is HEAD.
    ///
    /// - Throws: If the file cannot be opened; then there is no answer yet.
    package mutating func send(
        _ head: ResponseHead, bytes: Range<Int>, of open: FileBody.Opening
    ) throws(FileBody.Failure) {
        guard !isSent else { return }
        try outbox.pointee.write(
            traced(head), bytes: bytes, of: open, isHead: isHead, persistence: persistence, date: date.pointee)
        status = head.status
        length = bytes.count
    }

    /// Begins an answer whose content comes as it happens; the handler then says `.streaming`.
    ///
    /// To HEAD this is the whole answer, and the stream is closed at once.
    package mutating func begin(_ head: ResponseHead) {
        if !speaksChunks { persistence = .close }
        begin(head, speaksChunks ? .chunked : .untilClose, speaksChunks ? .chunked : .open)
    }

    /// Answers 101: the connection speaks another protocol from here on, and the handler says `.streaming`.
    ///
    /// Only to be given if `Request.upgrades(to:)`.
    package mutating func upgrade(to protocolName: StaticString, fields: [ResponseField] = []) {
        persistence = .upgrade
        let upgrade = ResponseField("Upgrade", "\(protocolName)")
        begin(ResponseHead(.switchingProtocols, fields: [upgrade] + fields), .upgraded, .open)
    }

    private mutating func begin(_ head: ResponseHead, _ mode: Stream.Mode, _ framing: Framing) {
        guard !isSent else { return }
        status = head.status
        outbox.pointee.begin(traced(head), framing: framing, persistence: persistence, date: date.pointee)
        if !isHead { stream = mode }
    }

    private func traced(_ head: ResponseHead) -> ResponseHead {
        guard let trace else { return head }
        var head = head
        head.trace = trace
        return head
    }
}
