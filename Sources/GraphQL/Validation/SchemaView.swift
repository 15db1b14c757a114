/// The part of a schema that one caller may see.
///
/// Introspection lists only that, and error messages suggest only that. It does not decide what may be executed.
package struct SchemaView: Sendable {
    package let schema: Schema
    /// By `Element.index`.
    private let isVisible: [Bool]

    /// Everything.
    package init(of schema: Schema) {
        self.schema = schema
        isVisible = [Bool](repeating: true, count: schema.elementCount)
    }

    /// - Parameter mayShow: Asked once for every element; introspection's own types are always shown.
    package init(of schema: Schema, mayShow: (SchemaCoordinate) -> Bool) {
        self.schema = schema
        isVisible = VisibleElements(of: schema, mayShow: mayShow).isVisible
    }

    package func shows(_ element: Element) -> Bool { isVisible[element.index] }
    package func shows(_ type: TypeID) -> Bool { isVisible[type.index] }
}
