package import GraphQL
package import SQLite

/// SQL that reads something of the row called `row` in its statement.
package typealias SQLExpression = @Sendable (_ row: String) -> String

/// The rows behind an object or abstract type, as one role sees them.
package struct RowSource: Sendable {
    /// What stands after `FROM`: a table's name, or a derived table in parentheses.
    package let table: String
    /// The column whose value names a row.
    package let key: SQLExpression
    /// The rows that exist for the role; ANDed to every `SELECT` and every join.
    package let visibility: SQLExpression

    package init(table: String, key: @escaping SQLExpression, visibility: @escaping SQLExpression) {
        self.table = table
        self.key = key
        self.visibility = visibility
    }
}

/// What an object type is made from.
package struct ObjectSource: Sendable {
    /// Nil for a root type, and for an object that is only ever a part of another's row.
    package let rows: RowSource?
    package let fields: [String: FieldSource]

    package init(rows: RowSource?, fields: [String: FieldSource]) {
        self.rows = rows
        self.fields = fields
    }
}

/// What an interface or union is made from: a supertype's rows, each of which says which object type it is.
package struct AbstractSource: Sendable {
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
        rows: RowSource, discriminator: @escaping SQLExpression, members: [Member], shared: [String: FieldSource]
    ) {
        self.rows = rows
        self.discriminator = discriminator
        self.members = members
        self.shared = shared
    }
}

/// Where one field's value comes from.
package enum FieldSource: Sendable {
    /// A value of the row, written as the field's scalar or enum says.
    case value(SQLExpression)
    /// The `id` of the row of `type` that the expression names.
    case identifier(type: String, SQLExpression)
    /// The `id` of a row whose type the row itself tells: `type` gives the type's name.
    case identifierOfAny(type: SQLExpression, SQLExpression)
    /// A list of ids: the text names the rows as `Type:row`, with a space between two.
    case identifiers(SQLExpression)
    /// JSON text that is written as it is: a list of scalars, or the scalar `JSON`.
    case json(SQLExpression)
    /// An object made from columns of the same row; null when `present` is.
    case part(type: String, present: SQLExpression?)
    /// The one row of `type` that `key` names; a null key, or a row outside the role's visibility, is a null field.
    case one(type: String, key: SQLExpression)
    /// Rows of another type, all at once.
    case list(ListSource)
    /// Rows of another type, a page at a time.
    case connection(ListSource)
    /// The first row of a list, or null: a look-up by arguments.
    case first(ListSource)
    /// The one row that is made from the arguments: unlike a look-up it takes all of them.
    case row(ListSource)
    /// The names of the fields of `type` that the role may not read.
    case deniedFields(type: String)
    /// The node that the argument `id` names, whatever its type.
    case node
    /// The nodes that the argument `ids` names, in its order.
    case nodes
    /// `__schema`, `__type` and `__typename` are the engine's own; this is a mutation's payload.
    case mutation(payload: String)
}

/// How a list field finds its rows.
package struct ListSource: Sendable {
    /// The type of an item: an object or abstract type.
    package let type: String
    /// Which items belong to the parent's row; nil at the root, and for a list that is the same for every parent.
    package let link: Link?
    /// A condition on every item, besides its visibility.
    package let condition: SQLExpression?
    /// The rows that the role may see, where that is less work to say than for any row of the type.
    package let visibility: SQLExpression?
    /// How arguments narrow the items, by name; `first`, `after`, `last`, `before` and `orderBy` are the engine's.
    package let arguments: [String: ArgumentCondition]
    /// What the argument `filter` understands, for the check at start.
    package let filters: [String]
    /// How the items may be ordered.
    package let orders: Orders
    /// Values of the connection's own fields besides the page, such as `summary`: a list over the same conditions.
    package let groupings: [String: Grouping]
    /// What the caller must hold to ask for the list at all.
    package let gate: Gate?

    package init(
        type: String, link: Link? = nil, condition: SQLExpression? = nil,
        visibility: SQLExpression? = nil, arguments: [String: ArgumentCondition] = [:],
        filters: [String] = [], orders: Orders = Orders(),
        groupings: [String: Grouping] = [:],
        gate: Gate? = nil
    ) {
        self.type = type
        self.link = link
        self.condition = condition
        self.visibility = visibility
        self.arguments = arguments
        self.filters = filters
        self.orders = orders
        self.groupings = groupings
        self.gate = gate
    }
}

