/// Every bound of execution, with its unit and reason.
///
/// Those of documents are `SyntaxLimits` and `ValidationLimits`.
package enum Limits {
    /// The largest `first`, `last` or number of `ids`, in rows: one answer stays small enough to be made in milliseconds.
    package static let pageSize = 100
    /// Rows of a page that asks for no size.
    package static let standardPageSize: Int64 = 20
    /// Columns of one order: more than four decide nothing, and each makes another shape of the SQL.
    package static let orderTerms = 4
    /// Objects and lists inside each other in variables.
    package static let variableDepth = 32
}
