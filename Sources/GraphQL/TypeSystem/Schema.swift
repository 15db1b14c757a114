/// A type system, ready to look things up in.
///
/// Names that come from a document are found by their bytes, without making a `String`.
///
/// <https://spec.graphql.org/September2025/#sec-Schema>
package final class Schema: Sendable {
    package let description: String?
    package let directives: [AppliedDirective]
    /// Every type, `TypeID` being the position; built-in ones first.
    package let types: [TypeDefinition]
    package let directiveDefinitions: [DirectiveDefinition]
    package let query: TypeID
    package let mutation: TypeID?
    package let subscription: TypeID?
    /// How many elements there are; `Element.index` is below it.
    package let elementCount: Int

    // The fields that exist without being declared (§4.1).
    package let typenameField: FieldDefinition
    package let schemaField: FieldDefinition
    package let typeField: FieldDefinition

    /// Its names; documents that are parsed with them are looked up the fastest.
    package let vocabulary: Vocabulary
    private let typeOfName: [String: TypeID]
    /// The type each symbol names, if any.
    private let typeOfSymbol: [TypeID?]
    private let directiveOfSymbol: [DirectiveDefinition?]

    /// Builds the schema that a document describes.
    ///
    /// - Parameter scalars: Input coercion of custom scalars by name; one that is missing accepts any value.
    /// - Throws: Everything that is wrong with the document.
    package convenience init(
        building document: Document, scalars: [String: @Sendable (InputValue) -> InputValue?] = [:]
    ) throws(SchemaErrors) {
        let builder = try SchemaBuilder(document, scalars: scalars)
        // The first schema has the types that the second needs to coerce its constants.
        var first = SchemaAssembly(builder, coercingWith: nil)
        let withoutConstants = try Schema(first.assemble())
        try SchemaErrors.none(SchemaValidation.errors(ofDefinitionsIn: document, on: withoutConstants))
        let defaults = DefaultValues(of: withoutConstants)
        var second = SchemaAssembly(builder, coercingWith: defaults)
        try self.init(second.assemble())
        try SchemaErrors.none(SchemaValidation.errors(of: self, builder, defaults))
        try SchemaErrors.none(second.errors)
    }

    /// - Throws: The built-in definitions are not what this class expects.
    private init(_ parts: Parts) throws(SchemaErrors) {
        guard parts.metaFields.count == 3 else {
            throw SchemaErrors([GraphQLError("The built-in fields are incomplete.", code: .schemaInvalid)])
        }
        description = parts.description
        directives = parts.directives
        types = parts.types
        directiveDefinitions = parts.directiveDefinitions
        // A schema without one is refused by its validation.
        query = parts.query ?? TypeID(index: 0)
        mutation = parts.mutation
        subscription = parts.subscription
        elementCount = parts.elementCount
        typenameField = parts.metaFields[0]
        schemaField = parts.metaFields[1]
        typeField = parts.metaFields[2]
        vocabulary = Vocabulary(parts.symbols)
        var typeOfSymbol = [TypeID?](repeating: nil, count: vocabulary.count)
        for (index, symbol) in parts.typeSymbols.enumerated() { typeOfSymbol[Int(symbol)] = TypeID(index: index) }
        var directiveOfSymbol = [DirectiveDefinition?](repeating: nil, count: vocabulary.count)
        for directive in directiveDefinitions { directiveOfSymbol[Int(directive.element.symbol)] = directive }
        self.typeOfSymbol = typeOfSymbol
        typeOfName = Dictionary(
            types.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
        self.directiveOfSymbol = directiveOfSymbol
    }

    package subscript(type: TypeID) -> TypeDefinition { types[type.index] }

    /// The type that operations of this kind start from.
    package func root(of kind: OperationKind) -> TypeDefinition? {
        switch kind {
        case .query: self[query]
        case .mutation: mutation.map { self[$0] }
        case .subscription: subscription.map { self[$0] }
        }
    }

    /// The type in the language's notation.
    package func text(of type: TypeReference) -> String { type.wrapping.text(around: self[type.named].name) }

    // MARK: Looking up by a document's names

    package func type(named name: Name, in document: Document) -> TypeDefinition? {
        document.symbol(of: name, in: vocabulary).flatMap(type)
    }

    /// A field of a composite type, `__typename` and the query root's other meta fields included.
    package func field(named name: Name, in document: Document, of type: TypeDefinition) -> FieldDefinition? {
        document.symbol(of: name, in: vocabulary).flatMap { field($0, of: type) }
    }

    /// An argument of a field or a directive, or a field of an input object.
    package func input(
        named name: Name, in document: Document, of inputs: Members<InputValueDefinition>
    ) -> InputValueDefinition? {
        document.symbol(of: name, in: vocabulary).flatMap { inputs[symbol: $0] }
    }

    /// What a literal gives for the fields of an input object, by their `Element.index`; without names it does not know.
    func inputs(of type: TypeDefinition, givenBy nodes: Nodes<ObjectField>, in document: Document) -> [Int: Value] {
        let known = document[nodes].compactMap { node in
            input(named: node.name, in: document, of: type.inputFields).map { ($0.element.index, node.value) }
        }
        return Dictionary(known, uniquingKeysWith: { first, _ in first })
    }

    package func enumValue(named name: Name, in document: Document, of type: TypeDefinition) -> EnumValueDefinition? {
        document.symbol(of: name, in: vocabulary).flatMap { type.enumValues[symbol: $0] }
    }

    package func directive(named name: Name, in document: Document) -> DirectiveDefinition? {
        document.symbol(of: name, in: vocabulary).flatMap { directiveOfSymbol[Int($0)] }
    }

    /// A type as a document writes it; nil if there is no such type.
    package func type(_ node: TypeNode, in document: Document) -> TypeReference? {
        type(named: node.name, in: document).map { TypeReference($0.id, node.wrapping) }
    }

    // MARK: Looking up by text

    package func type(named name: String) -> TypeDefinition? { typeOfName[name].map { self[$0] } }

    package func field(named name: String, of type: TypeDefinition) -> FieldDefinition? {
        vocabulary.symbol(of: name).flatMap { field($0, of: type) }
    }

    private func type(_ symbol: Int32) -> TypeDefinition? { typeOfSymbol[Int(symbol)].map { self[$0] } }

    private func field(_ symbol: Int32, of type: TypeDefinition) -> FieldDefinition? {
        if let field = type.fields[symbol: symbol] { return field }
        if symbol == typenameField.element.symbol, type.isComposite { return typenameField }
        guard type.id == query else { return nil }
        if symbol == schemaField.element.symbol { return schemaField }
        return symbol == typeField.element.symbol ? typeField : nil
    }
}

extension Schema {
    /// What a builder hands over.
    struct Parts {
        let description: String?
        let directives: [AppliedDirective]
        let types: [TypeDefinition]
        let typeSymbols: [Int32]
        let directiveDefinitions: [DirectiveDefinition]
        let query: TypeID?
        let mutation: TypeID?
        let subscription: TypeID?
        let elementCount: Int
        /// `__typename`, `__schema` and `__type`.
        let metaFields: [FieldDefinition]
        let symbols: NameList
    }
}

/// Everything that is wrong with a schema.
package struct SchemaErrors: Error, Equatable, Sendable {
    package let errors: [GraphQLError]
    init(_ errors: [GraphQLError]) { self.errors = errors }

    /// Throws unless there are none.
    static func none(_ errors: [GraphQLError]) throws(SchemaErrors) {
        guard errors.isEmpty else { throw SchemaErrors(errors) }
    }
}
