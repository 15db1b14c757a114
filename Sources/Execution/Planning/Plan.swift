package import GraphQL

/// One operation compiled for one role: what to read, and how each response position is written.
///
/// Everything that does not depend on variables or rows is decided. It is flat — fields, selections and row sources are
/// numbered in arrays — so that walking it follows no pointer and touches no reference count. Immutable and `Sendable`;
/// a loop pairs it with statements of its own connection (`PreparedPlan`).
package struct Plan: Sendable {
    package let operation: OperationKind
    /// The operation's name; its kind, such as `query`, for an anonymous one.
    package let operationName: String
    /// Where it stands in the document.
    let location: SourceLocation
    /// Kept for the places of execution errors.
    let document: Document
    /// What the operation becomes, if its root type has a row, and that row's statement; else the root's selection.
    let root: RootPlan
    let fields: [FieldPlan]
    /// Values that are no field of a selection: items of lists, and what is guarded.
    let values: [FieldPlan]
    let guards: [GuardPlan]
    let selections: [SelectionPlan]
    let rows: [RowsPlan]
    /// Response keys and constant values, one after the other.
    let bytes: [UInt8]
    let items: [ItemPlan]
    /// For each abstract position, its object types in `polymorphTypes`.
    let polymorphs: [Extent]
    let polymorphTypes: [PolymorphPlan]
    let nodes: [NodePlan]
    let mutations: [MutationPlan]
    /// Nil for a query or mutation.
    let subscription: SubscriptionPlan?
    let inclusions: [Inclusion]
    /// The coordinates that the role may not read, in the order of `FieldPlan.Kind.forbidden`.
    let denials: [Denial]
    let introspections: [Introspection]
    /// How the ids of each type begin.
    let identifiers: [IdentifierPlan]
    let cost: CostPlan
    /// Why the operation is refused whatever its variables are, if it is for its cost.
    package let costRefusal: FieldRefusal?
    /// What the operation's variables have to be.
    let variables: VariableDefinitions
    /// Where the fields of each of `selections` come from.
    let origins: [SelectionOrigin]
    /// How many values the arguments of the fields hold, each as often as its field was compiled.
    let argumentValues: Int
    /// Coordinates of the selected fields that hold personal data, in order; with those that a variable may leave out.
    package let personalData: [String]
    /// Whether nothing may keep it, as its document holds what nobody else may know.
    package var isSecret = false
}

/// The collected fields of one object: a range of `Plan.fields`, in response order.
struct SelectionPlan: Sendable {
    let first: Int32
    let count: Int32
}

/// One response key and the value that goes with it.
struct FieldPlan: Sendable {
    /// How the value is completed: the branches of the specification's `CompleteValue`, taken once per plan.
    enum Kind: UInt8, Sendable {
        /// Bytes of the plan: `__typename`, or introspection that depends on no variable.
        case constant
        case text
        /// Text that needs no escape, such as the name of an enum value.
        case name
        case integer
        case boolean
        case real
        case dateTime
        case decimal
        case json
        case identifier
        case identifiers
        case identifierOfAny
        /// Another value, unless the row holds something against it.
        case guarded
        /// An object in the same row.
        case object
        /// An object in the same row whose type a column tells.
        case polymorph
        /// The first row of a list.
        case first
        case list
        case connection
        case node
        case nodes
        case mutation
        case introspection
        case forbidden
        // The fields of a connection, its edges and its page info.
        case pageNodes
        case pageEdges
        case pageInfo
        case totalCount
        case grouping
        case cursor
        case edgeNode
        case hasNextPage
        case hasPreviousPage
        case startCursor
        case endCursor
    }

    let kind: Kind
    let isNonNull: Bool
    /// For a list: whether its items are.
    let itemsAreNonNull: Bool
    /// The index of an `Inclusion`, or −1 for a field that is always there.
    var inclusion: Int16 = -1
    /// The key in `Plan.bytes`, as `,"name":`.
    let keyStart: Int32
    let keyCount: Int32
    /// What the kind needs first: a column, the start of constant bytes, or the index of rows.
    let first: Int32
    /// What the kind needs second: a selection, an item, a length or a prefix; −1 when nothing.
    let second: Int32
    /// Where a list's rows are counted: the number of the position in `Plan.cost`.
    var cost: Int32 = -1
}

/// The operation's own object.
struct RootPlan: Sendable {
    /// A selection; with `rows` an item.
    let selection: Int32
    /// The index of the one row that the object's values are in, or −1.
    var rows: Int32 = -1
}

/// A value that its row may refuse.
struct GuardPlan: Sendable {
    /// The column that holds an error's message, or null.
    let failure: Int32
    /// The column that is null where the value is.
    let present: Int32
    /// The index in `Plan.values`.
    let value: Int32
}

/// Where the fields of a selection stand, for errors.
struct SelectionOrigin: Sendable {
    /// The object type that they are fields of.
    let type: TypeDefinition
    /// For each all places that select it, and what has to hold for each of them.
    let groups: [FieldGroup]
}

