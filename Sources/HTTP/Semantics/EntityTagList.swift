/// The entity tags that a client has: `If-None-Match` of RFC 9110 §13.1.2.
package struct EntityTagList {
    /// Whether it is `*`: any answer that there is will do.
    package private(set) var isAny = false
    /// What stands between the quotation marks.
    private var tags: [UnsafeRawBufferPointer] = []

    init() {}

    /// Whether the list has the tag, weak or not: §8.8.3.2's weak comparison.
    package func contains(_ tag: String) -> Bool { tags.contains { $0.elementsEqual(tag.utf8) } }

    /// Takes one field line; of one that is malformed only what stands before the mistake.
    mutating func append(_ value: UnsafeRawBufferPointer) {
        if value.equals("*") {
            isAny = true
            return
        }
        var rest = value
        while !rest.isEmpty {
            let element = rest.trimmed
            guard !element.starts(with: ",".utf8) else {
                rest = element[in: 1..<element.count]
                continue
            }
            var tag = element[in: (element.starts(with: "W/".utf8) ? 2 : 0)..<element.count]
            guard tag.first == UInt8(ascii: "\"") else { return }
            tag = tag[in: 1..<tag.count]
            guard let end = tag.index(of: UInt8(ascii: "\"")) else { return }
            tags.append(tag[in: 0..<end])
            rest = tag[in: end + 1..<tag.count].trimmed
            guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return }
        }
    }
}

extension Request {
    package var ifNoneMatch: EntityTagList {
        var list = EntityTagList()
        forEachHeader("if-none-match") { list.append($0) }
        return list
    }
}
