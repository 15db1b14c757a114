/// Looks for fields of one operation that have the same response name but cannot be the same field.
struct FieldMerge {
    struct Conflict {
        let message: String
        let offsets: [Int32]
    }

    /// A field in a set of fields to be merged.
    private struct Entry {
        let field: Field
        let parent: TypeDefinition?
        /// The entry whose selection set it is in; -1 at the root.
        let above: Int
    }

    private let context: ValidationContext
    private var document: Document { context.document }
    private(set) var conflicts: [Conflict] = []
    /// What is left of the budget; below zero the search has been given up.
    private(set) var steps: Int
    private var entries: [Entry] = []
    private var reported: Set<[Int32]> = []
    /// By fragment: the last set it was collected into, as once is enough.
    private var collectedInto: [Int]
    private var setNumber = 0
    /// By symbol: the last grouping that met it, and its group there.
    private var groupOfSymbol: [(grouping: Int, group: Int)]
    private var groupingNumber = 0

    init(_ context: ValidationContext, steps: Int) {
        self.context = context
        self.steps = steps
        collectedInto = [Int](repeating: 0, count: context.document.fragments.count)
        groupOfSymbol = [(grouping: Int, group: Int)](
            repeating: (0, 0), count: context.document.symbolCount)
    }

    private var isDone: Bool { steps < 0 || conflicts.count >= context.limits.errors }

    mutating func check(_ operation: Operation) {
        setNumber += 1
        let root = collect(operation.selectionSet, on: context.schema.root(of: operation.kind), above: -1)
        check(root, .both)
    }

    // MARK: Collecting

    private mutating func collect(_ set: SelectionSet, on parent: TypeDefinition?, above: Int) -> [Int] {
        var collected: [Int] = []
        collect(set, on: parent, above: above, into: &collected)
        return collected
    }

    private mutating func collect(
        _ set: SelectionSet, on parent: TypeDefinition?, above: Int, into collected: inout [Int]
    ) {
        for selection in document[set.selections] {
            steps -= 1
            if steps < 0 { return }
            switch selection {
            case .field(let field):
                collected.append(entries.count)
                entries.append(Entry(field: field, parent: parent, above: above))
            case .inlineFragment(let fragment):
                let type = fragment.typeCondition.map { context.schema.type(named: $0, in: document) } ?? parent
                collect(fragment.selectionSet, on: type, above: above, into: &collected)
            case .fragmentSpread(let spread):
                guard let index = context.fragments.fragment(named: spread.name), collectedInto[index] != setNumber
                else { continue }
                collectedInto[index] = setNumber
                let fragment = document.fragments[index]
                let type = context.schema.type(named: fragment.typeCondition, in: document)
                collect(fragment.selectionSet, on: type, above: above, into: &collected)
            }
        }
    }

