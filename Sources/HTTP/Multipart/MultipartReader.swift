/// Takes a body of multipart/form-data apart as it comes (RFC 2046 §5.1, RFC 7578): a state machine without a socket.
///
/// Content is handed on where it lies, however the body is cut. Nothing is kept but a header section that is not whole yet: of a
/// delimiter that may have begun it is enough to know how much is here.
package struct MultipartReader: ~Copyable {
    package enum Event {
        /// A part begins, and what follows is its content.
        case part(PartHead)
        /// The next bytes of the part's content, at least one: a view until the next call.
        case data(UnsafeRawBufferPointer)
        /// The last part is over; what follows is read and means nothing.
        case end
    }

    /// What is wrong with the body, in words for the client: no more of it can be read.
    package enum Failure: String, Error {
        case delimiter = "A boundary must be followed by CRLF, or by two hyphens."
        case fieldLine = "A part's header has a line that is no field."
        case headerTooLarge = "A part's header is longer than 8 KiB."
        case disposition = "A part must have one Content-Disposition of the type form-data, with one name in UTF-8."
        case contentType = "A part may have one Content-Type, which must be a media type."
        case transferEncoding = "A part must not be encoded."
        case tooManyParts = "There are too many parts."
        case truncated = "The last boundary is missing."
    }

    private enum Stage {
        /// Before the first delimiter: means nothing.
        case preamble
        /// Behind a boundary.
        case delimited
        /// Behind a boundary and a hyphen.
        case closing
        /// Behind a boundary and white space, which those who transport a message may add.
        case padding
        /// Behind a boundary and CR.
        case returned
        case header, content, epilogue
    }

    /// Bytes of a part's header section, in all.
    static let headerLimit = 8 * 1024

    private let partLimit: Int
    /// `CRLF "--" boundary`: only its first byte is a CR, so none begins within what looked like one.
    private let delimiter: UnsafeRawBufferPointer
    private var stage = Stage.preamble
    /// Bytes of a delimiter that may have begun; of those that an earlier piece ended with, the content has not been handed on.
    private var matched = Self.lineEnd
    /// How many of them are no content even if it has not: the line's end before the content, or before the preamble, is both.
    private var borrowed = Self.lineEnd
    private var header: [UInt8] = []
    private var parts = 0

    private static let lineEnd = 2

    /// - Parameter partLimit: The most parts.
    package init(boundary: Boundary, partLimit: Int) {
        let bytes = [.carriageReturn, .lineFeed, UInt8(ascii: "-"), UInt8(ascii: "-")] + boundary.bytes
        let delimiter = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        delimiter.copyBytes(from: bytes)
        self.delimiter = UnsafeRawBufferPointer(delimiter)
        self.partLimit = partLimit
    }

    deinit { delimiter.deallocate() }

    /// Reads on, and takes what it has read off the front of `bytes`.
    ///
    /// - Returns: What is there; nil once all bytes are read. Call it until then.
    package mutating func read(_ bytes: inout UnsafeRawBufferPointer) throws(Failure) -> Event? {
        while let first = bytes.first {
            switch stage {
            case .preamble: _ = takeContent(&bytes)
            case .content:
                let content = takeContent(&bytes)
                if !content.isEmpty { return .data(content) }
            case .delimited, .closing, .padding, .returned:
                bytes = bytes[in: 1..<bytes.count]
                try follow(first)
                if stage == .epilogue { return .end }
            case .header:
                if let head = try takeHeader(&bytes) { return .part(head) }
            case .epilogue: bytes = bytes[in: bytes.count..<bytes.count]
            }
        }
        return nil
    }

    /// Says that there are no more bytes.
    package func finish() throws(Failure) {
        guard stage == .epilogue else { throw .truncated }
    }

    // MARK: Content

    /// Takes content off the front, and the delimiter behind it, if that is all here; may be empty.
    private mutating func takeContent(_ bytes: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        if matched > 0 { return takeUndecided(&bytes) }
        var place = 0
        while let next = bytes[in: place..<bytes.count].index(of: .carriageReturn) {
            let start = place + next
            place = start + bytes[in: start..<bytes.count].commonPrefix(with: delimiter)
            guard place == bytes.count || place == start + delimiter.count else { continue }
            let content = bytes[in: 0..<start]
            match(place - start)
            bytes = bytes[in: place..<bytes.count]
            return content
        }
        defer { bytes = bytes[in: bytes.count..<bytes.count] }
        return bytes
    }

    /// Goes on with a delimiter that may have begun; if it has not, takes what is content after all.
    private mutating func takeUndecided(_ bytes: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let more = bytes.commonPrefix(with: delimiter[in: matched..<delimiter.count])
        let isDecided = more < bytes.count || matched + more == delimiter.count
        bytes = bytes[in: more..<bytes.count]
        match(matched + more)
        guard isDecided, stage != .delimited else { return delimiter[in: 0..<0] }
        defer { (matched, borrowed) = (0, 0) }
        return delimiter[in: borrowed..<matched]
    }

    private mutating func match(_ count: Int) {
        matched = count
        if count == delimiter.count { stage = .delimited }
    }

    // MARK: Delimiters and headers

    /// Takes the byte behind a boundary: `"--"`, or white space and CRLF (RFC 2046 §5.1.1).
    private mutating func follow(_ byte: UInt8) throws(Failure) {
        switch (stage, byte) {
        case (.delimited, UInt8(ascii: "-")): stage = .closing
        case (.closing, UInt8(ascii: "-")): stage = .epilogue
        case (.delimited, .space), (.delimited, .tab), (.padding, .space), (.padding, .tab): stage = .padding
        case (.delimited, .carriageReturn), (.padding, .carriageReturn): stage = .returned
        case (.returned, .lineFeed):
            guard parts < partLimit else { throw .tooManyParts }
            parts += 1
            stage = .header
        default: throw .delimiter
        }
    }

    /// Nil if the header section is not whole yet.
    private mutating func takeHeader(_ bytes: inout UnsafeRawBufferPointer) throws(Failure) -> PartHead? {
        while !bytes.isEmpty {
            let lineFeed = bytes.index(of: .lineFeed)
            let end = lineFeed.map { $0 + 1 } ?? bytes.count
            guard end <= Self.headerLimit - header.count else { throw .headerTooLarge }
            header += bytes[in: 0..<end]
            bytes = bytes[in: end..<bytes.count]
            guard lineFeed != nil else { return nil }
            guard header.suffix(2).first == .carriageReturn else { throw .fieldLine }
            if header.count == 2 || header.dropLast(2).last == .lineFeed {
                defer { header.removeAll(keepingCapacity: true) }
                (stage, matched, borrowed) = (.content, Self.lineEnd, Self.lineEnd)
                let boundary = delimiter[in: Self.lineEnd..<delimiter.count]
                return try header.span.withUnsafeBytes { header throws(Failure) in
                    try PartHead(header, boundary: boundary)
                }
            }
        }
        return nil
    }
}

extension UnsafeRawBufferPointer {
    /// How many bytes at the front are the same.
    fileprivate func commonPrefix(with other: UnsafeRawBufferPointer) -> Int {
        let most = Swift.min(count, other.count)
        var index = 0
        while index < most, self[index] == other[index] { index += 1 }
        return index
    }
}
