/// Makes the definitions of a schema out of what the builder gathered.
struct SchemaAssembly {
    typealias Part = SchemaBuilder.Part

    let builder: SchemaBuilder
    /// Knows the types that constants are coerced to; nil in the first of two passes, which leaves them out.
    let coercing: Schema?
    var symbols = Schema.Symbols()
    private var nextElement: Int
    private(set) var errors: [GraphQLError] = []

    init(_ builder: SchemaBuilder, coercingWith schema: Schema?) {
        self.builder = builder
        coercing = schema
        nextElement = builder.types.count
    }

    mutating func assemble() throws(SchemaErrors) -> Schema.Parts {
        let interfaces = builder.types.map { type in
            type.parts.flatMap { part in part.document[part.node.interfaces].compactMap { typeID(of: $0, in: part) } }
        }
        let possibleTypes = possibleTypes(interfaces)
        let types = builder.types.enumerated().map { index, type in
            typeDefinition(type, index, interfaces: interfaces[index], possibleTypes: possibleTypes[index])
        }
        let directives = builder.directives.map { directiveDefinition($0) }
        let metaFields = builder.metaFields.typeSystemDefinitions.flatMap {
            fields(of: Part(document: builder.metaFields, node: $0), "")
        }
        let roots = rootTypes()
        let description = builder.schemaParts.first.flatMap { $0.text(of: $0.node.description) }
        let applied = builder.schemaParts.flatMap { self.directives($0.node.directives, in: $0, at: .schema) }
        if roots[.query] == nil { report("Query root type must be provided.") }
        guard errors.isEmpty, let query = roots[.query], metaFields.count == 3 else { throw SchemaErrors(errors) }
        return Schema.Parts(
            description: description, directives: applied, types: types, typeSymbols: types.map(\.element.symbol),
            directiveDefinitions: directives, query: query, mutation: roots[.mutation],
            subscription: roots[.subscription], elementCount: nextElement, typenameField: metaFields[0],
            schemaField: metaFields[1], typeField: metaFields[2], symbols: symbols)
    }

    // MARK: Types

    private mutating func typeDefinition(
        _ type: SchemaBuilder.TypeParts, _ index: Int, interfaces: [TypeID], possibleTypes: TypeSet
    ) -> TypeDefinition {
        let kind = Self.kinds[type.kind] ?? .scalar
        let location = Self.locations[type.kind] ?? .scalar
        let definition = type.parts[0]
        let element = Element(
            index: index, name: type.name, symbol: symbols.intern(type.name), coordinate: .type(type.name),
            description: definition.text(of: definition.node.description),
            directives: type.parts.flatMap { directives($0.node.directives, in: $0, at: location) },
            offset: offset(definition.node.name, in: definition))
        return TypeDefinition(
            element, kind: kind, interfaces: interfaces, possibleTypes: possibleTypes,
            fields: type.parts.flatMap { fields(of: $0, type.name) },
            inputFields: type.parts.flatMap { part in
                inputs(part.node.inputs, in: part, at: .inputFieldDefinition) { .member(of: type.name, $0) }
            },
            enumValues: type.parts.flatMap { enumValues(of: $0, type.name) },
            coerceInput: BuiltIn.coerceInput(of: type.name) ?? builder.scalars[type.name] ?? { $0 })
    }

    private static let kinds: [TypeSystemDefinition.Kind: TypeDefinition.Kind] = [
        .object: .object, .interface: .interface, .union: .union, .enumeration: .enumeration,
        .inputObject: .inputObject,
    ]

    private static let locations: [TypeSystemDefinition.Kind: DirectiveLocation] = [
        .object: .object, .interface: .interface, .union: .union, .enumeration: .enum, .inputObject: .inputObject,
    ]

    private mutating func possibleTypes(_ interfaces: [[TypeID]]) -> [TypeSet] {
        let types = builder.types
        var sets = [TypeSet](repeating: TypeSet(capacity: types.count), count: types.count)
        for (index, type) in types.enumerated() {
            if type.kind == .object {
                for set in [TypeID(index: index)] + interfaces[index] { sets[set.index].insert(TypeID(index: index)) }
            }
            for part in type.parts {
                for member in part.document[part.node.memberTypes] {
                    if let member = typeID(of: member, in: part) { sets[index].insert(member) }
                }
            }
        }
        return sets
    }

