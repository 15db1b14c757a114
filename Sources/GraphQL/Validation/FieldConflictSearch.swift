/// Lists the fields of a document that cannot be merged, in the order and with the places of the reference implementation.
///
/// As there, a pair in an inline fragment is told for each selection set that it is in. Unlike there, the type of `__typename`
/// counts.
///
/// Pairs of fields are compared one by one, which takes quadratic time: only where `FieldMerge` has found that there is
/// something to list, and within steps of its own. Selection sets are asked one after another for conflicts within them;
/// comparing what two fields have below them follows fields and spreads, and `ValidationLimits.nesting` bounds the recursion.
struct FieldConflictSearch {
    /// Two fragments, in any order.
    private struct FragmentPair: Hashable {
        let one: Int
        let other: Int

        init(_ one: Int, _ other: Int) { (self.one, self.other) = (min(one, other), max(one, other)) }
    }

    /// Selections collected, and comparisons of fields, of response names and of fragments.
    private static let maximumSteps = 100_000
    /// Conflicts, also those told together as one error: where there are so many, no one reads more.
    private static let maximumConflicts = 1000

    private let context: ValidationContext
    private var sets: FieldSets
    private var arguments: ArgumentSets
    private var comparisons = 0
    private var count = 0
    /// Fragments that have been compared, and whether as fields of different objects only.
    private var compared: [FragmentPair: Bool] = [:]

    private var isDone: Bool {
        sets.collected + comparisons > Self.maximumSteps || count > Self.maximumConflicts
    }

    private init(_ context: ValidationContext, ignoredSpreads: Set<Int32>, arguments: ArgumentSets) {
        self.context = context
        self.arguments = arguments
        sets = FieldSets(context, ignoredSpreads: ignoredSpreads)
    }

    /// - Parameters:
    ///   - ignoredSpreads: Spreads, by their places, without which no fragment spreads itself.
    ///   - arguments: With what has been spelled out before.
    /// - Returns: Not all of them where there are too many, and none where finding the first one takes too long.
    static func conflicts(
        _ context: ValidationContext, ignoredSpreads: Set<Int32>, arguments: ArgumentSets
    ) -> [FieldConflict] {
        var search = FieldConflictSearch(context, ignoredSpreads: ignoredSpreads, arguments: arguments)
        let document = context.document
        let operations = document.operations.map {
            (offset: $0.offset, set: $0.selectionSet, type: context.schema.root(of: $0.kind))
        }
        let fragments = document.fragments.map {
            (offset: $0.offset, set: $0.selectionSet, type: context.schema.type(named: $0.typeCondition, in: document))
        }
        var conflicts: [FieldConflict] = []
        for definition in (operations + fragments).sorted(by: { $0.offset < $1.offset }) {
            search.visit(definition.set, of: definition.type, adding: &conflicts)
        }
        return conflicts
    }

    private mutating func visit(
        _ set: SelectionSet, of parent: TypeDefinition?, adding conflicts: inout [FieldConflict]
    ) {
        if isDone { return }
        let number = sets.number(of: set, parent)
        addConflicts(within: number, to: &conflicts)
        let fragments = sets[number].fragments
        for (index, fragment) in fragments.enumerated() where !isDone {
            addConflicts(between: number, fragment: fragment, areExclusive: false, to: &conflicts)
            for other in fragments[(index + 1)...] where !isDone {
                addConflicts(betweenFragments: fragment, other, areExclusive: false, to: &conflicts)
            }
        }
        for selection in context.document[set.selections] {
            switch selection {
            case .field(let field) where !field.selectionSet.isEmpty:
                visit(field.selectionSet, of: sets.namedType(of: field, in: parent), adding: &conflicts)
            case .inlineFragment(let fragment):
                visit(fragment.selectionSet, of: sets.type(of: fragment, in: parent), adding: &conflicts)
            case .field, .fragmentSpread: break
            }
        }
    }

    // MARK: Comparing sets

    private mutating func addConflicts(within set: Int, to conflicts: inout [FieldConflict]) {
        for group in sets[set].groups where group.count > 1 {
            for (index, one) in group.enumerated() where !isDone {
                for other in group[(index + 1)...] where !isDone {
                    if let conflict = conflict(of: one, other, areExclusive: false) { conflicts.append(conflict) }
                }
            }
        }
    }

