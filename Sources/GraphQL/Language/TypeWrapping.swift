/// The lists and non-nulls around a named type, such as `[…!]!`, in one integer.
///
/// The lowest bit is the outermost wrapper (1: non-null, 0: list), the highest set bit ends the sequence. So comparing,
/// unwrapping and storing a type never allocates.
package struct TypeWrapping: Hashable, Sendable {
    /// The most lists around one name: a list and its non-null need two of the 63 bits.
    static let maximumLists = 30

    private let bits: UInt64

    private init(bits: UInt64) { self.bits = bits }

    /// A bare named type.
    package static let named = TypeWrapping(bits: 1)

    package var isNamed: Bool { bits == 1 }
    package var isNonNull: Bool { bits & 1 == 1 && bits != 1 }
    package var isList: Bool { bits & 1 == 0 }

    /// This type inside a list; the caller bounds the number of lists.
    package var list: TypeWrapping { TypeWrapping(bits: bits << 1) }
    /// This type made non-null; a type that already is stays as it is.
    package var nonNull: TypeWrapping { isNonNull ? self : TypeWrapping(bits: bits << 1 | 1) }
    /// The type without its outermost wrapper; a bare name stays as it is.
    package var unwrapped: TypeWrapping { isNamed ? self : TypeWrapping(bits: bits >> 1) }
    /// The type without an outermost non-null.
    package var nullable: TypeWrapping { isNonNull ? unwrapped : self }

    /// The type in the language's notation around `name`.
    package func text(around name: String) -> String {
        if isNamed { return name }
        let inner = unwrapped.text(around: name)
        return isNonNull ? "\(inner)!" : "[\(inner)]"
    }
}
