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
    private var words: [UInt64]

    init(capacity: Int) { words = [UInt64](repeating: 0, count: (capacity + 63) / 64) }

    package func contains(_ type: TypeID) -> Bool { words[type.index / 64] & 1 << UInt64(type.index % 64) != 0 }

    mutating func insert(_ type: TypeID) { words[type.index / 64] |= 1 << UInt64(type.index % 64) }

    /// Tells whether any type is in both sets.
    package func overlaps(_ other: TypeSet) -> Bool { zip(words, other.words).contains { $0 & $1 != 0 } }

    /// The members in order of their numbers.
    package var members: [TypeID] {
        (0..<words.count * 64).map(TypeID.init).filter(contains)
    }
}
