/// The distinct names of a text, numbered in order of first appearance.
///
/// Two names are the same exactly when their symbols are, so whatever comes after the lexer compares and indexes by
/// integers. Names stay slices of the text; no `String` is made.
package struct SymbolTable: Sendable {
    private struct Entry {
        let hash: UInt64
        let text: Text
    }

    /// Starts every hash at a value that differs per process, so that clients cannot choose names that collide.
    private static let processSeed = UInt64(truncatingIfNeeded: Hasher().finalize())

    /// The hash of an empty name; copied out of the static, which costs a check at each access.
    let seed = Self.processSeed
    private var entries: [Entry] = {
        var entries: [Entry] = []
        entries.reserveCapacity(32)
        return entries
    }()
    /// Open addressing with linear probing: symbols, or -1; the length is a power of two.
    private var slots = [Int32](repeating: -1, count: 64)

    package init() {}

    package var count: Int { entries.count }

    /// Bytes of the table.
    var weight: Int { entries.count * MemoryLayout<Entry>.stride + slots.count * MemoryLayout<Int32>.stride }

    /// The hash of a name that continues with `byte`: FNV-1a in 64 bits.
    static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    func hash(of bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(seed, Self.hash) }

    func text(of symbol: Int32) -> Text { entries[Int(symbol)].text }

    func hash(of symbol: Int32) -> UInt64 { entries[Int(symbol)].hash }

    /// The symbol of `text`, a new one if the name has not been seen.
    mutating func intern(_ text: Text, hash: UInt64, in source: [UInt8]) -> Int32 {
        var slot = home(of: hash)
        while slots[slot] >= 0 {
            if matches(slots[slot], hash, text, in: source, ownSource: source) { return slots[slot] }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        let symbol = Int32(truncatingIfNeeded: entries.count)
        entries.append(Entry(hash: hash, text: text))
        slots[slot] = symbol
        if entries.count &* 2 > slots.count { grow() }
        return symbol
    }

    /// The symbol of a name that stands in another text, or nil if this table does not know it.
    ///
    /// - Parameter ownSource: The text this table's names stand in.
    func find(_ text: Text, hash: UInt64, in source: [UInt8], ownSource: [UInt8]) -> Int32? {
        var slot = home(of: hash)
        while slots[slot] >= 0 {
            if matches(slots[slot], hash, text, in: source, ownSource: ownSource) { return slots[slot] }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return nil
    }

    /// The symbol of a name, or nil if this table does not know it.
    func find(_ name: String, ownSource: [UInt8]) -> Int32? {
        let bytes = Array(name.utf8)
        let text = Text(offset: 0, length: Int32(truncatingIfNeeded: bytes.count))
        return find(text, hash: hash(of: bytes), in: bytes, ownSource: ownSource)
    }

    private func home(of hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count &- 1)
    }

    private func matches(
        _ symbol: Int32, _ hash: UInt64, _ text: Text, in source: [UInt8], ownSource: [UInt8]
    ) -> Bool {
        let entry = entries[Int(symbol)]
        guard entry.hash == hash, entry.text.length == text.length else { return false }
        let (own, other) = (Int(entry.text.offset), Int(text.offset))
        for index in 0..<Int(text.length) where ownSource[own &+ index] != source[other &+ index] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (symbol, entry) in entries.enumerated() {
            var slot = home(of: entry.hash)
            while slots[slot] >= 0 { slot = (slot &+ 1) & (slots.count &- 1) }
            slots[slot] = Int32(truncatingIfNeeded: symbol)
        }
    }
}
