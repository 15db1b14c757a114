import GraphQL

/// The fields of one response key, from wherever the document selects them.
struct FieldGroup: Sendable {
    struct Occurrence: Sendable {
        let field: Field
        /// What variables have to be for this occurrence to count; empty when it always does.
        let terms: [Inclusion.Term]
        /// Rises with the order of the occurrences of all fields.
        let place: Int
    }

    /// Where in the response the field may stand.
    struct Position {
        let place: Int
        /// Nil when it always stands there.
        let inclusion: Inclusion?
    }

    /// All occurrences have the same name and arguments: validation saw to that.
    let field: Field
    /// Of the first occurrence.
    private let place: Int
    /// Empty for the one that always counts, as most do: then nothing is allocated.
    private var several: [Occurrence]

    init(_ first: Occurrence) {
        field = first.field
        place = first.place
        several = first.terms.isEmpty ? [] : [first]
    }

    mutating func add(_ occurrence: Occurrence) {
        if several.isEmpty { several = occurrences }
        several.append(occurrence)
    }

    var occurrences: [Occurrence] {
        several.isEmpty ? [Occurrence(field: field, terms: [], place: place)] : several
    }

    /// Roughly what it takes, in bytes.
    var weight: Int {
        let terms = several.reduce(0) { $0 + $1.terms.count }
        return MemoryLayout<Self>.stride + several.count * MemoryLayout<Occurrence>.stride
            + terms * MemoryLayout<Inclusion.Term>.stride
    }

    /// Whether the field stands where its first occurrence does, whatever the variables.
    var isCertain: Bool { several.first?.terms.isEmpty ?? true }

    /// The field stands where the first of its occurrences does that counts: variables may decide which one that is.
    ///
    /// - Throws: When to tell takes more than `budget`.
    func positions(_ budget: inout CollectionBudget) throws(FieldRefusal) -> [Position] {
        if isCertain { return [Position(place: place, inclusion: nil)] }
        var places: [Int] = []
        var alternatives: [[Inclusion.Term]] = []
        var compared = 0
        for occurrence in occurrences {
            try budget.spend(terms: compared + occurrence.terms.count)
            // Where this one counts, an earlier one does.
            if alternatives.contains(where: { $0.allSatisfy(occurrence.terms.contains) }) { continue }
            places.append(occurrence.place)
            alternatives.append(occurrence.terms)
            if occurrence.terms.isEmpty { break }
            compared += occurrence.terms.count
        }
        return places.enumerated().map { index, place in
            let inclusion = Inclusion(allOf: alternatives[index], noneOf: alternatives[..<index])
            return Position(place: place, inclusion: inclusion)
        }
    }

    /// The selection sets below the field, each with what has to hold for it.
    var selectionSets: [(SelectionSet, [Inclusion.Term])] {
        // A single occurrence's terms are the field's own: below it they hold already.
        if several.count < 2 { return [(field.selectionSet, [])] }
        return occurrences.map { ($0.field.selectionSet, $0.terms) }
    }
}

/// How much of an operation can still be collected: fragments and abstract types make much of few lines.
struct CollectionBudget {
    private var nodes = Limits.collectedNodes
    private var terms = Limits.inclusionTerms

    mutating func spend(nodes count: Int) throws(FieldRefusal) {
        nodes -= count
        guard nodes >= 0 else { throw .tooCostly }
    }

    mutating func spend(terms count: Int) throws(FieldRefusal) {
        terms -= count
        guard terms >= 0 else { throw .tooManyConditions }
    }
}

/// `CollectFields`, for every value that variables could have.
///
/// It follows spreads into fragments: `ValidationLimits.nesting` bounds the recursion.
///
/// <https://spec.graphql.org/September2025/#sec-Field-Collection>
struct FieldCollector {
    let schema: Schema
    let document: Document
    let variables: VariablePositions
    var budget = CollectionBudget()
    private var groups: [FieldGroup] = []
    /// Where the group of a response name is, once there are more than are looked through.
    private var positions: [Int32: Int] = [:]
    private var visited: Set<Visit> = []
    private var place = 0

    /// So many groups are looked through faster than a name is hashed.
    private static let scannedGroups = 16

