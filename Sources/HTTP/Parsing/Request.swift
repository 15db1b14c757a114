/// A request as the handler sees it: views into the connection's buffer, valid while `handle` runs and not a moment longer.
package struct Request: ~Copyable {
    private let head: RequestHead
    private let fields: UnsafeBufferPointer<Field>
    private let content: Range<Int>
    private let message: UnsafeRawBufferPointer
    /// Who sent it: whoever is at the other end of the socket, or whom a trusted proxy there names.
    package internal(set) var peer: PeerAddress

    init(
        head: RequestHead, fields: UnsafeBufferPointer<Field>, content: Range<Int>, message: UnsafeRawBufferPointer,
        peer: PeerAddress
    ) {
        self.head = head
        self.fields = fields
        self.content = content
        self.message = message
        self.peer = peer
    }

    /// The method; HEAD shows as GET, and the reply leaves the content out.
    package var method: Method { head.method }

    /// Whether the method was HEAD, for logs.
    package var isHead: Bool { head.isHead }

    /// The path as it was sent, percent-encoding and all: starts with `/`, or is the `*` of OPTIONS.
    package var path: UnsafeRawBufferPointer {
        // RFC 9110 §4.2.3: an empty path of an absolute target means "/".
        head.path.isEmpty ? Self.root : message[head.path]
    }

    /// The query without its question mark; nil if there was none.
    package var query: UnsafeRawBufferPointer? { head.query.map { message[$0] } }

    /// Host and port the client meant; nil only with HTTP/1.0.
    package var authority: UnsafeRawBufferPointer? { head.authority.map { message[$0] } }

    /// The length of the content as it is announced; nil if it comes in chunks or not at all.
    package var contentLength: Int? { head.contentLength }

    /// The content, decoded from chunks if need be; while it is being admitted, none of it is here.
    package var body: UnsafeRawBufferPointer { message[in: content] }

    /// The value of the first field line of that name, without surrounding whitespace; `name` is written in lower case.
    package func header(_ name: StaticString) -> UnsafeRawBufferPointer? {
        for field in fields where field.name.count == name.utf8CodeUnitCount {
            if message[field.name].equals(ignoringCase: name) { return message[field.value] }
        }
        return nil
    }

    /// Calls `body` with each value of that name in order: fields that are lists may come as several lines (RFC 9110 §5.3).
    package func forEachHeader(_ name: StaticString, _ body: (UnsafeRawBufferPointer) -> Void) {
        for field in fields where message[field.name].equals(ignoringCase: name) { body(message[field.value]) }
    }

    /// What `body` makes of the last value of that name of which it makes something; nil if there is none.
    func lastHeader<Found>(_ name: StaticString, _ body: (UnsafeRawBufferPointer) -> Found?) -> Found? {
        for field in fields.reversed() where message[field.name].equals(ignoringCase: name) {
            if let found = body(message[field.value]) { return found }
        }
        return nil
    }

    /// How many field lines have that name.
    package func count(of name: StaticString) -> Int {
        var count = 0
        forEachHeader(name) { _ in count += 1 }
        return count
    }

    private static var root: UnsafeRawBufferPointer {
        let root: StaticString = "/"
        return UnsafeRawBufferPointer(start: root.utf8Start, count: root.utf8CodeUnitCount)
    }

    /// Whether the client can read chunks, and the protocol can be switched: HTTP/1.1.
    var speaksChunks: Bool { !head.isHTTP10 }

    /// What the client asks to become of the connection (RFC 9112 §9.3).
    var persistence: Persistence { !head.isPersistent ? .close : head.isHTTP10 ? .keepAlive : .implied }
}
