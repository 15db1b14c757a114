/// What the rules look at, and where they report.
struct ValidationContext {
    let document: Document
    let schema: Schema
    let view: SchemaView
    let limits: ValidationLimits
    let fragments: FragmentGraph
    /// The code of errors that have none of their own.
    private let code: GraphQLError.Code
    /// What a message begins with that is about the node at an offset.
    var prefix: ((Int32) -> String)?
    /// The document laid on the schema; empty until the bounds have been checked.
    private(set) var typed = TypedDocument()
    private(set) var errors: [GraphQLError] = []
    /// Of each error: the node that the document is wrong at, in bytes.
    private var places: [Int32] = []

    init(
        _ document: Document, _ schema: Schema, _ view: SchemaView, _ limits: ValidationLimits,
        code: GraphQLError.Code = .validationFailed
    ) {
        self.document = document
        self.schema = schema
        self.view = view
        self.limits = limits
        self.code = code
        fragments = FragmentGraph(document)
    }

    mutating func layOnSchema() { typed = TypedDocument(document, on: schema, fragments: fragments) }

    /// Further errors would not be reported.
    var isFull: Bool { errors.count >= limits.errors }

    /// Adds an error that points at some nodes: the last is wrong, because of those before it.
    mutating func report(_ message: String, _ nodes: any Node..., code: GraphQLError.Code? = nil) {
        report(message, at: nodes.map(\.offset), place: nodes.last?.offset, code: code)
    }

    /// - Parameter place: Which of the offsets is wrong; without one all are, from the first on.
    mutating func report(
        _ message: String, at offsets: [Int32], place: Int32? = nil, code: GraphQLError.Code? = nil
    ) {
        guard !isFull else { return }
        let places = SourceLocations(document)
        let locations = offsets.prefix(GraphQLError.maximumLocations).map { places[$0] }
        let prefix = prefix?(offsets.first ?? 0) ?? ""
        errors.append(GraphQLError(prefix + message, at: locations, code: code ?? self.code))
        self.places.append(place ?? offsets.first ?? 0)
    }

    /// Puts the errors after the first `count` in the document's order; those at one place stay as they are.
    mutating func sortErrors(after count: Int) {
        guard errors.count > count + 1 else { return }
        let order = (count..<errors.count).sorted { (places[$0], $0) < (places[$1], $1) }
        errors[count...] = ArraySlice(order.map { errors[$0] })
        places[count...] = ArraySlice(order.map { places[$0] })
    }

    /// A name as messages quote it.
    func text(of name: Name) -> String { document.text(of: name).shortened() }

    /// A value as messages quote it.
    func text(of value: Value) -> String { document.printed(value).shortened() }

    /// A type as messages quote it.
    func text(of type: TypeNode) -> String { document.printed(type).shortened() }

    /// Reports names that occur twice.
    mutating func reportDuplicates<Named: Node>(
        among nodes: some Collection<Named>, name: (Named) -> Name, message: (String) -> String
    ) {
        guard mayRepeat(nodes, name) else { return }
        var seen: [Int32: Named] = [:]
        for node in nodes {
            let symbol = name(node).symbol
            if let first = seen[symbol] {
                report(message(text(of: name(node))), first, node)
            } else {
                seen[symbol] = node
            }
        }
    }

    /// Reports names that occur more than once, each with all its places.
    mutating func reportGroups<Named: Node>(
        among nodes: some Collection<Named>, name: (Named) -> Name, message: (String) -> String
    ) {
        guard mayRepeat(nodes, name) else { return }
        var groups: [Int32: [Named]] = [:]
        for node in nodes { groups[name(node).symbol, default: []].append(node) }
        for group in groups.values.filter({ $0.count > 1 }).sorted(by: { $0[0].offset < $1[0].offset }) {
            report(message(text(of: name(group[0]))), at: group.map(\.offset))
        }
    }

    /// Reports members that a type and its extensions define more than once.
    ///
    /// - Parameter message: Makes a sentence of the member's coordinate.
    mutating func reportRepeatedMembers(
        _ members: (TypeSystemDefinition, Document) -> [Name], message: (SchemaCoordinate) -> String
    ) {
        struct Member: Hashable {
            let type: Int32
            let name: Int32
        }
        var seen: [Member: Name] = [:]
        for definition in document.typeSystemDefinitions {
            guard definition.isOfType, let type = definition.name else { continue }
            for name in members(definition, document) {
                let member = Member(type: type.symbol, name: name.symbol)
                if let first = seen[member] {
                    report(message(.member(of: text(of: type), text(of: name))), first, name)
                } else {
                    seen[member] = name
                }
            }
        }
    }

    /// Whether a name may be there twice; of a few nodes, as there mostly are, whether it is.
    private func mayRepeat<Named: Node>(_ nodes: some Collection<Named>, _ name: (Named) -> Name) -> Bool {
        if nodes.count > 8 { return true }
        return zip(nodes.indices, nodes).contains { index, node in
            nodes[..<index].contains { name($0).symbol == name(node).symbol }
        }
    }
}
