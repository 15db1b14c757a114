/// How a list field finds its rows.
package final class ListSource: Sendable {
    /// The type of an item: an object or abstract type, unless `item` says what it is.
    package let type: String
    /// What an item is that is no object: a value of its row, or another list.
    package let item: FieldSource?
    /// Which items belong to the parent's row; nil at the root, and for a list that is the same for every parent.
    package let link: Link?
    /// A condition on every item, besides its visibility.
    package let condition: SQLExpression?
    /// The rows that the role may see, where that is less work to say than for any row of the type.
    package let visibility: SQLExpression?
    /// How arguments narrow the items, by name; `first`, `after`, `last`, `before` and `orderBy` are the engine's.
    package let arguments: [String: ArgumentCondition]
    /// Whether an argument that is null is passed on as one; elsewhere null asks for nothing.
    package let takesNulls: Bool
    /// What the argument `filter` understands, for the check at start.
    package let filters: [String]
    /// How the items may be ordered.
    package let orders: Orders
    /// Values of the connection's own fields besides the page, such as `summary`: a list over the same conditions.
    package let groupings: [String: Grouping]
    /// What the caller must hold to ask for the list at all.
    package let gate: Gate?
    /// The most items that there can be, whatever is stored, for the check at start; nil if nothing sees to it.
    package let bound: Int?

    package init(
        type: String, item: FieldSource? = nil, link: Link? = nil, condition: SQLExpression? = nil,
        visibility: SQLExpression? = nil, arguments: [String: ArgumentCondition] = [:],
        takesNulls: Bool = false, filters: [String] = [], orders: Orders = Orders(),
        groupings: [String: Grouping] = [:],
        gate: Gate? = nil, bound: Int? = nil
    ) {
        self.type = type
        self.item = item
        self.link = link
        self.condition = condition
        self.visibility = visibility
        self.arguments = arguments
        self.takesNulls = takesNulls
        self.filters = filters
        self.orders = orders
        self.groupings = groupings
        self.gate = gate
        self.bound = bound
    }
}

/// Which rows belong to another row.
package struct Link: Sendable {
    /// The condition on an item.
    package let condition: SQLExpression
    /// The value of the parent's row that items refer to.
    package let parent: SQLExpression

    /// - Parameter condition: `parent` is the parameter that holds the parent's value.
    package init(
        parent: SQLExpression, condition: @escaping @Sendable (_ row: String, _ parent: String) -> String
    ) {
        self.condition = SQLExpression { condition($0, "?\(Select.parentParameter)") }
        self.parent = parent
    }

    /// The usual link: `item` of an item holds `parent` of the parent's row.
    package init(item: SQLExpression, parent: SQLExpression) {
        self.init(parent: parent) { row, value in "\(item(row)) = \(value)" }
    }
}

/// Rights that a caller must hold, all of them, before a field is looked at.
package struct Gate: Sendable {
    /// Bits of `RequestContext.rights`.
    package let rights: Int64
    package let refusal: FieldRefusal

    package init(rights: Int64, refusal: FieldRefusal) {
        self.rights = rights
        self.refusal = refusal
    }
}

/// Counts of a connection's rows by a column, over its whole filter and not only its page.
package struct Grouping: Sendable {
    package let key: SQLExpression
    /// What is summed up beside the count, scaled by 10⁴.
    package let total: SQLExpression?
    /// What the total is counted in: rows of different units have no total.
    package let unit: SQLExpression?

    package init(key: SQLExpression, total: SQLExpression? = nil, unit: SQLExpression? = nil) {
        self.key = key
        self.total = total
        self.unit = unit
    }
}
