/// One record of a CSV file: its bytes without quotes, and where each field ends.
package struct CSVRow: Sendable {
    /// The line of the file on which the record begins, from 1.
    package let line: Int
    private let bytes: [UInt8]
    private let ends: [Int]

    init(line: Int, bytes: [UInt8], ends: [Int]) {
        self.line = line
        self.bytes = bytes
        self.ends = ends
    }

    package var count: Int { ends.count }

    /// The text of a field; nil when there is no such field, or when it is not UTF-8.
    package func text(_ field: Int) -> String? {
        guard ends.indices.contains(field) else { return nil }
        let start = field == 0 ? 0 : ends[field - 1]
        return String(validating: bytes[start..<ends[field]], as: UTF8.self)
    }
}

/// Why a file is no CSV: the line, from 1, and what is wrong with it.
package struct CSVError: Error, Equatable, CustomStringConvertible {
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) {
        (self.line, self.reason) = (line, reason)
    }

    package var description: String { "line \(line): \(reason)" }
}

/// Reads CSV as RFC 4180 has it, byte by byte as they come.
///
/// Lines end with CRLF or LF; a UTF-8 byte order mark before the first is skipped, and so are empty lines. A quote may
/// only open a field, and behind the closing one nothing but a comma or the end of the line may follow.
package struct CSVReader {
    private enum Place {
        case fieldStart, unquoted, quoted
        /// Behind a quote in a quoted field: its end, or half of a doubled one.
        case quoteInQuoted
        case carriageReturn
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// Longest record taken, so that a lost quote does not swallow the memory.
    static let maximumRecord = 1_048_576

    private var place = Place.fieldStart
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var line = 1
    private var recordLine = 1
    private var quoteLine = 1
    /// How much of the byte order mark was seen; nil once it is known.
    private var mark: Int? = 0

    package init() {}

    /// Takes one more byte; gives the record that it ends, if it ends one.
    package mutating func read(_ byte: UInt8) throws(CSVError) -> CSVRow? {
        if let seen = mark {
            mark = byte == Self.byteOrderMark[seen] && seen < 2 ? seen + 1 : nil
            if byte == Self.byteOrderMark[seen] { return nil }
            guard seen == 0 else { throw error("the file begins with half of a byte order mark") }
        }
        switch (place, byte) {
        case (.quoted, UInt8(ascii: "\"")): place = .quoteInQuoted
        case (.quoted, _):
            if byte == UInt8(ascii: "\n") { line += 1 }
            try append(byte)
        case (.carriageReturn, UInt8(ascii: "\n")), (.fieldStart, UInt8(ascii: "\n")),
            (.unquoted, UInt8(ascii: "\n")), (.quoteInQuoted, UInt8(ascii: "\n")):
            return endRecord()
        case (.carriageReturn, _): throw error("a carriage return without a line feed")
        case (_, UInt8(ascii: "\r")): place = .carriageReturn
        case (_, UInt8(ascii: ",")): endField()
        case (.fieldStart, UInt8(ascii: "\"")): (place, quoteLine) = (.quoted, line)
        case (.unquoted, UInt8(ascii: "\"")): throw error("a quote inside a field that does not begin with one")
        case (.quoteInQuoted, UInt8(ascii: "\"")):
            place = .quoted
            try append(byte)
        case (.quoteInQuoted, _): throw error("text behind the closing quote of a field")
        case (.fieldStart, _), (.unquoted, _):
            place = .unquoted
            try append(byte)
        }
        return nil
    }

    /// The end of the file: gives the last record if no line end followed it.
    package mutating func finish() throws(CSVError) -> CSVRow? {
        switch place {
        case .quoted: throw CSVError(line: quoteLine, reason: "a quote is opened and never closed")
        case .carriageReturn: throw error("a carriage return without a line feed")
        case .fieldStart, .unquoted, .quoteInQuoted: return endRecord()
        }
    }

    private mutating func append(_ byte: UInt8) throws(CSVError) {
        guard bytes.count < Self.maximumRecord else {
            throw CSVError(line: recordLine, reason: "a record of more than \(Self.maximumRecord) bytes")
        }
        bytes.append(byte)
    }

    private mutating func endField() {
        ends.append(bytes.count)
        // Not `.fieldStart` of a new record: an empty field behind a comma counts.
        place = .fieldStart
    }

    private mutating func endRecord() -> CSVRow? {
        let isEmptyLine = ends.isEmpty && bytes.isEmpty && place != .quoteInQuoted
        let row = CSVRow(line: recordLine, bytes: bytes, ends: ends + [bytes.count])
        line += 1
        (place, recordLine) = (.fieldStart, line)
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        return isEmptyLine ? nil : row
    }

    private func error(_ reason: String) -> CSVError { CSVError(line: line, reason: reason) }
}
