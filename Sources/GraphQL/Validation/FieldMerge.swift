/// Finds out whether there are fields that have the same response name but cannot be the same field.
///
/// Collecting follows spreads and comparing follows fields: `ValidationLimits.nesting` bounds the recursion of both.
struct FieldMerge {
    /// A field in a set of fields to be merged.
    struct Entry {
        let field: Field
        let parent: TypeDefinition?
    }

    private let context: ValidationContext
    private let ignoredSpreads: Set<Int32>
    private var document: Document { context.document }
    /// What is left of the budget; below zero the search has been given up.
    private(set) var steps: Int
    private(set) var entries: [Entry] = []
    private(set) var arguments: ArgumentSets
    /// The first one met, which ends the search.
    private(set) var conflict: FieldConflict?
    /// By fragment: the last set it was collected into, as once is enough; 0 for one that never was.
    private var collectedInto: [Int]
    private var setNumber = 0
    /// By symbol: the last grouping that met it, and its group there.
    private var groupOfSymbol: [(grouping: Int, group: Int)]
    private var groupingNumber = 0
    private var distinct: DistinctFields

    /// - Parameter ignoredSpreads: Spreads, by their places, without which no fragment spreads itself.
    init(_ context: ValidationContext, ignoredSpreads: Set<Int32>, distinct: DistinctFields, steps: Int) {
        self.context = context
        self.ignoredSpreads = ignoredSpreads
        self.distinct = distinct
        self.steps = steps
        arguments = ArgumentSets(of: context.document)
        collectedInto = [Int](repeating: 0, count: context.document.fragments.count)
        groupOfSymbol = [(grouping: Int, group: Int)](
            repeating: (0, 0), count: context.document.symbolCount)
    }

    private var isDone: Bool { steps < 0 || conflict != nil }

    mutating func check(_ operation: Operation) {
        check(operation.selectionSet, of: context.schema.root(of: operation.kind))
    }

    /// Checks a fragment by itself, unless it has been checked where it is spread.
    mutating func checkUnlessSpread(fragment index: Int) {
        guard collectedInto[index] == 0 else { return }
        let fragment = document.fragments[index]
        let type = context.schema.type(named: fragment.typeCondition, in: document)
        check(fragment.selectionSet, of: type)
    }

    /// Checks a selection set that is merged with no other one.
    private mutating func check(_ set: SelectionSet, of parent: TypeDefinition?) {
        guard distinct.areAll(of: set) else { return check(collect([(set, parent)]), .both) }
        steps -= Int(set.selections.count)
        for case .field(let field) in document[set.selections] where !field.selectionSet.isEmpty && !isDone {
            let definition = parent.flatMap { context.schema.field(named: field.name, in: document, of: $0) }
            check(field.selectionSet, of: definition.map { context.schema[$0.type.named] })
        }
    }

    // MARK: Collecting

    private typealias Place = (set: SelectionSet, parent: TypeDefinition?)

    /// The fields of some selection sets as one set: what stands in them before what they spread.
    private mutating func collect(_ places: [Place]) -> [Int] {
        setNumber += 1
        var collected: [Int] = []
        var spreads: [Int] = []
        for place in places { collect(place, into: &collected, &spreads) }
        collect(spreads, into: &collected)
        return collected
    }

    private mutating func collect(_ spreads: [Int], into collected: inout [Int]) {
        for index in spreads where collectedInto[index] != setNumber {
            collectedInto[index] = setNumber
            let fragment = document.fragments[index]
            let type = context.schema.type(named: fragment.typeCondition, in: document)
            var inner: [Int] = []
            collect((fragment.selectionSet, type), into: &collected, &inner)
            collect(inner, into: &collected)
        }
    }

    private mutating func collect(_ place: Place, into collected: inout [Int], _ spreads: inout [Int]) {
        for selection in document[place.set.selections] {
            steps -= 1
            if steps < 0 { return }
            switch selection {
            case .field(let field):
                collected.append(entries.count)
                entries.append(Entry(field: field, parent: place.parent))
            case .inlineFragment(let fragment):
                let type = fragment.typeCondition.map { context.schema.type(named: $0, in: document) }
                collect((fragment.selectionSet, type ?? place.parent), into: &collected, &spreads)
            case .fragmentSpread(let spread):
                guard let index = context.fragments.fragment(named: spread.name),
                    ignoredSpreads.isEmpty || !ignoredSpreads.contains(spread.offset)
                else { continue }
                spreads.append(index)
            }
        }
    }

