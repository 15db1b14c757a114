/// A field, and what the schema says about it where it stands.
struct TypedField {
    let field: Field
    let parent: TypeDefinition?
    let type: TypeReference?
}

/// The fields of a selection set, inline fragments included, by response name, and the fragments that it spreads.
struct FieldSet {
    fileprivate(set) var groups: [[TypedField]] = []
    fileprivate(set) var fragments: [Int] = []
    private var groupOfName: [Int32: Int] = [:]

    /// The fields with a response name.
    func group(named name: Name) -> [TypedField]? { groupOfName[name.symbol].map { groups[$0] } }

    fileprivate mutating func add(_ field: TypedField) {
        if let group = groupOfName[field.field.responseName.symbol] {
            groups[group].append(field)
        } else {
            groupOfName[field.field.responseName.symbol] = groups.count
            groups.append([field])
        }
    }
}

/// The fields of the selection sets that have been asked for, each collected once.
struct FieldSets {
    private let context: ValidationContext
    private let ignoredSpreads: Set<Int32>
    private var document: Document { context.document }
    private var sets: [FieldSet] = []
    /// By the place of the selection set: its position in `sets`.
    private var numberOfSet: [Int32: Int] = [:]
    /// How many selections have been read.
    private(set) var collected = 0

    /// - Parameter ignoredSpreads: Spreads, by their places, without which no fragment spreads itself.
    init(_ context: ValidationContext, ignoredSpreads: Set<Int32>) {
        self.context = context
        self.ignoredSpreads = ignoredSpreads
    }

    subscript(number: Int) -> FieldSet { sets[number] }

    mutating func number(of set: SelectionSet, _ parent: TypeDefinition?) -> Int {
        if let number = numberOfSet[set.offset] { return number }
        var fields = FieldSet()
        collect(set, parent, into: &fields)
        numberOfSet[set.offset] = sets.count
        sets.append(fields)
        return sets.count - 1
    }

    mutating func number(ofFragment index: Int) -> Int {
        let fragment = document.fragments[index]
        return number(of: fragment.selectionSet, context.schema.type(named: fragment.typeCondition, in: document))
    }

    private mutating func collect(_ set: SelectionSet, _ parent: TypeDefinition?, into fields: inout FieldSet) {
        for selection in document[set.selections] {
            collected += 1
            switch selection {
            case .field(let field):
                fields.add(TypedField(field: field, parent: parent, type: definition(of: field, in: parent)?.type))
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

    // MARK: Types

    func namedType(of field: Field, in parent: TypeDefinition?) -> TypeDefinition? {
        definition(of: field, in: parent).map { context.schema[$0.type.named] }
    }

    func type(of fragment: InlineFragment, in parent: TypeDefinition?) -> TypeDefinition? {
        guard let name = fragment.typeCondition else { return parent }
        return context.schema.type(named: name, in: document)
    }

    private func definition(of field: Field, in parent: TypeDefinition?) -> FieldDefinition? {
        parent.flatMap { context.schema.field(named: field.name, in: document, of: $0) }
    }
}