    private struct Visit: Hashable {
        let fragment: Int32
        let terms: [Inclusion.Term]
    }

    init(_ schema: Schema, _ document: Document, _ variables: VariablePositions) {
        self.schema = schema
        self.document = document
        self.variables = variables
    }

    /// The groups of an object of `type`, in response order.
    ///
    /// - Throws: When that takes more than `budget`.
    mutating func collect(
        _ selectionSets: [(SelectionSet, [Inclusion.Term])], for type: TypeDefinition
    ) throws(FieldRefusal) -> [FieldGroup] {
        groups = []
        if !positions.isEmpty { positions = [:] }
        if !visited.isEmpty { visited = [] }
        place = 0
        for (set, terms) in selectionSets { try collect(set, terms, type) }
        return groups
    }

    /// Adds an occurrence to the group of its response name.
    private mutating func add(_ occurrence: FieldGroup.Occurrence) {
        let key = occurrence.field.responseName.symbol
        let isShort = groups.count <= Self.scannedGroups
        let known = isShort ? groups.firstIndex { $0.field.responseName.symbol == key } : positions[key]
        if let known { return groups[known].add(occurrence) }
        groups.append(FieldGroup(occurrence))
        if groups.count == Self.scannedGroups + 1 {
            for (index, group) in groups.enumerated() { positions[group.field.responseName.symbol] = index }
        } else if !isShort {
            positions[key] = groups.count - 1
        }
    }

    private mutating func collect(
        _ set: SelectionSet, _ terms: [Inclusion.Term], _ type: TypeDefinition
    ) throws(FieldRefusal) {
        let selections = document[set.selections]
        if groups.isEmpty { groups.reserveCapacity(selections.count) }
        for selection in selections {
            try budget.spend(nodes: 1)
            switch selection {
            case .field(let field):
                guard let terms = try included(field.directives, terms) else { continue }
                add(FieldGroup.Occurrence(field: field, terms: terms, place: place))
                place += 1
            case .inlineFragment(let fragment):
                guard let terms = try included(fragment.directives, terms) else { continue }
                if let condition = fragment.typeCondition, !applies(condition, to: type) { continue }
                try collect(fragment.selectionSet, terms, type)
            case .fragmentSpread(let spread):
                guard let terms = try included(spread.directives, terms),
                    !visited.contains(Visit(fragment: spread.name.symbol, terms: [])),
                    visited.insert(Visit(fragment: spread.name.symbol, terms: terms)).inserted,
                    let fragment = document.fragments.first(where: { $0.name.symbol == spread.name.symbol }),
                    applies(fragment.typeCondition, to: type)
                else { continue }
                try collect(fragment.selectionSet, terms, type)
            }
        }
    }

    private func applies(_ condition: Name, to type: TypeDefinition) -> Bool {
        schema.type(named: condition, in: document)?.possibleTypes.contains(type.id) ?? false
    }

    /// The terms with those of `@skip` and `@include`; nil when they exclude the selection for good.
    private mutating func included(
        _ directives: Nodes<Directive>, _ terms: [Inclusion.Term]
    ) throws(FieldRefusal) -> [Inclusion.Term]? {
        if directives.isEmpty { return terms }
        var terms = terms
        for directive in document[directives] {
            let name = document.text(of: directive.name)
            guard name == "skip" || name == "include",
                let argument = document[directive.arguments].first(where: { document.text(of: $0.name) == "if" })
            else { continue }
            switch argument.value.content {
            case .boolean(let value): if value == (name == "skip") { return nil }
            case .variable(let variable):
                guard let index = variables[variable] else { continue }
                let term = Inclusion.Term(variable: index, mustBe: name == "include")
                if terms.contains(Inclusion.Term(variable: index, mustBe: name != "include")) { return nil }
                if !terms.contains(term) { terms.append(term) }
                try budget.spend(terms: terms.count)
            default: continue
            }
        }
        return terms
    }
}

extension FieldRefusal {
    fileprivate static let tooManyConditions = FieldRefusal(
        code: GraphQLError.Code.tooManyConditions.rawValue,
        message:
            "The operation has more than \(Limits.inclusionTerms) conditions of @skip and @include, fragments included."
    )
}