    /// The fields below all of these, as one set.
    private mutating func collectBelow(_ group: some Sequence<Int>) -> [Int] {
        var places: [Place] = []
        for index in group where !entries[index].field.selectionSet.isEmpty {
            let type = definition(of: index).map { context.schema[$0.type.named] }
            places.append((entries[index].field.selectionSet, type))
        }
        return places.isEmpty ? [] : collect(places)
    }

    private func definition(of index: Int) -> FieldDefinition? {
        let entry = entries[index]
        return entry.parent.flatMap { context.schema.field(named: entry.field.name, in: document, of: $0) }
    }

    private mutating func hasRepeatedName(_ set: [Int]) -> Bool {
        groupingNumber += 1
        for index in set {
            let symbol = Int(entries[index].field.responseName.symbol)
            if groupOfSymbol[symbol].grouping == groupingNumber { return true }
            groupOfSymbol[symbol].grouping = groupingNumber
        }
        return false
    }

    /// Splits a set by response name.
    private mutating func grouped(_ set: [Int]) -> [[Int]] {
        groupingNumber += 1
        var groups: [[Int]] = []
        for index in set {
            let symbol = Int(entries[index].field.responseName.symbol)
            if groupOfSymbol[symbol].grouping == groupingNumber {
                groups[groupOfSymbol[symbol].group].append(index)
            } else {
                groupOfSymbol[symbol] = (groupingNumber, groups.count)
                groups.append([index])
            }
        }
        return groups
    }

    // MARK: Comparing

    /// Which of the two questions a set is asked.
    private enum Question {
        /// Whatever the objects turn out to be, the response has one shape.
        case sameResponseShape
        /// Fields that one object can have both are the same field with the same arguments.
        case sameForCommonParents
        case both
    }

    private mutating func check(_ set: [Int], _ question: Question) {
        guard hasRepeatedName(set) else {
            for index in set where !isDone { check(collectBelow(CollectionOfOne(index)), question) }
            return
        }
        for group in grouped(set) where !isDone {
            switch question {
            case .sameResponseShape: checkShape(group, next: .sameResponseShape)
            case .sameForCommonParents: checkParents(byParent(group))
            case .both:
                let parents = byParent(group)
                if parents.count == 1 {
                    compare(group) { $0.differenceOfFields($1, $2) }
                    checkShape(group, next: .both)
                } else {
                    checkParents(parents)
                    checkShape(group, next: .sameResponseShape)
                }
            }
        }
    }

    private mutating func checkParents(_ groups: [[Int]]) {
        for group in groups where !isDone {
            compare(group) { $0.differenceOfFields($1, $2) }
            check(collectBelow(group), .sameForCommonParents)
        }
    }

    private mutating func checkShape(_ group: [Int], next: Question) {
        compare(group) { $0.differenceOfShapes($1, $2) }
        check(collectBelow(group), next)
    }

    /// Splits fields by object type; those of abstract types go with each.
    private func byParent(_ group: [Int]) -> [[Int]] {
        guard group.count > 1 else { return [group] }
        var abstract: [Int] = []
        var order: [TypeID] = []
        var concrete: [TypeID: [Int]] = [:]
        for index in group {
            if let parent = entries[index].parent, parent.kind == .object {
                if concrete[parent.id] == nil { order.append(parent.id) }
                concrete[parent.id, default: []].append(index)
            } else {
                abstract.append(index)
            }
        }
        // The order of the document tells which of two fields comes first.
        return order.isEmpty ? [abstract] : order.map { (abstract + (concrete[$0] ?? [])).sorted() }
    }

    /// Fields that do not differ are alike for good, so one of them is compared for all.
    private mutating func compare(_ group: [Int], difference: (inout FieldMerge, Int, Int) -> String?) {
        guard let first = group.first else { return }
        for index in group.dropFirst() where !isDone {
            guard let cause = difference(&self, first, index) else { continue }
            conflict = FieldConflict(entries[first].field, entries[index].field, because: cause)
        }
    }

    private mutating func differenceOfShapes(_ one: Int, _ other: Int) -> String? {
        steps -= 1
        return context.differenceOfShapes(definition(of: one)?.type, definition(of: other)?.type)
    }

    private mutating func differenceOfFields(_ one: Int, _ other: Int) -> String? {
        steps -= 1
        return context.differenceOfFields(entries[one].field, entries[other].field, arguments: &arguments)
    }
}
