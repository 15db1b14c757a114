/// Where one field's value comes from.
///
/// Indirect, so that it is one pointer to whoever hands it on.
package indirect enum FieldSource: Sendable {
    /// A value of the row, written as the field's scalar or enum says.
    case value(SQLExpression)
    /// The `id` of the row of `type` that the expression names.
    case identifier(of: IdentifierPrefix, SQLExpression)
    /// The `id` of a row whose type the row itself tells: `type` gives the type's name.
    case identifierOfAny(type: SQLExpression, SQLExpression)
    /// A list of ids: the text names the rows as `Type:row`, with a space between two.
    case identifiers(SQLExpression)
    /// JSON text that is written as it is: a list of scalars, or the scalar `JSON`.
    case json(SQLExpression)
    /// An object made from columns of the same row; null when `present` is.
    case part(type: String, present: SQLExpression?)
    /// The one row of `type` that `key` names; a null key, or a row outside the role's visibility, is a null field.
    ///
    /// `visibility` is said where it is less than for any row of the type: because this row is seen.
    case one(type: String, key: SQLExpression, visibility: SQLExpression? = nil)
    /// Rows of another type, all at once.
    case list(ListSource)
    /// Rows of another type, a page at a time.
    case connection(ListSource)
    /// The first row of a list, or null: a look-up by arguments.
    case first(ListSource)
    /// The one row that is made from the arguments: unlike a look-up it takes all of them.
    case row(ListSource)
    /// What another source gives, where the row holds nothing against it: an error where `failure` is a text, null where
    /// `present` is null.
    case guarded(failure: SQLExpression, present: SQLExpression, FieldSource)
    /// The names of the fields of `type` that the role may not read.
    case deniedFields(type: String)
    /// The node that the argument `id` names, whatever its type.
    case node
    /// The nodes that the argument `ids` names, in its order.
    case nodes
    /// `__schema`, `__type` and `__typename` are the engine's own; this is a mutation's payload.
    case mutation(payload: String)
}

extension FieldSource {
    package static func identifier(type: String, _ expression: SQLExpression) -> FieldSource {
        .identifier(of: IdentifierPrefix(type), expression)
    }
}

/// With what the ids of a type begin: its name and a colon, in base64url as far as whole groups of three bytes go.
package final class IdentifierPrefix: Sendable {
    let encoded: [UInt8]
    /// What is encoded together with each row.
    let rest: [UInt8]

    package init(_ typeName: String) {
        let prefix = Array("\(typeName):".utf8)
        let whole = prefix.count / 3 * 3
        encoded = Base64URL.encode(prefix[..<whole])
        rest = Array(prefix[whole...])
    }
}
