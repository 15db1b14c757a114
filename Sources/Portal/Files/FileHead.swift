/// How files begin.
extension Span<UInt8> {
    func has(_ bytes: some Collection<UInt8>, at offset: Int = 0) -> Bool {
        guard count >= offset + bytes.count else { return false }
        var index = offset
        for byte in bytes {
            guard self[index] == byte else { return false }
            index += 1
        }
        return true
    }

    func has(_ text: StaticString, at offset: Int = 0) -> Bool { has("\(text)".utf8, at: offset) }

    // MARK: Packages

    /// A ZIP archive whose first entry is the file `mimetype`, as it is, with that content (OpenDocument 1.3, part 2, §3.3).
    func isOpenDocument(_ mediaType: String) -> Bool {
        let isStored = has([0, 0], at: 8)
        let hasNothingElse = has([8, 0, 0, 0], at: 26)
        return has(Self.zip) && isStored && hasNothingElse && has("mimetype", at: 30)
            && has(mediaType.utf8, at: 38) && !has([UInt8(ascii: "-")], at: 38 + mediaType.utf8.count)
    }

    /// A ZIP archive whose first entry is one of those that Office's packages have (ECMA-376, part 2).
    var isOfficePackage: Bool {
        let entries: [StaticString] = ["[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/"]
        return has(Self.zip) && entries.contains { has($0, at: 30) }
    }

    /// The signature of a local file header; the name of the entry is 30 bytes behind it.
    private static var zip: [UInt8] { [0x50, 0x4B, 0x03, 0x04] }

    // MARK: Text

    /// Text in UTF-8 that is not known to be anything else: no markup, no script, no page description.
    var isPlainText: Bool {
        let start = has([0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard start < count else { return false }
        var first = start
        while first < count, isBlank(self[first]) { first += 1 }
        guard first == count || self[first] != UInt8(ascii: "<") else { return false }
        let others: [StaticString] = ["#!", "%!", "%PDF-", "{\\rtf"]
        guard !others.contains(where: { has($0, at: first) }) else { return false }
        let bytes = (start..<count).map { self[$0] }
        return bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || isBlank($0) || $0 == Self.escape }
            && String(validating: bytes.dropLast(isCut ? bytes.cutTail : 0), as: UTF8.self) != nil
    }

    /// Whether the file goes on behind these bytes, for all that is known.
    private var isCut: Bool { count >= FileType.headLength }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Begins the colours of terminals, which logs have.
    private static var escape: UInt8 { 0x1B }
}

extension [UInt8] {
    /// How many bytes at the end may be the beginning of a character that goes on behind them.
    fileprivate var cutTail: Int {
        let continuations = reversed().prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
        guard count > continuations else { return continuations }
        return self[count - continuations - 1] >= 0xC0 ? continuations + 1 : 0
    }
}
