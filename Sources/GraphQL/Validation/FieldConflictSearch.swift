/// Lists the fields of a document that cannot be merged, in the order and with the places of the reference implementation.
///
/// As there, a pair in an inline fragment is told for each selection set that it is in. Unlike there, the type of `__typename`
/// counts.
///
/// Pairs of fields are compared one by one, which takes quadratic time: only where `FieldMerge` has found that there is
/// something to list, and within steps of its own. Selection sets are asked one after another for conflicts within them;
/// comparing what two fields have below them follows fields and spreads, and `ValidationLimits.nesting` bounds the recursion.
struct FieldConflictSearch {
    private struct Entry {
        let field: Field
        let parent: TypeDefinition?
        let type: TypeReference?
    }

    /// The fields of a selection set, inline fragments included, by response name, and the fragments that it spreads.
    private struct FieldSet {
        var groups: [[Entry]] = []
        var groupOfName: [Int32: Int] = [:]
        var fragments: [Int] = []
    }

    /// Two fragments, in any order.
    private struct FragmentPair: Hashable {
        let one: Int
        let other: Int

        init(_ one: Int, _ other: Int) { (self.one, self.other) = (min(one, other), max(one, other)) }
    }

    /// Comparisons of fields and of response names.
    private static let maximumSteps = 100_000
    /// Conflicts, also those told together as one error: where there are so many, no one reads more.
    private static let maximumConflicts = 1000

    private let context: ValidationContext
    private let ignoredSpreads: Set<Int32>
    private var document: Document { context.document }
    private var steps = Self.maximumSteps
    private var count = 0
    private var sets: [FieldSet] = []
    /// By the place of the selection set: its position in `sets`.
    private var numberOfSet: [Int32: Int] = [:]
    /// Fragments that have been compared, and whether as fields of different objects only.
    private var compared: [FragmentPair: Bool] = [:]

    private var isDone: Bool { steps < 0 || count > Self.maximumConflicts }

    private init(_ context: ValidationContext, ignoredSpreads: Set<Int32>) {
        self.context = context
        self.ignoredSpreads = ignoredSpreads
    }

    /// - Parameter ignoredSpreads: Spreads, by their places, without which no fragment spreads itself.
    /// - Returns: Not all of them where there are too many, and none where finding the first one takes too long.
    static func conflicts(_ context: ValidationContext, ignoredSpreads: Set<Int32>) -> [FieldConflict] {
        var search = FieldConflictSearch(context, ignoredSpreads: ignoredSpreads)
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
        let number = number(of: set, parent)
        addConflicts(within: number, to: &conflicts)
        let fragments = sets[number].fragments
        for (index, fragment) in fragments.enumerated() where !isDone {
            addConflicts(between: number, fragment: fragment, areExclusive: false, to: &conflicts)
            for other in fragments[(index + 1)...] where !isDone {
                addConflicts(betweenFragments: fragment, other, areExclusive: false, to: &conflicts)
            }
        }
        for selection in document[set.selections] {
            switch selection {
            case .field(let field) where !field.selectionSet.isEmpty:
                visit(field.selectionSet, of: namedType(of: field, in: parent), adding: &conflicts)
            case .inlineFragment(let fragment):
                visit(fragment.selectionSet, of: type(of: fragment, in: parent), adding: &conflicts)
            case .field, .fragmentSpread: break
            }
        }
    }

    // MARK: Collecting

    private mutating func number(of set: SelectionSet, _ parent: TypeDefinition?) -> Int {
        if let number = numberOfSet[set.offset] { return number }
        var fields = FieldSet()
        collect(set, parent, into: &fields)
        numberOfSet[set.offset] = sets.count
        sets.append(fields)
        return sets.count - 1
    }

    private mutating func number(ofFragment index: Int) -> Int {
        let fragment = document.fragments[index]
        return number(of: fragment.selectionSet, context.schema.type(named: fragment.typeCondition, in: document))
    }

    private mutating func collect(_ set: SelectionSet, _ parent: TypeDefinition?, into fields: inout FieldSet) {
        for selection in document[set.selections] {
            steps -= 1
            switch selection {
            case .field(let field):
                let entry = Entry(field: field, parent: parent, type: definition(of: field, in: parent)?.type)
                if let group = fields.groupOfName[field.responseName.symbol] {
                    fields.groups[group].append(entry)
                } else {
                    fields.groupOfName[field.responseName.symbol] = fields.groups.count
                    fields.groups.append([entry])
                }
            case .inlineFragment(let fragment):
                collect(fragment.selectionSet, type(of: fragment, in: parent), into: &fields)
            case .fragmentSpread(let spread):
                guard let index = context.fragments.fragment(named: spread.name),
                    !ignoredSpreads.contains(spread.offset), !fields.fragments.contains(index)
                else { continue }
                fields.fragments.append(index)
            }
        }
    }

    private func definition(of field: Field, in parent: TypeDefinition?) -> FieldDefinition? {
        parent.flatMap { context.schema.field(named: field.name, in: document, of: $0) }
    }

    private func namedType(of field: Field, in parent: TypeDefinition?) -> TypeDefinition? {
        definition(of: field, in: parent).map { context.schema[$0.type.named] }
    }

    private func type(of fragment: InlineFragment, in parent: TypeDefinition?) -> TypeDefinition? {
        guard let name = fragment.typeCondition else { return parent }
        return context.schema.type(named: name, in: document)
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
            steps -= 1
            guard let number = otherSet.groupOfName[group[0].field.responseName.symbol] else { continue }
            for one in group where !isDone {
                for other in otherSet.groups[number] where !isDone {
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
        let own = number(ofFragment: fragment)
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
        let (set, otherSet) = (number(ofFragment: one), number(ofFragment: other))
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
        steps -= 1
        let pair = FragmentPair(one, other)
        if let wereExclusive = compared[pair], areExclusive || !wereExclusive { return false }
        compared[pair] = areExclusive
        return true
    }

    // MARK: Comparing fields

    /// - Parameter areExclusive: Whether no object can have both fields, because of fields above them.
    private mutating func conflict(of one: Entry, _ other: Entry, areExclusive: Bool) -> FieldConflict? {
        steps -= 1
        let areExclusive = areExclusive || Self.areOfDifferentObjects(one, other)
        if !areExclusive, let cause = context.differenceOfFields(one.field, other.field, steps: &steps) {
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

    private static func areOfDifferentObjects(_ one: Entry, _ other: Entry) -> Bool {
        guard let parent = one.parent, let otherParent = other.parent else { return false }
        return parent.id != otherParent.id && parent.kind == .object && otherParent.kind == .object
    }

    private mutating func conflicts(below one: Entry, _ other: Entry, areExclusive: Bool) -> [FieldConflict] {
        let set = number(of: one.field.selectionSet, one.type.map { context.schema[$0.named] })
        let otherSet = number(of: other.field.selectionSet, other.type.map { context.schema[$0.named] })
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
