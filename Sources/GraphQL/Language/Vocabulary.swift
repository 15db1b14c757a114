/// Names that are numbered before a document is read: those of a schema.
///
/// A class, so that a document tells by one comparison whether it was parsed with them.
package final class Vocabulary: Sendable {
    private let names: NameList

    init(_ names: NameList) { self.names = names }

    package var count: Int { names.count }

    /// The symbol of a name; nil if it is not one of them.
    package func symbol(of name: String) -> Int32? { names.table.find(name, ownSource: names.bytes) }

    /// The symbol here of a name in another text, or -1.
    func symbol(of symbol: Int32, in table: SymbolTable, _ source: [UInt8]) -> Int32 {
        names.table.find(
            table.text(of: symbol), hash: table.hash(of: symbol), in: source, ownSource: names.bytes) ?? -1
    }

    /// The same for each name of the table.
    func symbols(of table: SymbolTable, in source: [UInt8]) -> [Int32] {
        (0..<Int32(truncatingIfNeeded: table.count)).map { symbol(of: $0, in: table, source) }
    }
}

/// A symbol table with a text of its own, to which names are added one by one.
struct NameList: Sendable {
    fileprivate var table = SymbolTable()
    fileprivate var bytes: [UInt8] = []

    var count: Int { table.count }

    mutating func intern(_ name: String) -> Int32 {
        let text = Text(
            offset: Int32(truncatingIfNeeded: bytes.count), length: Int32(truncatingIfNeeded: name.utf8.count))
        bytes.append(contentsOf: name.utf8)
        return table.intern(text, hash: table.hash(of: name.utf8), in: bytes)
    }
}
