import HTTP

/// When a stream has to say something so that whatever waits on the way does not give it up.
struct HeartbeatClock {
    /// Milliseconds without a word after which something is said.
    private static let interval = 12_000
    /// Milliseconds after which clients come again when the server has ended: not all at once.
    private static let returns = 1000..<5000

    /// What a stream says when the server ends: when to come again.
    let farewell: [UInt8]
    /// When something was written last, in milliseconds of the server's clock.
    private var lastWritten: Int?

    init(_ id: StreamID) {
        let spread = Int(UInt(bitPattern: id.hashValue) % UInt(Self.returns.count))
        farewell = ServerSentEvents.retry(after: Self.returns.lowerBound + spread)
    }

    var hasWritten: Bool { lastWritten != nil }

    mutating func wrote(at now: Int) { lastWritten = now }

    /// Whether it is time to say something, and there is room for it.
    mutating func isDue(_ writer: borrowing StreamWriter) -> Bool {
        guard let lastWritten else {
            lastWritten = writer.now
            return false
        }
        return writer.now - lastWritten >= Self.interval && writer.room > 0
    }
}
