/// A document that passed validation: nothing else can be planned or executed.
///
/// Only `validate` makes one.
package struct Valid<Wrapped: Sendable>: Sendable {
    package let value: Wrapped
    fileprivate init(_ value: Wrapped) { self.value = value }
}

/// Why a document was refused: at least one error, at most `ValidationLimits.errors`.
package struct ValidationErrors: Error, Equatable, Sendable {
    package let errors: [GraphQLError]
}

/// Checks a document against the bounds and then against every rule of §5.
///
/// - Parameter view: What error messages may mention; the rules themselves see the whole schema.
package func validate(
    _ document: Document, against schema: Schema, view: SchemaView, limits: ValidationLimits = .standard
) throws(ValidationErrors) -> Valid<Document> {
    var context = ValidationContext(document, schema, view, limits)
    checkLimits(&context)
    guard context.errors.isEmpty else { throw ValidationErrors(errors: context.errors) }
    context.layOnSchema()
    for rule in specifiedRules where !context.isFull { rule.check(&context) }
    guard context.errors.isEmpty else { throw ValidationErrors(errors: context.errors) }
    return Valid(document)
}
