/// An input value as written.
///
/// <https://spec.graphql.org/September2025/#sec-Input-Values>
package struct Value: Sendable, Node {
    package enum Content: Sendable {
        case variable(Name)
        case int(Text)
        case float(Text)
        /// The token with its quotation marks; `document.string(_:)` decodes it.
        case string(Text)
        case boolean(Bool)
        case null
        case enumeration(Name)
        case list(Nodes<Value>)
        case object(Nodes<ObjectField>)
    }

    package let offset: Int32
    package let content: Content
}

package struct ObjectField: Sendable, Node {
    package let name: Name
    package let value: Value
    package var offset: Int32 { name.offset }
}
