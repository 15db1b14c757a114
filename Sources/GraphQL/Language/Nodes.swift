/// A slice of the document's source, in bytes.
package struct Text: Hashable, Sendable {
    package let offset: Int32
    package let length: Int32
}

/// A name: its place, and the symbol that names with the same bytes share.
package struct Name: Hashable, Sendable, Node {
    package let offset: Int32
    /// Equal in two names of one document exactly when their texts are.
    package let symbol: Int32
}

/// A run of neighbours in one of the document's arrays; `document[nodes]` reads them.
package struct Nodes<Element>: Hashable, Sendable {
    package let first: Int32
    package let count: Int32

    package var isEmpty: Bool { count == 0 }
    package static var none: Nodes { Nodes(first: 0, count: 0) }

    var range: Range<Int> { Int(first)..<Int(first) &+ Int(count) }
}

/// Whatever has a place in the source that an error can point at.
package protocol Node: Sendable {
    /// The byte offset of the node's first token.
    var offset: Int32 { get }
}

/// A type as written: its name and what is wrapped around it.
package struct TypeNode: Sendable, Node {
    package let offset: Int32
    package let name: Name
    package let wrapping: TypeWrapping
}

package struct Argument: Sendable, Node {
    package let name: Name
    package let value: Value
    package var offset: Int32 { name.offset }
}

package struct Directive: Sendable, Node {
    /// Of the `@`.
    package let offset: Int32
    package let name: Name
    package let arguments: Nodes<Argument>
}