    private mutating func addConflicts(
        between one: Int, _ other: Int, areExclusive: Bool, to conflicts: inout [FieldConflict]
    ) {
        let (set, otherSet) = (sets[one], sets[other])
        for group in set.groups where !isDone {
            comparisons += 1
            guard let otherGroup = otherSet.group(named: group[0].field.responseName) else { continue }
            for one in group where !isDone {
                for other in otherGroup where !isDone {
                    if let conflict = conflict(of: one, other, areExclusive: areExclusive) {
                        conflicts.append(conflict)
                    }
                }
            }
        }
    }

    private mutating func addConflicts(
        between set: Int, fragment: Int, areExclusive: Bool, to conflicts: inout [FieldConflict]
    ) {
        let own = sets.number(ofFragment: fragment)
        if isDone || own == set { return }
        addConflicts(between: set, own, areExclusive: areExclusive, to: &conflicts)
        for spread in sets[own].fragments where isFirstComparison(of: spread, fragment, areExclusive: areExclusive) {
            addConflicts(between: set, fragment: spread, areExclusive: areExclusive, to: &conflicts)
        }
    }

    private mutating func addConflicts(
        betweenFragments one: Int, _ other: Int, areExclusive: Bool, to conflicts: inout [FieldConflict]
    ) {
        if isDone || one == other || !isFirstComparison(of: one, other, areExclusive: areExclusive) { return }
        let (set, otherSet) = (sets.number(ofFragment: one), sets.number(ofFragment: other))
        addConflicts(between: set, otherSet, areExclusive: areExclusive, to: &conflicts)
        for spread in sets[otherSet].fragments {
            addConflicts(betweenFragments: one, spread, areExclusive: areExclusive, to: &conflicts)
        }
        for spread in sets[set].fragments {
            addConflicts(betweenFragments: spread, other, areExclusive: areExclusive, to: &conflicts)
        }
    }

    /// Whether two fragments have not been compared before, or only as fields of different objects, which may differ more.
    private mutating func isFirstComparison(of one: Int, _ other: Int, areExclusive: Bool) -> Bool {
        comparisons += 1
        let pair = FragmentPair(one, other)
        if let wereExclusive = compared[pair], areExclusive || !wereExclusive { return false }
        compared[pair] = areExclusive
        return true
    }

    // MARK: Comparing fields

    /// - Parameter areExclusive: Whether no object can have both fields, because of fields above them.
    private mutating func conflict(of one: TypedField, _ other: TypedField, areExclusive: Bool) -> FieldConflict? {
        comparisons += 1
        let areExclusive = areExclusive || Self.areOfDifferentObjects(one, other)
        if !areExclusive, let cause = context.differenceOfFields(one.field, other.field, arguments: &arguments) {
            count += 1
            return FieldConflict(one.field, other.field, because: cause)
        }
        if let cause = context.differenceOfShapes(one.type, other.type) {
            count += 1
            return FieldConflict(one.field, other.field, because: cause)
        }
        guard !one.field.selectionSet.isEmpty, !other.field.selectionSet.isEmpty else { return nil }
        let subfields = conflicts(below: one, other, areExclusive: areExclusive)
        return subfields.isEmpty ? nil : FieldConflict(one.field, other.field, below: subfields, in: context)
    }

    private static func areOfDifferentObjects(_ one: TypedField, _ other: TypedField) -> Bool {
        guard let parent = one.parent, let otherParent = other.parent else { return false }
        return parent.id != otherParent.id && parent.kind == .object && otherParent.kind == .object
    }

    private mutating func conflicts(below one: TypedField, _ other: TypedField, areExclusive: Bool) -> [FieldConflict] {
        let set = sets.number(of: one.field.selectionSet, one.type.map { context.schema[$0.named] })
        let otherSet = sets.number(of: other.field.selectionSet, other.type.map { context.schema[$0.named] })
        var conflicts: [FieldConflict] = []
        addConflicts(between: set, otherSet, areExclusive: areExclusive, to: &conflicts)
        let (fragments, otherFragments) = (sets[set].fragments, sets[otherSet].fragments)
        for fragment in otherFragments {
            addConflicts(between: set, fragment: fragment, areExclusive: areExclusive, to: &conflicts)
        }
        for fragment in fragments {
            addConflicts(between: otherSet, fragment: fragment, areExclusive: areExclusive, to: &conflicts)
        }
        for fragment in fragments where !isDone {
            for otherFragment in otherFragments {
                addConflicts(betweenFragments: fragment, otherFragment, areExclusive: areExclusive, to: &conflicts)
            }
        }
        return conflicts
    }
}
