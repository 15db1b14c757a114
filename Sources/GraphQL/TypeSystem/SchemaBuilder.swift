/// Gathers the definitions of a schema's document, extensions merged, and gives every type its number.
struct SchemaBuilder {
    /// A definition or an extension, and the document it stands in.
    struct Part {
        let document: Document
        let node: TypeSystemDefinition
    }

    /// A type's name and kind and everything written about it.
    struct TypeParts {
        let name: String
        let kind: TypeSystemDefinition.Kind
        var parts: [Part]
    }

    let document: Document
    let scalars: [String: @Sendable (InputValue) -> InputValue?]
    private(set) var types: [TypeParts] = []
    private(set) var typeIDs: [String: TypeID] = [:]
    private(set) var directives: [Part] = []
    private(set) var schemaParts: [Part] = []
    let metaFields: Document
    private var errors: [GraphQLError] = []

    init(_ document: Document, scalars: [String: @Sendable (InputValue) -> InputValue?]) throws(SchemaErrors) {
        self.document = document
        self.scalars = scalars
        let builtIn: Document
        do throws(GraphQLError) {
            builtIn = try Document.parse(Array(BuiltIn.definitions.utf8), limits: .typeSystem)
            metaFields = try Document.parse(Array(BuiltIn.metaFields.utf8), limits: .typeSystem)
        } catch { throw SchemaErrors([error]) }
        collectDefinitions(of: builtIn)
        collectDefinitions(of: document)
        collectExtensions()
        for operation in document.operations { report("A schema must not contain operations.", operation) }
        for fragment in document.fragments { report("A schema must not contain fragments.", fragment) }
        guard errors.isEmpty else { throw SchemaErrors(errors) }
    }

    func build(coercingWith schema: Schema?) throws(SchemaErrors) -> Schema.Parts {
        var assembly = SchemaAssembly(self, coercingWith: schema)
        return try assembly.assemble()
    }

    private mutating func report(_ message: String, _ node: some Node) {
        errors.append(GraphQLError(message, at: [document.location(of: node)], code: .schemaInvalid))
    }

    private mutating func collectDefinitions(of document: Document) {
        for node in document.typeSystemDefinitions where !node.isExtension {
            let part = Part(document: document, node: node)
            guard let nameNode = node.name else {
                if !schemaParts.isEmpty { report("Must provide only one schema definition.", node) }
                schemaParts.append(part)
                continue
            }
            let name = document.text(of: nameNode)
            if node.kind == .directive {
                if directives.contains(where: { $0.name == name }) {
                    report("There can be only one directive named \"@\(name)\".", nameNode)
                } else {
                    directives.append(part)
                }
            } else if typeIDs[name] != nil {
                report("There can be only one type named \"\(name)\".", nameNode)
            } else {
                typeIDs[name] = TypeID(index: types.count)
                types.append(TypeParts(name: name, kind: node.kind, parts: [part]))
            }
        }
    }

    private mutating func collectExtensions() {
        for node in document.typeSystemDefinitions where node.isExtension {
            let part = Part(document: document, node: node)
            guard let nameNode = node.name else {
                schemaParts.append(part)
                continue
            }
            let name = document.text(of: nameNode)
            if let type = typeIDs[name] {
                if types[type.index].kind == node.kind {
                    types[type.index].parts.append(part)
                } else {
                    report("Cannot extend type \"\(name)\" as another kind of type.", node)
                }
            } else {
                report("Cannot extend type \"\(name)\" because it is not defined.", nameNode)
            }
        }
    }
}

extension SchemaBuilder.Part {
    var name: String { node.name.map(document.text) ?? "" }
    /// What the description says, if there is one.
    func text(of description: Value?) -> String? {
        if case .string(let token)? = description?.content { document.string(token) } else { nil }
    }
}
