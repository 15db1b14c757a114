/// Where a handler puts its answer.
package struct Reply: ~Copyable {
    private let outbox: UnsafeMutablePointer<Outbox>
    private let date: UnsafePointer<DateField>
    private let isHead: Bool
    private let persistence: Persistence
    private let more: Bool
    /// Whether the answer has been given.
    package private(set) var isSent = false

    init(
        to outbox: UnsafeMutablePointer<Outbox>, date: UnsafePointer<DateField>, isHead: Bool, persistence: Persistence,
        more: Bool
    ) {
        self.outbox = outbox
        self.date = date
        self.isHead = isHead
        self.persistence = persistence
        self.more = more
    }

    /// Answers the request; `body` need be valid only during the call.
    ///
    /// A second answer is ignored.
    package mutating func send(_ head: ResponseHead, body: UnsafeRawBufferPointer) {
        guard !isSent else { return }
        isSent = true
        outbox.pointee.write(
            head, body: body, isHead: isHead, persistence: persistence, more: more, date: date.pointee)
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
}
