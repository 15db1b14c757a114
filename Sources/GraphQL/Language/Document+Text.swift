extension Document {
    package func text(of name: Name) -> String { String(decoding: bytes(of: name), as: UTF8.self) }

    package func bytes(of name: Name) -> ArraySlice<UInt8> { bytes(of: symbols.text(of: name.symbol)) }

    /// The source of a slice, such as a number's digits.
    package func text(of text: Text) -> String { String(decoding: bytes(of: text), as: UTF8.self) }

    func bytes(of text: Text) -> ArraySlice<UInt8> {
        source[Int(text.offset)..<Int(text.offset) &+ Int(text.length)]
    }

    package func location(of node: some Node) -> SourceLocation { SourceLocation(of: Int(node.offset), in: source) }

    /// The characters that a string token means.
    package func string(_ token: Text) -> String { StringLiteral.decode(bytes(of: token)) }

    /// The value in canonical notation, as messages quote it.
    package func printed(_ value: Value) -> String {
        switch value.content {
        case .variable(let name): "$\(text(of: name))"
        case .int(let number), .float(let number): text(of: number)
        case .string(let token): StringLiteral.printed(string(token))
        case .boolean(let boolean): boolean ? "true" : "false"
        case .null: "null"
        case .enumeration(let name): text(of: name)
        case .list(let items): "[\(self[items].map(printed).joined(separator: ", "))]"
        case .object(let fields) where fields.isEmpty: "{}"
        case .object(let fields):
            "{ "
                + self[fields].map { "\(text(of: $0.name)): \(printed($0.value))" }.joined(separator: ", ")
                + " }"
        }
    }

    /// The type in the language's notation.
    package func printed(_ type: TypeNode) -> String { type.wrapping.text(around: text(of: type.name)) }
}

extension SourceLocation {
    /// The place of a byte: lines end as §2.1.2 says, columns count Unicode scalars.
    init(of offset: Int, in source: [UInt8]) {
        var (line, column, index) = (1, 1, 0)
        let end = min(offset, source.count)
        while index < end {
            switch source[index] {
            case UInt8(ascii: "\r") where index + 1 < source.count && source[index + 1] == UInt8(ascii: "\n"): break
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (line, column) = (line + 1, 1)
            // The byte order mark is ignored, not a column.
            case 0xEF where index == 0 && source.starts(with: [0xEF, 0xBB, 0xBF]): index += 2
            case let byte where byte & 0xC0 != 0x80: column += 1
            default: break
            }
            index += 1
        }
        self.init(line: line, column: column)
    }
}