    /// The fields below all of these, as one set.
    private mutating func collectBelow(_ group: some Sequence<Int>) -> [Int] {
        setNumber += 1
        var collected: [Int] = []
        for index in group {
            let set = entries[index].field.selectionSet
            if set.isEmpty { continue }
            let type = definition(of: index).map { context.schema[$0.type.named] }
            collect(set, on: type, above: index, into: &collected)
        }
        return collected
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
                    compareFields(group)
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
            compareFields(group)
            check(collectBelow(group), .sameForCommonParents)
        }
    }

    private mutating func checkShape(_ group: [Int], next: Question) {
        for index in group.dropFirst() where !isDone {
            guard let one = definition(of: group[0]), let other = definition(of: index),
                !hasSameShape(one.type, other.type)
            else { continue }
            let (first, second) = (context.schema.text(of: one.type), context.schema.text(of: other.type))
            report(group[0], index, "they return conflicting types \"\(first)\" and \"\(second)\"")
        }
        check(collectBelow(group), next)
    }

    private func hasSameShape(_ one: TypeReference, _ other: TypeReference) -> Bool {
        guard one.wrapping == other.wrapping else { return false }
        let areComposite = context.schema[one.named].isComposite && context.schema[other.named].isComposite
        return areComposite || one.named == other.named
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
        return order.isEmpty ? [abstract] : order.map { abstract + (concrete[$0] ?? []) }
    }

    private mutating func compareFields(_ group: [Int]) {
        for index in group.dropFirst() where !isDone { compare(group[0], index) }
    }

    private mutating func compare(_ one: Int, _ other: Int) {
        let (field, otherField) = (entries[one].field, entries[other].field)
        steps -= 1
        if field.name.symbol != otherField.name.symbol {
            let (name, otherName) = (document.text(of: field.name), document.text(of: otherField.name))
            report(one, other, "\"\(name)\" and \"\(otherName)\" are different fields")
        } else if !haveSameArguments(field, otherField) {
            report(one, other, "they have differing arguments")
        }
    }

    private mutating func haveSameArguments(_ one: Field, _ other: Field) -> Bool {
        guard one.arguments.count == other.arguments.count else { return false }
        let (arguments, others) = (document[one.arguments], document[other.arguments])
        steps -= arguments.count
        return zip(arguments, others).allSatisfy { argument, other in
            if argument.name.symbol == other.name.symbol { return document.isSame(argument.value, other.value) }
            steps -= others.count
            guard let same = others.first(where: { $0.name.symbol == argument.name.symbol }) else { return false }
            return document.isSame(argument.value, same.value)
        }
    }

    // MARK: Reporting

    /// Tells the conflict from the level where the two fields are still in one set.
    private mutating func report(_ one: Int, _ other: Int, _ cause: String) {
        guard reported.insert([entries[one].field.offset, entries[other].field.offset]).inserted else { return }
        var (one, other, reason) = (one, other, cause)
        var (offsets, otherOffsets) = ([entries[one].field.offset], [entries[other].field.offset])
        while entries[one].above != entries[other].above {
            reason = "subfields \"\(document.text(of: entries[one].field.responseName))\" conflict because \(reason)"
            (one, other) = (entries[one].above, entries[other].above)
            offsets.insert(entries[one].field.offset, at: 0)
            otherOffsets.insert(entries[other].field.offset, at: 0)
        }
        let name = document.text(of: entries[one].field.responseName)
        conflicts.append(
            Conflict(
                message: "Fields \"\(name)\" conflict because \(reason)."
                    + " Use different aliases on the fields to fetch both if this was intentional.",
                offsets: offsets + otherOffsets))
    }
}

extension Document {
    /// Tells whether two values are written the same, but for the order of object fields.
    func isSame(_ one: Value, _ other: Value) -> Bool {
        switch (one.content, other.content) {
        case (.variable(let name), .variable(let otherName)), (.enumeration(let name), .enumeration(let otherName)):
            name.symbol == otherName.symbol
        case (.int(let text), .int(let otherText)), (.float(let text), .float(let otherText)):
            bytes(of: text) == bytes(of: otherText)
        case (.string(let token), .string(let otherToken)):
            bytes(of: token) == bytes(of: otherToken) || string(token) == string(otherToken)
        case (.boolean(let value), .boolean(let otherValue)): value == otherValue
        case (.null, .null): true
        case (.list(let items), .list(let otherItems)):
            items.count == otherItems.count && zip(self[items], self[otherItems]).allSatisfy(isSame)
        case (.object(let fields), .object(let otherFields)):
            fields.count == otherFields.count
                && zip(sorted(fields), sorted(otherFields)).allSatisfy {
                    $0.name.symbol == $1.name.symbol && isSame($0.value, $1.value)
                }
        default: false
        }
    }

    private func sorted(_ fields: Nodes<ObjectField>) -> [ObjectField] {
        self[fields].sorted { $0.name.symbol < $1.name.symbol }
    }
}
