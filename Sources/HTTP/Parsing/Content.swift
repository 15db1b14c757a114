import Glibc

/// RFC 9112 §6.2 and §7.1: content with a length, and content in chunks.
extension RequestParser {
    /// Takes what is here of content with a length.
    mutating func content(_ rest: Int, in bytes: UnsafeMutableRawBufferPointer) throws(Malformed) -> Bool {
        guard content.count + rest <= contentLimit else { throw Malformed(.contentTooLarge) }
        let here = min(rest, bytes.count - cursor)
        content = content.lowerBound..<content.upperBound + here
        move(to: cursor + here)
        stage = here == rest ? .complete : .content(rest - here)
        return false
    }

    /// Reads `chunk-size [ chunk-ext ] CRLF`.
    mutating func chunkSize(_ bytes: UnsafeRawBufferPointer) throws(Malformed) -> Bool {
        // 16 digits are all that a size can have, whatever it is; the rest of the line is extensions.
        let budget = 16 + limits.chunkOverhead - chunkOverhead
        guard let line = try line(bytes, maximum: budget, orElse: .requestHeaderFieldsTooLarge) else { return false }
        var size = 0
        var index = line.lowerBound
        while index < line.upperBound, let digit = bytes[index].hexadecimalValue {
            guard index - line.lowerBound < 16 else { throw Malformed(.badRequest) }
            size = min(size * 16 + Int(digit), Self.mostContent + 1)
            index += 1
        }
        guard index > line.lowerBound else { throw Malformed(.badRequest) }
        try chunkExtensions(bytes[in: index..<line.upperBound])
        guard content.count + size <= contentLimit else { throw Malformed(.contentTooLarge) }
        stage = size == 0 ? .trailerLine : .chunkData(size)
        return true
    }

    /// RFC 9112 §7.1.1: unknown extensions are ignored, but must be some: `*( BWS ";" BWS chunk-ext-name … )`.
    private mutating func chunkExtensions(_ text: UnsafeRawBufferPointer) throws(Malformed) {
        guard !text.isEmpty else { return }
        var rest = text
        guard rest.cut(at: UInt8(ascii: ";")).trimmed.isEmpty, let first = rest.trimmed.first, first.isTokenCharacter
        else { throw Malformed(.badRequest) }
        try countOverhead(text.count)
    }

    private mutating func countOverhead(_ bytes: Int) throws(Malformed) {
        chunkOverhead += bytes
        guard chunkOverhead <= limits.chunkOverhead else { throw Malformed(.requestHeaderFieldsTooLarge) }
    }

    /// Moves what is here of a chunk to the end of the content.
    mutating func chunkData(_ length: Int, in bytes: UnsafeMutableRawBufferPointer) -> Bool {
        let here = min(length, bytes.count - cursor)
        guard here > 0, let base = bytes.baseAddress else { return false }
        memmove(base + content.upperBound, base + cursor, here)
        content = content.lowerBound..<content.upperBound + here
        move(to: cursor + here)
        stage = here == length ? .chunkEnd : .chunkData(length - here)
        return true
    }

    /// The CRLF that ends chunk-data; anything else means that the sizes are wrong.
    mutating func chunkEnd(_ bytes: UnsafeRawBufferPointer) throws(Malformed) -> Bool {
        guard let line = try line(bytes, maximum: 0, orElse: .badRequest) else { return false }
        guard line.isEmpty else { throw Malformed(.badRequest) }
        stage = .chunkSize
        return true
    }

    /// RFC 9112 §7.1.2: trailer fields are read and thrown away; merging them into the header section would let them reframe the message.
    mutating func trailerLine(_ bytes: UnsafeRawBufferPointer) throws(Malformed) -> Bool {
        let budget = limits.chunkOverhead - chunkOverhead
        guard let line = try line(bytes, maximum: budget, orElse: .requestHeaderFieldsTooLarge) else { return false }
        if line.isEmpty {
            stage = .complete
            return false
        }
        _ = try Self.field(bytes[in: line])
        try countOverhead(line.count + 2)
        return true
    }

    /// Bytes between the decoded content and what comes next: read, and of no use any more.
    ///
    /// The owner of the bytes may remove them and must then call `gapRemoved()`; otherwise chunks of one byte would make the
    /// buffer six times as large as the content.
    var gap: Range<Int> { stage == .complete || content.isEmpty ? 0..<0 : content.upperBound..<cursor }

    mutating func gapRemoved() {
        looked -= gap.count
        cursor -= gap.count
    }
}
