/// A type's number in its schema: dense from 0, so that sets and tables of types are arrays.
package struct TypeID: Hashable, Sendable {
    package let index: Int
}

/// A named type, and what is wrapped around it.
///
/// <https://spec.graphql.org/September2025/#sec-Wrapping-Types>
package struct TypeReference: Hashable, Sendable {
    /// The innermost type.
    package let named: TypeID
    package let wrapping: TypeWrapping

    package init(_ named: TypeID, _ wrapping: TypeWrapping = .named) {
        self.named = named
        self.wrapping = wrapping
    }

    package var isNonNull: Bool { wrapping.isNonNull }
    package var isList: Bool { wrapping.isList }
    /// The type without an outermost non-null.
    package var nullable: TypeReference { TypeReference(named, wrapping.nullable) }
    package var nonNull: TypeReference { TypeReference(named, wrapping.nonNull) }
    /// Of a list or a non-null type: what it wraps.
    package var unwrapped: TypeReference { TypeReference(named, wrapping.unwrapped) }
    /// The items' type of a list, whether or not the list itself is non-null; nil for other types.
    package var item: TypeReference? { nullable.isList ? nullable.unwrapped : nil }
}

/// A set of types as bits.
package struct TypeSet: Hashable, Sendable {
    /// From the first word that has a member to the last: most sets of a schema hold a single type.
    private var words: [UInt64] = []
    /// Which word of all types `words` begins with.
    private var start = 0

    package func contains(_ type: TypeID) -> Bool {
        let index = type.index / 64 - start
        return words.indices.contains(index) && words[index] & 1 << UInt64(type.index % 64) != 0
    }

    mutating func insert(_ type: TypeID) {
        let word = type.index / 64
        if words.isEmpty { start = word }
        if word < start {
            words.insert(contentsOf: repeatElement(0, count: start - word), at: 0)
            start = word
        }
        let missing = word - start + 1 - words.count
        if missing > 0 { words.append(contentsOf: repeatElement(0, count: missing)) }
        words[word - start] |= 1 << UInt64(type.index % 64)
    }

    /// Tells whether any type is in both sets.
    package func overlaps(_ other: TypeSet) -> Bool {
        let first = max(start, other.start)
        let end = min(start + words.count, other.start + other.words.count)
        return first < end && (first..<end).contains { words[$0 - start] & other.words[$0 - other.start] != 0 }
    }

    /// The members in order of their numbers.
    package var members: [TypeID] {
        words.indices.flatMap { index in
            (0..<64).lazy.filter { words[index] & 1 << UInt64($0) != 0 }.map {
                TypeID(index: (start + index) * 64 + $0)
            }
        }
    }
}
