/// Makes the definitions of a schema out of what the builder gathered; each pass gives the elements the same numbers.
struct SchemaAssembly {
    typealias Part = SchemaBuilder.Part

    let builder: SchemaBuilder
    /// Know the types that constants are coerced to; nil in the first of two passes, which leaves them out.
    let defaults: DefaultValues?
    var symbols = NameList()
    private var nextElement: Int
    private(set) var errors: [GraphQLError] = []

    init(_ builder: SchemaBuilder, coercingWith defaults: DefaultValues?) {
        self.builder = builder
        self.defaults = defaults
        nextElement = builder.types.count
    }

    mutating func assemble() -> Schema.Parts {
        let interfaces = builder.types.map { typeIDs(\.interfaces, in: $0) }
        let memberTypes = builder.types.map { typeIDs(\.memberTypes, in: $0) }
        let possibleTypes = possibleTypes(interfaces, memberTypes)
        let types = builder.types.enumerated().map { index, type in
            typeDefinition(
                type, index, interfaces: interfaces[index], possibleTypes: possibleTypes[index],
                memberTypes: memberTypes[index])
        }
        let directives = builder.directives.map { directiveDefinition($0) }
        let metaFields = builder.metaFields.typeSystemDefinitions.flatMap {
            fields(of: Part(document: builder.metaFields, node: $0), "")
        }
        let description = builder.schemaParts.first.flatMap { $0.text(of: $0.node.description) }
        let applied = builder.schemaParts.flatMap { self.directives($0.node.directives, in: $0) }
        return Schema.Parts(
            description: description, directives: applied, types: types, typeSymbols: types.map(\.element.symbol),
            directiveDefinitions: directives, query: builder.root(of: .query)?.type,
            mutation: builder.root(of: .mutation)?.type, subscription: builder.root(of: .subscription)?.type,
            elementCount: nextElement, metaFields: metaFields, symbols: symbols)
    }

    // MARK: Types

    private mutating func typeDefinition(
        _ type: SchemaBuilder.TypeParts, _ index: Int, interfaces: [TypeID], possibleTypes: TypeSet,
        memberTypes: [TypeID]
    ) -> TypeDefinition {
        let kind = Self.kinds[type.kind] ?? .scalar
        let definition = type.parts[0]
        let element = Element(
            index: index, name: type.name, symbol: symbols.intern(type.name), coordinate: .type(type.name),
            description: definition.text(of: definition.node.description),
            directives: type.parts.flatMap { directives($0.node.directives, in: $0) },
            offset: offset(definition.node, in: definition))
        return TypeDefinition(
            element, kind: kind, interfaces: interfaces, possibleTypes: possibleTypes,
            memberTypes: memberTypes,
            fields: Members(type.parts.flatMap { fields(of: $0, type.name) }),
            inputFields: Members(
                type.parts.flatMap { part in inputs(part.node.inputs, in: part) { .member(of: type.name, $0) } }),
            enumValues: Members(type.parts.flatMap { enumValues(of: $0, type.name) }),
            coerceInput: BuiltIn.coerceInput(of: type.name) ?? builder.scalars[type.name] ?? { $0 })
    }

    private static let kinds: [TypeSystemDefinition.Kind: TypeDefinition.Kind] = [
        .object: .object, .interface: .interface, .union: .union, .enumeration: .enumeration,
        .inputObject: .inputObject,
    ]

    private func possibleTypes(_ interfaces: [[TypeID]], _ memberTypes: [[TypeID]]) -> [TypeSet] {
        let types = builder.types
        var sets = [TypeSet](repeating: TypeSet(), count: types.count)
        for (index, type) in types.enumerated() {
            if type.kind == .object {
                for set in [TypeID(index: index)] + interfaces[index] { sets[set.index].insert(TypeID(index: index)) }
            }
            for member in memberTypes[index] { sets[index].insert(member) }
        }
        return sets
    }

    // MARK: Parts of types

