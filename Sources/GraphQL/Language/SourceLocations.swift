/// Where the nodes of a document begin, for when many are asked for: the source is read once.
package struct SourceLocations {
    private let source: [UInt8]
    /// The place of the first byte, and of each that is `interval` bytes on.
    private var known = [SourceLocation(line: 1, column: 1)]

    private static let interval = 1024

    package init(_ document: Document) {
        source = document.source
        while known.count * Self.interval < source.count {
            let last = known.count - 1
            known.append(
                known[last].advanced(from: last * Self.interval, to: known.count * Self.interval, in: source))
        }
    }

    package func location(of node: some Node) -> SourceLocation { self[node.offset] }

    /// The place of a byte.
    subscript(offset: Int32) -> SourceLocation {
        let index = min(Int(offset) / Self.interval, known.count - 1)
        return known[index].advanced(from: index * Self.interval, to: Int(offset), in: source)
    }
}
