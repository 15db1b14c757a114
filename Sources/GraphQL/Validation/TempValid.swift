/// TEMP
package struct Valid<Wrapped: Sendable>: Sendable { package let value: Wrapped; package init(t: Wrapped) { value = t } }
package struct ValidationErrors: Error, Equatable, Sendable { package let errors: [GraphQLError] }
package struct SchemaView: Sendable { package let schema: Schema; package init(of s: Schema, mayShow: (SchemaCoordinate) -> Bool) { schema = s } }
package func validate(_ document: Document, against schema: Schema, view: SchemaView) throws(ValidationErrors) -> Valid<Document> { Valid(t: document) }
