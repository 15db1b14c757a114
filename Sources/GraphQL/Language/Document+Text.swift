extension Document {
    package func text(of name: Name) -> String { String(decoding: bytes(of: name), as: UTF8.self) }

    package func text(ofSymbol symbol: Int32) -> String { text(of: symbols.text(of: symbol)) }

    package func bytes(of name: Name) -> ArraySlice<UInt8> { bytes(of: symbols.text(of: name.symbol)) }

    /// The source of a slice, such as a number's digits.
    package func text(of text: Text) -> String { String(decoding: bytes(of: text), as: UTF8.self) }

    func bytes(of text: Text) -> ArraySlice<UInt8> {
        source[Int(text.offset)..<Int(text.offset) &+ Int(text.length)]
    }

    package func location(of node: some Node) -> SourceLocation { SourceLocation(of: Int(node.offset), in: source) }

    /// The characters that a string token means.
    package func string(_ token: Text) -> String { StringLiteral.decode(bytes(of: token)) }
}

extension SourceLocation {
    /// The place of a byte.
    init(of offset: Int, in source: [UInt8]) {
        self = SourceLocation(line: 1, column: 1).advanced(from: 0, to: offset, in: source)
    }

    /// Lines end as §2.1.2 says, columns count Unicode scalars.
    func advanced(from start: Int, to offset: Int, in source: [UInt8]) -> SourceLocation {
        var (line, column, index) = (line, column, start)
        let end = min(offset, source.count)
        while index < end {
            switch source[index] {
            case UInt8(ascii: "\r") where index + 1 < source.count && source[index + 1] == UInt8(ascii: "\n"): break
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (line, column) = (line + 1, 1)
            case let byte where byte & 0xC0 != 0x80: column += 1
            default: break
            }
            index += 1
        }
        return SourceLocation(line: line, column: column)
    }
}
