/// What a Range field asks for (RFC 9110 §14.2), of content whose length is known.
package enum ByteRange: Equatable, Sendable {
    /// All of it: nothing else is asked for, or nothing that need be understood.
    case whole
    case part(Range<Int>)
    /// The content ends before it: 416.
    case unsatisfiable

    /// - Parameter length: Bytes of the content.
    init(_ field: UnsafeRawBufferPointer, length: Int) {
        var rest = field
        // §14.1: other units may be ignored, and so may several ranges, which nobody needs to continue a download.
        guard rest.cut(at: UInt8(ascii: "=")).equals(ignoringCase: "bytes"), !rest.contains(UInt8(ascii: ",")) else {
            self = .whole
            return
        }
        let range = rest.trimmed
        guard let dash = range.firstIndex(of: UInt8(ascii: "-")) else {
            self = .whole
            return
        }
        let (first, last) = (Self.number(range[..<dash]), Self.number(range[(dash + 1)...]))
        switch (first, last) {
        case (.number(let first), .number(let last)) where first <= last:
            self = first < length ? .part(first..<min(last, length - 1) + 1) : .unsatisfiable
        case (.number(let first), .none): self = first < length ? .part(first..<length) : .unsatisfiable
        case (.none, .number(let count)):
            self = count > 0 && length > 0 ? .part(max(0, length - count)..<length) : .unsatisfiable
        default: self = .whole
        }
    }

    private enum Position { case none, number(Int), malformed }

    /// Digits; what is larger than any file is as large as the largest.
    private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Position {
        if digits.isEmpty { return .none }
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return .malformed }
            number = min(number * 10 + Int(digit - UInt8(ascii: "0")), Int(Int32.max))
        }
        return .number(number)
    }
}

extension Request {
    /// The part of a representation that is asked for; HEAD has none (RFC 9110 §14.2).
    ///
    /// - Parameters:
    ///   - length: Bytes of the representation.
    ///   - entityTag: Its strong tag, with quotation marks: an `If-Range` of anything else wants all of it (§13.1.5).
    package func range(ofLength length: Int, entityTag: String) -> ByteRange {
        guard method == .get, !isHead, count(of: "range") == 1, let field = header("range") else { return .whole }
        if let condition = header("if-range"), !condition.elementsEqual(entityTag.utf8) { return .whole }
        return ByteRange(field, length: length)
    }
}
