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
    /// Rows that are read beside one row, since it leads to them: further ones have statements of their own.
    ///
    /// SQLite joins 64 tables at most; the types of an abstract row that stands for itself may need as many more as they are.
    package static let joins = 54
    /// Columns beside which no more rows are read: what the objects that have been begun still read has room behind them.
    package static let joiningColumns = 1000
    /// Columns of one statement: SQLite has 2,000 at most, and a cursor and a list's link follow.
    package static let columns = 1900
    /// Fields of one plan, each abstract selection counted for every type it can be: compiling them takes 50 ms at most.
    package static let planFields = 10_000
    /// Selections that are looked at for a plan, for each type that there can be: fields, with those that merge into one,
    /// and fragments, also those that do not apply; and values in the arguments of its fields.
    ///
    /// A plan keeps most of them.
    package static let collectedNodes = 100_000
    /// Terms of `@skip` and `@include` by a variable that a plan keeps, or that are compared to tell which occurrence of a
    /// field counts: each request evaluates them.
    package static let inclusionTerms = 20_000
    /// The largest cost of an operation, in nodes: some hundred milliseconds of work, foreseen before any of it is done.
    package static let cost: Int64 = 10_000
    /// Objects of introspection in one operation: the whole schema with all its types spelt out takes a fifth of it, while
    /// types that lead back to types could go on for ever.
    package static let introspectionObjects = 30_000
    /// Bytes of introspection in one operation: the whole schema with all that there is to say of it takes a quarter.
    package static let introspectionBytes = 4 << 20
    /// Bytes of one answer; a page of the widest rows is a tenth of it.
    package static let responseBytes = 16 << 20
    /// Steps of SQLite's machine in one request: about a second of work.
    package static let databaseSteps = 100_000_000
    /// Steps that an event loop takes for a request before it leaves it to a thread that has more time: some twenty
    /// milliseconds.
    package static let quickDatabaseSteps = databaseSteps / 50
    /// Nanoseconds after which a request is given up, however few steps it took.
    package static let requestTime: Int64 = 5_000_000_000
    /// Bytes of text in all mutations of one request: what is written can be searched, and all other writes wait for that.
    package static let writtenBytes = 256 << 10
    /// How long a mutation takes beside what it writes, and a request beside its mutations, in bytes of text: some tenth of
    /// a millisecond.
    package static let mutationLength = 1 << 10
    /// Steps in reading the answer to mutations, a tenth of that: all other writes wait for it.
    package static let databaseStepsOfWriter = databaseSteps / 10
    /// Errors that an answer lists; the others are counted in a last one.
    ///
    /// What ends the request or a mutation is listed even so.
    package static let executionErrors = 100
    /// Bytes of the errors listed: each has its whole path, and the client chooses how long the names in it are.
    package static let errorBytes = 1 << 20
    /// Statements that are explained: SQLite has to plan each of them once more, in some fifty microseconds.
    package static let explainedSteps = 100
    /// Items of a list that is an argument: each becomes a parameter of the SQL.
    package static let listedValues = 100
    /// Bytes of a text to search for: it is looked at letter by letter.
    package static let searchBytes = 1000
    /// Values in the JSON of a request, each object, list and what is in them: many times what its arguments may have.
    package static let requestValues = 10_000
    /// Bytes of texts that are bound for one request: every use of a variable is one more.
    package static let boundBytes = 4 << 20
    /// Objects and lists inside each other in variables.
    package static let variableDepth = 32
}
