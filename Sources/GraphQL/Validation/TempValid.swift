/// TEMP
package struct Valid<Wrapped: Sendable>: Sendable { package let wrapped: Wrapped; package init(t: Wrapped) { wrapped = t } }
package struct SchemaView: Sendable { package let schema: Schema; package init(_ s: Schema) { schema = s } }
