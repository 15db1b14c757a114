/// The meaning of `"""…"""`: common indentation and blank first and last lines go.
///
/// <https://spec.graphql.org/September2025/#BlockStringValue()>
enum BlockString {
    /// - Parameter raw: What stands between the triple quotation marks.
    static func decode(_ raw: ArraySlice<UInt8>) -> String {
        var lines = split(raw)
        let indentation = lines.dropFirst().compactMap { Self.indentation(raw[$0]) }.min() ?? 0
        for index in lines.indices.dropFirst() { lines[index] = lines[index].dropFirst(indentation) }
        let isWritten = { (line: Range<Int>) in Self.indentation(raw[line]) != nil }
        guard let first = lines.firstIndex(where: isWritten), let last = lines.lastIndex(where: isWritten) else {
            return ""
        }
        var text = Array(raw[lines[first]])
        for line in lines[first...last].dropFirst() {
            text.append(UInt8(ascii: "\n"))
            text.append(contentsOf: raw[line])
        }
        return unescape(text)
    }

    /// The lines without their ends.
    private static func split(_ raw: ArraySlice<UInt8>) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var (start, index) = (raw.startIndex, raw.startIndex)
        while index < raw.endIndex {
            guard raw[index].isLineTerminator else {
                index += 1
                continue
            }
            lines.append(start..<index)
            let isPair = raw[index] == UInt8(ascii: "\r") && raw[index...].dropFirst().first == UInt8(ascii: "\n")
            index += isPair ? 2 : 1
            start = index
        }
        lines.append(start..<raw.endIndex)
        return lines
    }

    /// The white space a line begins with, in bytes; nil if there is nothing else in it.
    private static func indentation(_ line: ArraySlice<UInt8>) -> Int? {
        let blanks = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        return blanks < line.count ? blanks : nil
    }

    /// `\"""` is the only escape here.
    private static func unescape(_ bytes: [UInt8]) -> String {
        let escape = Array("\\\"\"\"".utf8)
        var (decoded, index): ([UInt8], Int) = ([], 0)
        while index < bytes.count {
            if bytes[index] == escape[0], bytes[index...].starts(with: escape) {
                decoded.append(contentsOf: escape.dropFirst())
                index += escape.count
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// A text between triple quotation marks, so that `decode` gives it back, for every text that a block string can mean.
    static func printed(_ text: String) -> String {
        let escaped = text.replacing("\"\"\"", with: "\\\"\"\"")
        let bytes = ArraySlice(escaped.utf8)
        let lines = split(bytes).map { bytes[$0] }
        let isBlank = { (line: ArraySlice<UInt8>) in line.first.map { $0 == 0x20 || $0 == 0x09 } ?? false }
        // Where every other line is indented, the indentation would be taken for that of the block.
        let needsFirstLine = lines.count > 1 && lines.dropFirst().allSatisfy { $0.isEmpty || isBlank($0) }
        let endsInQuotes = escaped.hasSuffix("\\\"\"\"")
        let needsLastLine = text.hasSuffix("\\") || (text.hasSuffix("\"") && !endsInQuotes)
        let isLong = text.unicodeScalars.count > longestLine
        let hasLines = lines.count > 1 || isLong || needsFirstLine || needsLastLine || endsInQuotes
        // A single line that begins with white space would lose it on a line of its own.
        let keepsFirstLine = lines.count == 1 && isBlank(lines[0])
        let opening = needsFirstLine || (hasLines && !keepsFirstLine) ? "\n" : ""
        return "\"\"\"\(opening)\(escaped)\(hasLines ? "\n" : "")\"\"\""
    }

    /// A longer text is printed on lines of its own.
    private static let longestLine = 70
}