    private mutating func rootTypes() -> [OperationKind: TypeID] {
        var roots: [OperationKind: TypeID] = [:]
        guard builder.schemaParts.contains(where: { !$0.node.isExtension }) else {
            roots[.query] = builder.typeIDs["Query"]
            roots[.mutation] = builder.typeIDs["Mutation"]
            roots[.subscription] = builder.typeIDs["Subscription"]
            return roots
        }
        for part in builder.schemaParts {
            for root in part.document[part.node.rootOperations] {
                if roots[root.kind] != nil {
                    report("There can be only one \(root.kind.rawValue) type in schema.", root, in: part)
                }
                roots[root.kind] = typeID(of: root.type, in: part)
            }
        }
        return roots
    }

    // MARK: Parts of types

    private mutating func fields(of part: Part, _ type: String) -> [FieldDefinition] {
        part.document[part.node.fields].map { node in
            let name = part.document.text(of: node.name)
            let arguments = inputs(node.arguments, in: part, at: .argumentDefinition) {
                .argument(of: type, field: name, $0)
            }
            return FieldDefinition(
                element(
                    node.name, node.description, node.directives, in: part, at: .fieldDefinition,
                    .member(of: type, name)),
                arguments: arguments, type: reference(node.type, in: part))
        }
    }

    private mutating func inputs(
        _ nodes: Nodes<InputValueNode>, in part: Part, at location: DirectiveLocation,
        coordinate: (String) -> SchemaCoordinate
    ) -> [InputValueDefinition] {
        part.document[nodes].map { node in
            let type = reference(node.type, in: part)
            let literal = node.defaultValue.map {
                InputValueDefinition.Literal(document: part.document, value: $0)
            }
            return InputValueDefinition(
                element(
                    node.name, node.description, node.directives, in: part, at: location,
                    coordinate(part.document.text(of: node.name))),
                type: type, defaultLiteral: literal,
                defaultValue: literal.flatMap { coerce($0.value, to: type, in: part) })
        }
    }

    private mutating func enumValues(of part: Part, _ type: String) -> [EnumValueDefinition] {
        part.document[part.node.values].map { node in
            EnumValueDefinition(
                element(
                    node.name, node.description, node.directives, in: part, at: .enumValue,
                    .member(of: type, part.document.text(of: node.name))))
        }
    }

    private mutating func directiveDefinition(_ part: Part) -> DirectiveDefinition {
        let name = part.name
        let locations = part.document[part.node.locations].compactMap {
            DirectiveLocation(rawValue: part.document.text(of: $0))
        }
        let arguments = inputs(part.node.inputs, in: part, at: .argumentDefinition) {
            .directiveArgument(of: name, $0)
        }
        let element = Element(
            index: takeElement(), name: name, symbol: symbols.intern(name), coordinate: .directive(name),
            description: part.text(of: part.node.description), directives: [],
            offset: offset(part.node.name, in: part))
        return DirectiveDefinition(
            element, arguments: arguments, locations: locations, isRepeatable: part.node.isRepeatable)
    }

    private mutating func element(
        _ name: Name, _ description: Value?, _ directives: Nodes<Directive>, in part: Part,
        at location: DirectiveLocation, _ coordinate: SchemaCoordinate
    ) -> Element {
        let text = part.document.text(of: name)
        return Element(
            index: takeElement(), name: text, symbol: symbols.intern(text), coordinate: coordinate,
            description: part.text(of: description),
            directives: self.directives(directives, in: part, at: location), offset: offset(name, in: part))
    }

    private mutating func takeElement() -> Int {
        defer { nextElement += 1 }
        return nextElement
    }

    private func offset(_ name: Name?, in part: Part) -> Int32? {
        part.document === builder.document ? name?.offset : nil
    }

    // MARK: References and errors

    private mutating func typeID(of name: Name, in part: Part) -> TypeID? {
        let text = part.document.text(of: name)
        if let type = builder.typeIDs[text] { return type }
        report("Unknown type \"\(text)\".", name, in: part)
        return nil
    }

    /// A type that is not known is reported; the first type stands in for it until the schema is refused.
    private mutating func reference(_ node: TypeNode, in part: Part) -> TypeReference {
        TypeReference(typeID(of: node.name, in: part) ?? TypeID(index: 0), node.wrapping)
    }

    mutating func report(_ message: String, _ node: (some Node)?, in part: Part) {
        let location = part.document === builder.document ? node.map(part.document.location) : nil
        errors.append(GraphQLError(message, at: location.map { [$0] } ?? [], code: .schemaInvalid))
    }

    private mutating func report(_ message: String) {
        errors.append(GraphQLError(message, code: .schemaInvalid))
    }
}
