/// The entity tags that a client names: `If-None-Match` and `If-Match` of RFC 9110 §13.1.
package struct EntityTagList {
    /// Whether it is `*`: any answer that there is will do.
    package private(set) var isAny = false
    /// What stands between the quotation marks, and whether the tag is weak.
    private var tags: [(text: UnsafeRawBufferPointer, isWeak: Bool)] = []

    init() {}

    /// Whether the list has the tag, weak or not: §8.8.3.2's weak comparison.
    package func contains(_ tag: String) -> Bool { tags.contains { $0.text.elementsEqual(tag.utf8) } }

    /// Whether the list has the tag, and not as a weak one: §8.8.3.2's strong comparison.
    package func containsStrong(_ tag: String) -> Bool {
        tags.contains { !$0.isWeak && $0.text.elementsEqual(tag.utf8) }
    }

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
            let isWeak = element.starts(with: "W/".utf8)
            var tag = element[in: (isWeak ? 2 : 0)..<element.count]
            guard tag.first == UInt8(ascii: "\"") else { return }
            tag = tag[in: 1..<tag.count]
            guard let end = tag.index(of: UInt8(ascii: "\"")) else { return }
            tags.append((tag[in: 0..<end], isWeak))
            rest = tag[in: end + 1..<tag.count].trimmed
            guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return }
        }
    }
}

extension Request {
    package var ifNoneMatch: EntityTagList { tags("if-none-match") }

    /// Nil if there is no such field: only one that is there can fail.
    package var ifMatch: EntityTagList? { count(of: "if-match") > 0 ? tags("if-match") : nil }

    private func tags(_ name: StaticString) -> EntityTagList {
        var list = EntityTagList()
        forEachHeader(name) { list.append($0) }
        return list
    }
}
