/// What an object type is made from.
package final class ObjectSource: Sendable {
    /// Nil for a root type, and for an object that is only ever a part of another's row.
    package let rows: RowSource?
    package let fields: [String: FieldSource]
    package let supertype: Supertype?

    /// Rows with the same keys that answer some of the fields; they are read instead where nothing else is asked for.
    package struct Supertype: Sendable {
        let rows: RowSource
        let fields: [String: FieldSource]

        package init(rows: RowSource, fields: [String: FieldSource]) {
            self.rows = rows
            self.fields = fields
        }
    }

    package init(rows: RowSource?, fields: [String: FieldSource], supertype: Supertype? = nil) {
        self.rows = rows
        self.fields = fields
        self.supertype = supertype
    }
}

/// What an interface or union is made from: a supertype's rows, each of which says which object type it is.
package final class AbstractSource: Sendable {
    package struct Member: Sendable {
        /// The discriminator's value for this type.
        package let value: String
        package let typeName: String
        /// The key of the member's own row, read from the supertype's row; nil when that row is the member's own.
        package let key: SQLExpression?

        package init(_ value: String, _ typeName: String, key: SQLExpression?) {
            self.value = value
            self.typeName = typeName
            self.key = key
        }
    }

    package let rows: RowSource
    package let discriminator: SQLExpression
    package let members: [Member]
    /// Fields that the supertype's row answers itself, so that no member's table is joined for them.
    package let shared: [String: FieldSource]

    package init(
        rows: RowSource, discriminator: SQLExpression, members: [Member], shared: [String: FieldSource]
    ) {
        self.rows = rows
        self.discriminator = discriminator
        self.members = members
        self.shared = shared
    }
}
