/// How large a selection set is with its fragments written out, without writing them out.
///
/// Each fragment is measured once; fragments have to be measured before those that spread them.
struct ExpansionMeasure {
    struct Size {
        /// Levels of fields.
        var depth = 0
        /// Levels of selection sets, those of fragments included: what walks over fragments recurse by.
        var nesting = 0
        var fields = 0
        var aliases = 0
        /// Fields that are not in another field.
        var rootFields = 0

        /// Counts stop here: far above any bound, and far from overflow.
        private static let ceiling = 1 << 30

        mutating func add(_ other: Size) {
            depth = max(depth, other.depth)
            nesting = max(nesting, other.nesting)
            fields = min(Self.ceiling, fields + other.fields)
            aliases = min(Self.ceiling, aliases + other.aliases)
            rootFields = min(Self.ceiling, rootFields + other.rootFields)
        }
    }

    let document: Document
    let fragments: FragmentGraph
    private var sizes: [Size]
    /// Each place with directives on it, and how many.
    private(set) var directivePlaces: [(offset: Int32, count: Int)] = []

    init(document: Document, fragments: FragmentGraph) {
        self.document = document
        self.fragments = fragments
        sizes = [Size](repeating: Size(), count: document.fragments.count)
    }

    mutating func measure(fragment index: Int) -> Size {
        let fragment = document.fragments[index]
        note(fragment.directives, at: fragment.offset)
        sizes[index] = measure(fragment.selectionSet)
        return sizes[index]
    }

    mutating func measure(_ operation: Operation) -> Size {
        note(operation.directives, at: operation.offset)
        for variable in document[operation.variables] { note(variable.directives, at: variable.offset) }
        return measure(operation.selectionSet)
    }

    private mutating func measure(_ set: SelectionSet) -> Size {
        var size = Size()
        for selection in document[set.selections] {
            switch selection {
            case .field(let field):
                note(field.directives, at: field.offset)
                let inner = measure(field.selectionSet)
                size.add(
                    Size(
                        depth: inner.depth + 1, nesting: inner.nesting, fields: inner.fields + 1,
                        aliases: inner.aliases + (field.hasAlias ? 1 : 0), rootFields: 1))
            case .inlineFragment(let fragment):
                note(fragment.directives, at: fragment.offset)
                size.add(measure(fragment.selectionSet))
            case .fragmentSpread(let spread):
                note(spread.directives, at: spread.offset)
                if let fragment = fragments.fragment(named: spread.name) { size.add(sizes[fragment]) }
            }
        }
        if !set.isEmpty { size.nesting += 1 }
        return size
    }

    private mutating func note(_ directives: Nodes<Directive>, at offset: Int32) {
        if !directives.isEmpty { directivePlaces.append((offset, Int(directives.count))) }
    }
}
