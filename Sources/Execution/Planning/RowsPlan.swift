import GraphQL
import SQLite

/// How the rows of one list position are found and what is written for each.
struct RowsPlan: Sendable {
    let select: Select
    /// The column of the parent's row that the items are linked to, or −1 at the root.
    let parentColumn: Int32
    /// What the caller must hold.
    let gate: Gate?
    /// The arguments that narrow the rows, with what they do.
    let conditions: [(argument: ArgumentPlan, make: ArgumentCondition)]
    /// Whether an argument that is null is passed on as one; elsewhere null asks for nothing.
    var takesNulls = false
    /// The arguments of a look-up, of which exactly one has to be given.
    var lookup: [String] = []
    let extent: RowsExtent
    let orders: Orders
    /// The unique column that ends every order.
    let tieBreak: String

    /// Nil for a list that is not paged.
    var page: PagePlan? { if case .page(let page) = extent { page } else { nil } }
}

/// How many of a list position's rows are read.
enum RowsExtent: Sendable {
    /// The only one that there can be: no order is needed.
    case one
    case page(PagePlan)
    /// As many as the argument says, or a standard page where it is not given.
    case asked(ArgumentPlan?)
    /// All; one more than that is an error. Nil where lists are not counted.
    case all(atMost: Int64?)
}

/// The arguments of a connection, and what its selection needs to know of the page.
final class PagePlan: Sendable {
    let first: ArgumentPlan?
    let after: ArgumentPlan?
    let last: ArgumentPlan?
    let before: ArgumentPlan?
    let orderBy: ArgumentPlan?
    /// Whether a cursor of any row is written.
    let needsCursors: Bool
    /// Whether it matters that there is one row more than the page holds.
    let needsNextPage: Bool
    /// SQL of the groupings that were asked for.
    let groupings: [Grouping]

    init(
        _ argument: (String) -> ArgumentPlan?, needsCursors: Bool, needsNextPage: Bool, groupings: [Grouping]
    ) {
        first = argument("first")
        after = argument("after")
        last = argument("last")
        before = argument("before")
        orderBy = argument("orderBy")
        self.needsCursors = needsCursors
        self.needsNextPage = needsNextPage
        self.groupings = groupings
    }
}

/// One column of a resolved order.
struct OrderTerm: Sendable, Equatable {
    let column: String
    let kind: Orders.Term.Kind
    let isDescending: Bool
}

/// What makes the SQL of one list position differ from request to request.
struct Shape: Sendable, Equatable {
    var conditions = ""
    /// The client's order, or empty for the list's own.
    var order: [OrderTerm] = []
    var isReversed = false
    var hasAfter = false
    var hasBefore = false
}
