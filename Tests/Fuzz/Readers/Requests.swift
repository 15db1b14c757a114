import HTTP

/// A message is read the same whole and byte by byte, its views lie within it, and its fields mean nothing impossible.
func readRequests(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let whole = Message(bytes, step: max(1, bytes.count))
    return Message(bytes, step: 1) == whole && Message(bytes, step: 7) == whole && whole.isSound
        && whole.viewed <= 12 * bytes.count + 8
}

private struct Message: Equatable {
    var outcome = RequestParser.Outcome.partial
    /// The content as it was decoded.
    var content: [UInt8] = []
    /// Bytes that a handler sees.
    var viewed = 0
    /// Whether its fields mean what they may.
    var isSound = true

    init(_ bytes: UnsafeRawBufferPointer, step: Int) {
        // Chunks are moved together in place.
        let message = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { message.deallocate() }
        message.copyMemory(from: bytes)
        var parser = RequestParser(limits: Limits())
        var end = 0
        repeat {
            end = min(message.count, end + step)
            let here = UnsafeMutableRawBufferPointer(rebasing: message[..<end])
            outcome = parser.parse(here)
            if outcome == .head {
                parser.admit(upTo: Limits().content)
                outcome = parser.parse(here)
            }
            if case .complete = outcome {
                look(at: parser.request(in: here))
                read(fieldsOf: parser.request(in: here))
            }
        } while outcome == .partial && end < message.count
    }

    private mutating func look(at request: borrowing Request) {
        content = Array(request.body)
        viewed = request.path.count + (request.query?.count ?? 0) + (request.authority?.count ?? 0) + content.count
        viewed += request.path.percentDecoded().count + request.parameters["query"].reduce(0) { $0 + $1.count }
        viewed += request.preferred(among: ["application/json", "text/event-stream"]) ?? 0
        if let type = request.contentType {
            viewed += type.type.count + type.subtype.count + (type.isUTF8 ? 1 : 0) + (Boundary(type) == nil ? 0 : 1)
        }
    }

    private mutating func read(fieldsOf request: borrowing Request) {
        viewed += request.cookies("a").reduce(0) { $0 + $1.count } + (request.ifNoneMatch.contains("a") ? 1 : 0)
        viewed += request.ifMatch?.containsStrong("a") == true ? 1 : 0
        viewed += (request.upgrades(to: "websocket") ? 1 : 0) + (request.isPlain ? 1 : 0)
        if case .part(let part) = request.range(ofLength: 100, entityTag: "\"a\"") {
            isSound = !part.isEmpty && part.upperBound <= 100
        }
        let caller = TrustedProxies().caller(of: request)
        viewed += caller.isLocal ? 0 : caller.description.utf8.count
        if let trace = request.header("traceparent").flatMap(TraceParent.init) {
            isSound = isSound && withUnsafeBytes(of: trace.field) { TraceParent($0) } == trace
        }
    }
}
