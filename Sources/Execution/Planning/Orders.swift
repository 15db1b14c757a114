/// The orders that a list offers.
package struct Orders: Sendable {
    /// One column to order by; it must not be null, or rows would be lost between pages.
    package struct Term: Sendable {
        package enum Kind: Sendable { case integer, text }
        package let column: SQLExpression
        package let kind: Kind

        package init(_ column: SQLExpression, _ kind: Kind) {
            self.column = column
            self.kind = kind
        }
    }

    /// By the name of the `XOrderField` value.
    package let fields: [String: Term]
    /// The field that rows are ordered by when the client asks for no order; nil for the tie-break alone.
    package let standard: String?
    /// Whether the standard order, or the tie-break alone, is descending.
    package let newestFirst: Bool
    /// What ends every order: unique and not null.
    ///
    /// The type's key by default.
    package let tieBreak: SQLExpression?

    package init(
        fields: [String: Term] = [:], standard: String? = nil, newestFirst: Bool = false,
        tieBreak: SQLExpression? = nil
    ) {
        self.fields = fields
        self.standard = standard
        self.newestFirst = newestFirst
        self.tieBreak = tieBreak
    }
}