/// Which rows belong to another row.
package struct Link: Sendable {
    /// The condition on an item; `parent` is the parameter that holds the parent's value.
    package let condition: @Sendable (_ row: String, _ parent: String) -> String
    /// The value of the parent's row that items refer to.
    package let parent: SQLExpression

    package init(
        parent: @escaping SQLExpression, condition: @escaping @Sendable (_ row: String, _ parent: String) -> String
    ) {
        self.condition = condition
        self.parent = parent
    }

    /// The usual link: `item` of an item holds `parent` of the parent's row.
    package init(item: @escaping SQLExpression, parent: @escaping SQLExpression) {
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

    package init(key: @escaping SQLExpression, total: SQLExpression? = nil, unit: SQLExpression? = nil) {
        self.key = key
        self.total = total
        self.unit = unit
    }
}

/// Carries out one mutation and gives the values of its payload's row, which that row's source reads as parameters from
/// `Conditions.firstParameter` on.
///
/// A thrown `FieldRefusal` is the field's error; any other error is a failure of ours.
package typealias MutationPerformer = (
    _ name: String, _ arguments: [InputObjectField], _ connection: borrowing Connection
) throws -> [SQLite.Value]

/// Turns one argument's coerced value into a condition on the items.
///
/// It runs once per request. A thrown error refuses the request, or nulls the field, with a code of its own.
package typealias ArgumentCondition =
    @Sendable (_ value: InputValue, _ conditions: inout Conditions) throws(FieldRefusal) -> Void

/// The orders that a list offers.
package struct Orders: Sendable {
    /// One column to order by; it must not be null, or rows would be lost between pages.
    package struct Term: Sendable {
        package enum Kind: Sendable { case integer, text }
        package let column: SQLExpression
        package let kind: Kind

        package init(_ column: @escaping SQLExpression, _ kind: Kind) {
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

/// Why a field was refused when its arguments were looked at: a stable code, a plain sentence and its particulars.
package struct FieldRefusal: Error, Equatable, Sendable {
    package let code: String
    package let message: String
    /// More members of `extensions`.
    package let details: [Detail]

    package struct Detail: Equatable, Sendable {
        package let name: String
        package let value: String
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(code: String, message: String, details: [Detail] = []) {
        self.code = code
        self.message = message
        self.details = details
    }
}

/// The WHERE clause that a list's arguments add up to, with the values it binds.
package struct Conditions: Sendable {
    /// The first parameter that conditions use; lower ones belong to the viewer, the parent, the page and the cursor.
    package static let firstParameter = 40

    /// What the row is called in the statement.
    package let row: String
    package private(set) var sql = ""
    package private(set) var values: [SQLite.Value] = []

    package init(row: String) { self.row = row }

    /// Adds SQL text that is no value: column names, operators, brackets.
    package mutating func append(_ text: String) { sql += text }

    /// Adds a parameter that holds `value`.
    package mutating func append(_ value: SQLite.Value) { sql += parameter(value) }

    /// The parameter that holds `value`, for a text that is yet to be added.
    package mutating func parameter(_ value: SQLite.Value) -> String {
        values.append(value)
        return "?\(Self.firstParameter + values.count - 1)"
    }

    /// Adds one more condition that has to hold.
    package mutating func and(_ condition: String) {
        if !sql.isEmpty { sql += " AND " }
        sql += condition
    }
}
