/// RFC 9112 §5: field lines, and §6.3: what they say about the message's length.
extension RequestParser {
    mutating func fieldLine(_ bytes: UnsafeRawBufferPointer) throws(Malformed) -> Bool {
        let budget = max(0, fieldsStart + limits.fieldSection - cursor - 2)
        guard let line = try line(bytes, maximum: budget, orElse: .requestHeaderFieldsTooLarge) else { return false }
        if line.isEmpty {
            try endOfHead()
            return true
        }
        guard fields.count < limits.fields else { throw Malformed(.requestHeaderFieldsTooLarge) }
        let field = try Self.field(bytes[in: line])
        let value = bytes[in: line.lowerBound + field.value.lowerBound..<line.lowerBound + field.value.upperBound]
        fields.append(
            Field(
                name: place(line.lowerBound..<line.lowerBound + field.nameLength),
                value: place(line.lowerBound + field.value.lowerBound..<line.lowerBound + field.value.upperBound)))
        try take(name: bytes[in: line.lowerBound..<line.lowerBound + field.nameLength], value: value)
        return true
    }

    /// Splits `field-name ":" OWS field-value OWS`.
    ///
    /// A line that begins with whitespace is obs-fold (RFC 9112 §5.2) or whitespace before the first field (§2.2), and whitespace before the
    /// colon is forbidden (§5.1): neither is a token character, so both fail here.
    static func field(_ line: UnsafeRawBufferPointer) throws(Malformed) -> (nameLength: Int, value: Range<Int>) {
        var colon = 0
        while colon < line.count, line[colon].isTokenCharacter { colon += 1 }
        guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":") else { throw Malformed(.badRequest) }
        var lower = colon + 1
        var upper = line.count
        while lower < upper, line[lower].isWhitespace { lower += 1 }
        while upper > lower, line[upper - 1].isWhitespace { upper -= 1 }
        return (colon, lower..<upper)
    }

    /// Notes the fields that frame the message or the connection.
    private mutating func take(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) throws(Malformed) {
        switch name.count {
        case 4 where name.equals(ignoringCase: "host"): try host(value)
        case 6 where name.equals(ignoringCase: "expect"): try expect(value)
        case 10 where name.equals(ignoringCase: "connection"): connection(value)
        case 14 where name.equals(ignoringCase: "content-length"): try contentLength(value)
        case 17 where name.equals(ignoringCase: "transfer-encoding"): try transferEncoding(value)
        default: break
        }
    }

    /// RFC 9112 §3.2: one valid Host, else 400; §3.2.2: the authority of an absolute target wins.
    private mutating func host(_ value: UnsafeRawBufferPointer) throws(Malformed) {
        guard !head.hasHost, Self.isHost(value) else { throw Malformed(.badRequest) }
        head.hasHost = true
        if head.authority == nil, let last = fields.view.last { head.authority = last.value }
    }

    /// RFC 9110 §10.1.1: an expectation this server cannot meet is 417; HTTP/1.0 has none.
    private mutating func expect(_ value: UnsafeRawBufferPointer) throws(Malformed) {
        guard !head.isHTTP10 else { return }
        guard value.equals(ignoringCase: "100-continue") else { throw Malformed(.expectationFailed) }
        head.expectsContinue = true
    }

    /// RFC 9110 §7.6.1.
    private mutating func connection(_ value: UnsafeRawBufferPointer) {
        var rest = value
        while !rest.isEmpty {
            let option = rest.cut(at: UInt8(ascii: ",")).trimmed
            if option.equals(ignoringCase: "close") { head.saysClose = true }
            if option.equals(ignoringCase: "keep-alive") { head.saysKeepAlive = true }
        }
    }

    /// RFC 9112 §6.3 item 5: anything but one line of digits is 400.
    ///
    /// RFC 9110 §8.6: the number may be too large for any integer.
    private mutating func contentLength(_ value: UnsafeRawBufferPointer) throws(Malformed) {
        guard head.contentLength == nil, !value.isEmpty, value.allSatisfy(\.isDigit) else {
            throw Malformed(.badRequest)
        }
        var length = 0
        for digit in value { length = min(length * 10 + Int(digit - 0x30), Self.mostContent + 1) }
        head.contentLength = length
    }

    /// RFC 9112 §6.1: only `chunked`; §6.3 item 4: if it is not last, the length is unknown and the answer 400; other codings are 501.
    private mutating func transferEncoding(_ value: UnsafeRawBufferPointer) throws(Malformed) {
        guard !head.hasTransferEncoding, !head.isHTTP10 else { throw Malformed(.badRequest) }
        head.hasTransferEncoding = true
        var codings = 0
        var chunked = 0
        var rest = value
        while !rest.isEmpty {
            codings += 1
            let coding = rest.cut(at: UInt8(ascii: ",")).trimmed
            guard chunked == 0, !coding.isEmpty else { throw Malformed(.badRequest) }
            if coding.equals(ignoringCase: "chunked") { chunked += 1 }
        }
        guard chunked == 1, value.last != UInt8(ascii: ",") else { throw Malformed(.badRequest) }
        guard codings == 1 else { throw Malformed(.notImplemented) }
        head.isChunked = true
    }

    /// Decides how the content is framed (RFC 9112 §6.3).
    private mutating func endOfHead() throws(Malformed) {
        guard head.hasHost || head.isHTTP10 else { throw Malformed(.badRequest) }
        // §6.1: both fields together may be an attempt at request smuggling.
        guard !head.hasTransferEncoding || head.contentLength == nil else { throw Malformed(.badRequest) }
        content = cursor..<cursor
        stage = head.isChunked || (head.contentLength ?? 0) > 0 ? .admission : .complete
    }
}
