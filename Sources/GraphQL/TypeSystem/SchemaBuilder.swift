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
    /// The definition of the schema and its extensions.
    private(set) var schemaParts: [Part] = []
    let metaFields: Document

    /// Of two definitions with one name it takes the first, and leaves out what makes no sense: rules report that.
    ///
    /// - Throws: The built-in definitions cannot be read.
    init(_ document: Document, scalars: [String: @Sendable (InputValue) -> InputValue?]) throws(SchemaErrors) {
        self.document = document
        self.scalars = scalars
        let builtIn: Document
        do throws(GraphQLError) {
            builtIn = try Document.parse(Array(BuiltIn.definitions.utf8), limits: .typeSystem)
            metaFields = try Document.parse(Array(BuiltIn.metaFields.utf8), limits: .typeSystem)
        } catch { throw SchemaErrors([error]) }
        collectTypes(of: builtIn, without: Self.unusedScalars(in: [builtIn, document]))
        collectTypes(of: document)
        collectDirectives(of: builtIn)
        collectExtensions()
    }

    /// The built-in scalars that nothing refers to: they are no part of the schema.
    ///
    /// <https://spec.graphql.org/September2025/#sec-Scalars.Built-in-Scalars>
    private static func unusedScalars(in documents: [Document]) -> Set<String> {
        var unused = Set(BuiltIn.scalars)
        for document in documents {
            for definition in document.typeSystemDefinitions {
                for name in definition.typeNames(in: document) { unused.remove(document.text(of: name)) }
            }
        }
        return unused
    }

    private mutating func collectTypes(of document: Document, without unused: Set<String> = []) {
        for node in document.typeSystemDefinitions where !node.isExtension {
            let part = Part(document: document, node: node)
            if node.kind == .schema { schemaParts.append(part) }
            guard node.isOfType, typeIDs[part.name] == nil, !unused.contains(part.name) else { continue }
            typeIDs[part.name] = TypeID(index: types.count)
            types.append(TypeParts(name: part.name, kind: node.kind, parts: [part]))
        }
    }

    /// The schema's document may define the built-in directives as well, then in its own way.
    private mutating func collectDirectives(of builtIn: Document) {
        var own: [String: Part] = [:]
        var order: [Part] = []
        for node in document.typeSystemDefinitions where node.kind == .directive {
            let part = Part(document: document, node: node)
            if own.updateValue(own[part.name] ?? part, forKey: part.name) == nil { order.append(part) }
        }
        for node in builtIn.typeSystemDefinitions where node.kind == .directive {
            let part = Part(document: builtIn, node: node)
            directives.append(own.removeValue(forKey: part.name) ?? part)
        }
        directives += order.filter { own[$0.name] != nil }
    }

    private mutating func collectExtensions() {
        for node in document.typeSystemDefinitions where node.isExtension {
            let part = Part(document: document, node: node)
            if node.kind == .schema {
                schemaParts.append(part)
            } else if let type = typeIDs[part.name], types[type.index].kind == node.kind {
                types[type.index].parts.append(part)
            }
        }
    }

    // MARK: Root types

    struct Root {
        let type: TypeID
        /// Where the schema's definition names it; nil if it does not.
        let node: Name?
    }

    /// The type that operations of a kind start from: named by the schema's definition, or by its own name without one.
    ///
    /// <https://spec.graphql.org/September2025/#sec-Root-Operation-Types.Default-Root-Operation-Type-Names>
    func root(of kind: OperationKind) -> Root? {
        let isDefined = schemaParts.contains { !$0.node.isExtension }
        if !isDefined, let type = typeIDs[Self.defaultName(of: kind)] { return Root(type: type, node: nil) }
        for part in schemaParts {
            let root = part.document[part.node.rootOperations].first { $0.kind == kind }
            if let root, let type = typeIDs[part.document.text(of: root.type)] {
                return Root(type: type, node: root.type)
            }
        }
        return nil
    }

    /// `Query`, `Mutation` or `Subscription`.
    static func defaultName(of kind: OperationKind) -> String {
        switch kind {
        case .query: "Query"
        case .mutation: "Mutation"
        case .subscription: "Subscription"
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