    private mutating func fields(of part: Part, _ type: String) -> [FieldDefinition] {
        part.document[part.node.fields].map { node in
            let name = part.document.text(of: node.name)
            let arguments = inputs(node.arguments, in: part) {
                .argument(of: type, field: name, $0)
            }
            return FieldDefinition(
                element(node, node.name, node.description, node.directives, in: part, .member(of: type, name)),
                arguments: Members(arguments), type: reference(node.type, in: part),
                typeOffset: offset(node.type, in: part))
        }
    }

    private mutating func inputs(
        _ nodes: Nodes<InputValueNode>, in part: Part, coordinate: (String) -> SchemaCoordinate
    ) -> [InputValueDefinition] {
        part.document[nodes].map { node in
            let type = reference(node.type, in: part)
            let literal = node.defaultValue.map {
                InputValueDefinition.Literal(document: part.document, value: $0)
            }
            let element = element(
                node, node.name, node.description, node.directives, in: part,
                coordinate(part.document.text(of: node.name)))
            return InputValueDefinition(
                element, type: type, typeOffset: offset(node.type, in: part), defaultLiteral: literal,
                defaultValue: literal.flatMap { coerce($0.value, to: type, in: part, defaultOf: element) })
        }
    }

    private mutating func enumValues(of part: Part, _ type: String) -> [EnumValueDefinition] {
        part.document[part.node.values].map { node in
            EnumValueDefinition(
                element(
                    node, node.name, node.description, node.directives, in: part,
                    .member(of: type, part.document.text(of: node.name))))
        }
    }

    private mutating func directiveDefinition(_ part: Part) -> DirectiveDefinition {
        let name = part.name
        let locations = part.document[part.node.locations].compactMap {
            DirectiveLocation(rawValue: part.document.text(of: $0))
        }
        let arguments = inputs(part.node.inputs, in: part) {
            .directiveArgument(of: name, $0)
        }
        let element = Element(
            index: takeElement(), name: name, symbol: symbols.intern(name), coordinate: .directive(name),
            description: part.text(of: part.node.description), directives: [],
            offset: offset(part.node, in: part))
        return DirectiveDefinition(
            element, arguments: Members(arguments), locations: locations, isRepeatable: part.node.isRepeatable)
    }

    private mutating func element(
        _ node: some Node, _ name: Name, _ description: Value?, _ directives: Nodes<Directive>, in part: Part,
        _ coordinate: SchemaCoordinate
    ) -> Element {
        let text = part.document.text(of: name)
        return Element(
            index: takeElement(), name: text, symbol: symbols.intern(text), coordinate: coordinate,
            description: part.text(of: description),
            directives: self.directives(directives, in: part), offset: offset(node, in: part))
    }

    private mutating func takeElement() -> Int {
        defer { nextElement += 1 }
        return nextElement
    }

    /// Where the schema's document has a node; nil for what is built in.
    func offset(_ node: some Node, in part: Part) -> Int32? {
        part.document === builder.document ? node.offset : nil
    }

    // MARK: References and errors

    /// The types that a type names in all its parts.
    private func typeIDs(
        _ names: KeyPath<TypeSystemDefinition, Nodes<Name>>, in type: SchemaBuilder.TypeParts
    ) -> [TypeID] {
        type.parts.flatMap { part in
            part.document[part.node[keyPath: names]].compactMap { typeID(of: $0, in: part) }
        }
    }

    private func typeID(of name: Name, in part: Part) -> TypeID? {
        builder.typeIDs[part.document.text(of: name)]
    }

    /// The first type stands in for one that is not known, until the schema is refused for that.
    private func reference(_ node: TypeNode, in part: Part) -> TypeReference {
        TypeReference(typeID(of: node.name, in: part) ?? TypeID(index: 0), node.wrapping)
    }

    mutating func report(_ message: String, _ node: some Node, in part: Part) {
        guard errors.count < ValidationLimits.typeSystem.errors else { return }
        errors.append(GraphQLError(message, at: [part.document.location(of: node)], code: .schemaInvalid))
    }
}
