package import GraphQL

/// Why bytes are not JSON; the offset is where reading stopped.
package struct JSONError: Error, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        case malformed
        /// There are more values than may be made.
        case tooMany
        /// More than `Limits.variableDepth` objects and lists stand inside each other.
        case tooDeep
        /// A string is no `StreamSafeText`.
        case tooManyMarks
        /// An object has a member of that name twice; the offset is where the second has its value.
        case repeated(String)
    }

    package let offset: Int
    package var reason = Reason.malformed
}

/// Reads JSON (RFC 8259) from bytes that it does not own.
///
/// Strict: no comments, no trailing commas, no duplicate members, no lone surrogates, valid UTF-8 only, bounded depth.
package struct JSONReader: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    package private(set) var offset = 0
    /// How many values may still be made.
    private var valuesLeft: Int

    /// - Parameter values: How many may be made of the text.
    package init(_ bytes: UnsafeRawBufferPointer, values: Int = .max) {
        self.bytes = bytes
        valuesLeft = values
    }

    /// The whole text as one value.
    package static func value(
        _ bytes: UnsafeRawBufferPointer, values: Int = .max
    ) throws(JSONError) -> InputValue {
        var reader = JSONReader(bytes, values: values)
        let value = try reader.value()
        try reader.end()
        return value
    }

    /// Nothing but white space may follow.
    package mutating func end() throws(JSONError) {
        skipSpace()
        if offset < bytes.count { throw JSONError(offset: offset) }
    }

    /// The next value.
    ///
    /// Integers that fit 64 bits are `.int`, every other number is `.float`: an infinite one if it is too large.
    package mutating func value(depth: Int = 0) throws(JSONError) -> InputValue {
        guard depth <= Limits.variableDepth else { throw JSONError(offset: offset, reason: .tooDeep) }
        guard valuesLeft > 0 else { throw JSONError(offset: offset, reason: .tooMany) }
        valuesLeft -= 1
        switch try peek() {
        case UInt8(ascii: "{"):
            var fields: [InputObjectField] = []
            var places: [Int] = []
            try members { (name, reader) throws(JSONError) in
                places.append(reader.offset)
                let value = try reader.value(depth: depth + 1)
                fields.append(InputObjectField(name, value))
            }
            // Sorting finds a repeated name in less than quadratic time.
            let names = fields.map(\.name).sorted()
            for (one, next) in zip(names, names.dropFirst()) where one == next {
                let both = zip(fields, places).filter { $0.0.name == one }
                throw JSONError(offset: both[1].1, reason: .repeated(one))
            }
            return .object(fields)
        case UInt8(ascii: "["):
            var values: [InputValue] = []
            try items { (reader) throws(JSONError) in values.append(try reader.value(depth: depth + 1)) }
            return .list(values)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .boolean(true))
        case UInt8(ascii: "f"): return try literal("false", .boolean(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    /// Calls `each` for every item of the next list, with the reader before the item.
    package mutating func items(_ each: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        try expect(UInt8(ascii: "["))
        if try peek() == UInt8(ascii: "]") {
            offset += 1
            return
        }
        repeat { try each(&self) } while try continues(until: UInt8(ascii: "]"))
    }

    /// Calls `each` for every member of the next object, with the reader before the member's value.
    package mutating func members(
        _ each: (String, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        try expect(UInt8(ascii: "{"))
        if try peek() == UInt8(ascii: "}") {
            offset += 1
            return
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw JSONError(offset: offset) }
            let name = try string()
            try expect(UInt8(ascii: ":"))
            try each(name, &self)
            if try !continues(until: UInt8(ascii: "}")) { return }
        }
    }

    /// The next value if it is a string, as it stands between its quotation marks; nil for any other value.
    package mutating func rawString() throws(JSONError) -> Range<Int>? {
        guard try peek() == UInt8(ascii: "\"") else {
            _ = try value()
            return nil
        }
        offset += 1
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard offset < bytes.count else { throw JSONError(offset: bytes.count) }
        offset += 1
        return start..<offset - 1
    }

    /// Where the next value stands: its strings and brackets end, what else is in it nobody has looked at.
    package mutating func rawValue() throws(JSONError) -> Range<Int> {
        skipSpace()
        let start = offset
        if "}],:".utf8.contains(try peek()) { throw JSONError(offset: offset) }
        var depth = 0
        repeat {
            switch try peek() {
            case UInt8(ascii: "\""): _ = try rawString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                offset += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                offset += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"): offset += 1
            default: skipWord()
            }
        } while depth > 0
        return start..<offset
    }

    /// Skips a number, `true` or whatever else ends at white space or a punctuator.
    private mutating func skipWord() {
        while offset < bytes.count, !" \t\r\n,:{}[]\"".utf8.contains(bytes[offset]) { offset += 1 }
    }

    /// The characters that the inside of a string token means.
    package static func unescape(_ raw: UnsafeRawBufferPointer) throws(JSONError) -> [UInt8] {
        var reader = JSONReader(raw)
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        while reader.offset < raw.count {
            // Most characters stand for themselves.
            let start = reader.offset
            reader.offset = raw.plainEnd(from: start)
            text.append(contentsOf: UnsafeRawBufferPointer(rebasing: raw[start..<reader.offset]))
            if reader.offset < raw.count { try reader.escape(into: &text) }
        }
        return text
    }

    private mutating func string() throws(JSONError) -> String {
        let start = offset
        guard let range = try rawString() else { throw JSONError(offset: start) }
        let raw = UnsafeRawBufferPointer(rebasing: bytes[range])
        // Names and cursors have nothing to unescape.
        if !raw.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\\") }) {
            guard let string = String(validating: raw, as: UTF8.self) else { throw JSONError(offset: range.lowerBound) }
            return try Self.streamSafe(string, raw, at: range.lowerBound)
        }
        let text: [UInt8]
        do throws(JSONError) {
            text = try Self.unescape(raw)
        } catch { throw JSONError(offset: range.lowerBound + error.offset) }
        guard let string = String(validating: text, as: UTF8.self) else { throw JSONError(offset: range.lowerBound) }
        return try Self.streamSafe(string, text, at: range.lowerBound)
    }

    private static func streamSafe<Bytes: RandomAccessCollection<UInt8>>(
        _ string: String, _ bytes: Bytes, at offset: Int
    ) throws(JSONError) -> String where Bytes.Index == Int {
        if StreamSafeText.firstExcess(in: bytes) == nil { return string }
        throw JSONError(offset: offset, reason: .tooManyMarks)
    }

    /// The character of an escape; anything else that gets here is a control character.
    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard bytes[offset] == UInt8(ascii: "\\") else { throw JSONError(offset: offset) }
        offset += 1
        guard offset < bytes.count else { throw JSONError(offset: offset) }
        let escape = bytes[offset]
        offset += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try escapedScalar()).utf8)
        default: throw JSONError(offset: offset - 1)
        }
    }

    /// The scalar of `\uXXXX`, or of a pair of them.
    private mutating func escapedScalar() throws(JSONError) -> Character {
        let start = offset
        var code = try hexadecimal()
        if 0xD800..<0xDC00 ~= code, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        {
            offset += 2
            let low = try hexadecimal()
            guard 0xDC00..<0xE000 ~= low else { throw JSONError(offset: start) }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw JSONError(offset: start) }
        return Character(scalar)
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw JSONError(offset: offset) }
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[offset])).hexDigitValue, bytes[offset] < 0x80 else {
                throw JSONError(offset: offset)
            }
            code = code << 4 | UInt32(digit)
            offset += 1
        }
        return code
    }

    private mutating func number() throws(JSONError) -> InputValue {
        let start = offset
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[offset - whole] != UInt8(ascii: "0") else {
            throw JSONError(offset: start)
        }
        var isInteger = true
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            isInteger = false
            offset += 1
            guard digits() > 0 else { throw JSONError(offset: offset) }
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            offset += 1
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
                offset += 1
            }
            guard digits() > 0 else { throw JSONError(offset: offset) }
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .int(integer) }
        guard let number = Double(text) else { throw JSONError(offset: start) }
        return .float(number)
    }

    /// Skips digits and tells how many there were.
    private mutating func digits() -> Int {
        let start = offset
        while offset < bytes.count, 0x30...0x39 ~= bytes[offset] { offset += 1 }
        return offset - start
    }

    private mutating func literal(_ text: StaticString, _ value: InputValue) throws(JSONError) -> InputValue {
        let count = text.utf8CodeUnitCount
        guard bytes.count - offset >= count,
            bytes[offset..<offset + count].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: count))
        else { throw JSONError(offset: offset) }
        offset += count
        return value
    }

    /// True after a comma, false after `close`.
    private mutating func continues(until close: UInt8) throws(JSONError) -> Bool {
        let next = try peek()
        guard next == UInt8(ascii: ",") || next == close else { throw JSONError(offset: offset) }
        offset += 1
        return next != close
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard try peek() == byte else { throw JSONError(offset: offset) }
        offset += 1
    }

    /// The next byte that is no white space, which stays where it is.
    private mutating func peek() throws(JSONError) -> UInt8 {
        skipSpace()
        guard offset < bytes.count else { throw JSONError(offset: offset) }
        return bytes[offset]
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Where the characters end that stand for themselves: at an escape, at a control character or at the end.
    ///
    /// Eight bytes at a time, since all of a document goes through here.
    fileprivate func plainEnd(from start: Int) -> Int {
        var index = start
        while index + 8 <= count {
            let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let escape = word ^ 0x5C5C_5C5C_5C5C_5C5C
            // The high bit of a byte is left where subtracting borrowed. A byte behind such a one may be marked in error.
            let marks =
                ((word &- 0x2020_2020_2020_2020) & ~word) | ((escape &- 0x0101_0101_0101_0101) & ~escape)
            if marks & 0x8080_8080_8080_8080 != 0 { break }
            index += 8
        }
        while index < count, self[index] >= 0x20, self[index] != UInt8(ascii: "\\") { index += 1 }
        return index
    }
}
