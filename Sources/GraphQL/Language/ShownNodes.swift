/// The nodes of a schema's document that define what a view of the schema shows.
struct ShownNodes {
    private let document: Document
    /// Where the elements are defined that the view shows.
    private let offsets: Set<Int32>
    /// The names of the types that it shows, as symbols.
    private let types: Set<Int32>
    /// The names of directives whose arguments are shown: those of the specification, as in introspection, and others.
    private let directives: Set<String>

    init(of document: Document, in view: SchemaView, with directives: [String]) {
        self.document = document
        self.directives = Set(["deprecated", "specifiedBy", "oneOf"] + directives)
        var offsets: Set<Int32> = []
        view.schema.forEachElement { element in
            if let offset = element.offset, view.shows(element) { offsets.insert(offset) }
        }
        self.offsets = offsets
        let names = document.typeSystemDefinitions.filter(\.isOfType).compactMap(\.name)
        types = Set(
            names.filter { view.schema.type(named: $0, in: document).map { view.shows($0.id) } ?? false }
                .map(\.symbol))
    }

    func contains(typeNamed name: Name) -> Bool { types.contains(name.symbol) }

    /// Whether it shows the field, argument, enum value or directive that a node defines.
    func contains(_ node: some Node) -> Bool { offsets.contains(node.offset) }

    /// Whether it shows what a directive says.
    func contains(_ directive: Directive) -> Bool { directives.contains(document.text(of: directive.name)) }

    /// Whether it shows a definition, or anything of an extension.
    func contains(_ definition: TypeSystemDefinition) -> Bool {
        if definition.kind == .directive { return offsets.contains(definition.offset) }
        if let name = definition.name, !contains(typeNamed: name) { return false }
        return !definition.isExtension || hasParts(definition)
    }

    private func hasParts(_ definition: TypeSystemDefinition) -> Bool {
        document[definition.fields].contains { contains($0) } || document[definition.values].contains { contains($0) }
            || document[definition.inputs].contains { contains($0) }
            || document[definition.directives].contains { contains($0) }
            || document[definition.interfaces].contains { contains(typeNamed: $0) }
            || document[definition.memberTypes].contains { contains(typeNamed: $0) }
            || document[definition.rootOperations].contains { contains(typeNamed: $0.type) }
    }
}