/// What an abstract position becomes for one object type.
struct PolymorphPlan: Sendable {
    /// The discriminator's value, in `Plan.bytes`.
    let value: Extent
    /// The column that is null when this type's own row is outside the role's visibility, or −1.
    let presence: Int32
    let selection: Int32
    /// Where the objects are counted: the number of the position in `Plan.cost`.
    let cost: Int32
}

/// Elements of one of the plan's arrays that belong together.
struct Extent: Sendable {
    let first: Int32
    let count: Int32
}

/// The type's name and a colon, with which an id begins, in `Plan.bytes`: in base64url as far as whole groups of three
/// bytes go, so that only the rest is encoded with each row.
struct IdentifierPlan: Sendable {
    let encoded: Extent
    let rest: Extent
}

/// Whether a field is included, as far as variables decide: one of several ways, each a conjunction of variables.
struct Inclusion: Sendable, Hashable {
    struct Term: Sendable, Hashable {
        let variable: Int32
        let mustBe: Bool
    }
    let allOf: [Term]
    /// Of each of these something must not hold: they stand before it in one list, which all places of a field share.
    let noneOf: ArraySlice<[Term]>

    func holds(_ variables: VariableValues) -> Bool {
        Self.hold(allOf, variables) && !noneOf.contains { Self.hold($0, variables) }
    }

    static func hold(_ terms: [Term], _ variables: VariableValues) -> Bool {
        terms.allSatisfy { variables.boolean(at: Int($0.variable)) == $0.mustBe }
    }
}

/// A field that the role may not read.
struct Denial: Sendable {
    let coordinate: String
    /// The code that clients see: whether signing in would help.
    let code: String
}

/// What one row of a list becomes.
struct ItemPlan: Sendable {
    /// The item's selection, or −1 when it is something else.
    var selection: Int32 = -1
    /// The index in `Plan.polymorphs`, or −1.
    var polymorph: Int32 = -1
    /// The column that tells the type of an abstract item.
    var discriminator: Int32 = -1
    /// The index in `Plan.values` of an item that is no object, or −1.
    var value: Int32 = -1
}

/// A field of the operation that finds its object by a global id.
struct NodePlan: Sendable {
    let argument: ArgumentPlan
    /// For each type its statement, what a row of it becomes, and where that is counted in `Plan.cost`.
    let types: [(name: String, rows: Int32, item: Int32, cost: Int32)]
}

/// A root field of a mutation.
struct MutationPlan: Sendable {
    let name: String
    let arguments: [ArgumentPlan]
    /// The payload's one row.
    let rows: Int32
    let item: Int32
}

/// The root field of a subscription: what its events are asked for with.
struct SubscriptionPlan: Sendable {
    let field: String
    let responseName: String
    let arguments: [ArgumentPlan]
    /// Where the document selects it: the first places.
    let locations: [SourceLocation]
}

extension Plan {
    /// The response name of a subscription's root field: where it is that its source fails.
    package var sourceResponseName: String? { subscription?.responseName }

    /// Root fields of a mutation.
    package var mutationCount: Int { mutations.count }

    /// Tells plans apart while they live: each is compiled from a document of its own.
    package var identity: ObjectIdentifier { ObjectIdentifier(document) }

    /// The values of a request's variables, coerced and allowed.
    ///
    /// - Throws: `VariableErrors`, or a `FieldRefusal` for what is closed to the role.
    package func coerce(
        _ given: [InputObjectField], _ access: Access, _ view: SchemaView
    ) throws -> VariableValues {
        let values = try variables.coerceVariableValues(given, access, view)
        if let denied = variables.firstDenied(in: values, access) {
            throw FieldRefusal.forbiddenInput(denied.coordinate, operation).at(denied.location)
        }
        return VariableValues(values)
    }

    /// The response name of a field, from its key `,"name":`.
    func responseName(of field: Int) -> String {
        let start = Int(fields[field].keyStart)
        return String(decoding: bytes[start + 2..<start + Int(fields[field].keyCount) - 2], as: UTF8.self)
    }

    private func origin(of field: Int) -> (type: TypeDefinition, group: FieldGroup) {
        // Selections stand in the order of their fields: this is the last that begins before the field or with it.
        var (first, end) = (0, selections.count)
        while end - first > 1 {
            let middle = (first + end) / 2
            if Int(selections[middle].first) <= field { first = middle } else { end = middle }
        }
        let origin = origins[first]
        return (origin.type, origin.groups[field - Int(selections[first].first)])
    }

    /// Where the document selects the field, as far as the variables let it: the first places.
    func locations(
        of field: Int, _ variables: VariableValues? = nil, in places: SourceLocations
    ) -> [SourceLocation] {
        origin(of: field).group.occurrences.filter { occurrence in
            variables.map { Inclusion.hold(occurrence.terms, $0) } ?? true
        }
        .prefix(GraphQLError.maximumLocations).map { places.location(of: $0.field) }
    }

    /// The field in the schema.
    func coordinate(of field: Int) -> SchemaCoordinate {
        let origin = origin(of: field)
        return .member(of: origin.type.name, document.text(of: origin.group.field.name))
    }
}
