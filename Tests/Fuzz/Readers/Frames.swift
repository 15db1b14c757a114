import HTTP

/// Frames mean the same whole and byte by byte, and what is kept of a message stays within the limit.
func readFrames(_ bytes: [UInt8]) -> Bool {
    let whole = Messages(bytes, step: max(1, bytes.count))
    let single = Messages(bytes, step: 1)
    return single.events == whole.events && single.failure == whole.failure
        && max(single.mostHeld, whole.mostHeld) <= Messages.limit + Messages.controlLimit
}

private struct Messages {
    static let limit = 1000
    /// A control frame may stand between the frames of a message (RFC 6455 §5.5).
    static let controlLimit = 125

    var events: [FrameReader.Event] = []
    var failure: FrameReader.Failure?
    var mostHeld = 0

    init(_ bytes: [UInt8], step: Int) {
        // Payloads are unmasked in place.
        var bytes = bytes
        var reader = FrameReader(limit: Self.limit)
        bytes.withUnsafeMutableBytes { bytes in
            do throws(FrameReader.Failure) {
                for start in stride(from: 0, to: bytes.count, by: step) {
                    var rest = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<min(start + step, bytes.count)])
                    while let event = try reader.read(&rest) { events.append(event) }
                    mostHeld = max(mostHeld, reader.held)
                }
            } catch { failure = error }
        }
    }
}
