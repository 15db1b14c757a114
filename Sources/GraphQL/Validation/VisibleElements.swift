/// Finds what a view shows: elements that are allowed, and reachable through other shown elements.
struct VisibleElements {
    private(set) var isVisible: [Bool]
    private let schema: Schema
    private var isAllowed: [Bool]
    private var waiting: [TypeID] = []

    init(of schema: Schema, mayShow: (SchemaCoordinate) -> Bool) {
        self.schema = schema
        var isAllowed = [Bool](repeating: false, count: schema.elementCount)
        schema.forEachElement { element in
            // What the schema's document does not define is part of the language.
            isAllowed[element.index] = element.offset == nil || mayShow(element.coordinate)
        }
        self.isAllowed = isAllowed
        isVisible = [Bool](repeating: false, count: schema.elementCount)
        closeEmptyTypes()
        visitRoots()
        while let type = waiting.popLast() { visitParts(of: schema[type]) }
    }

    /// Takes away types of which nothing may be shown, and so what refers to them, until each has a member left.
    ///
    /// A view that showed one would be no valid schema.
    private mutating func closeEmptyTypes() {
        var isShrinking = true
        while isShrinking {
            isShrinking = false
            for type in schema.types where isAllowed[type.id.index] && !hasMembers(type) {
                isAllowed[type.id.index] = false
                isShrinking = true
            }
        }
    }

    private func hasMembers(_ type: TypeDefinition) -> Bool {
        switch type.kind {
        case .scalar: true
        case .object, .interface: type.fields.contains { isOpen($0.element, $0.type) }
        case .union: type.possibleTypes.members.contains { isAllowed[$0.index] }
        case .enumeration: type.enumValues.contains { isAllowed[$0.element.index] }
        case .inputObject: type.inputFields.contains { isOpen($0.element, $0.type) }
        }
    }

    private func isOpen(_ element: Element, _ type: TypeReference) -> Bool {
        isAllowed[element.index] && isAllowed[type.named.index]
    }

    private mutating func visitRoots() {
        for kind in [OperationKind.query, .mutation, .subscription] {
            if let root = schema.root(of: kind) { visit(root.id) }
        }
        for field in [schema.typenameField, schema.schemaField, schema.typeField] { visit(field) }
        for directive in schema.directiveDefinitions where isAllowed[directive.element.index] {
            isVisible[directive.element.index] = true
            for argument in directive.arguments { visit(argument) }
        }
    }

    private mutating func visit(_ type: TypeID) {
        guard isAllowed[type.index], !isVisible[type.index] else { return }
        isVisible[type.index] = true
        waiting.append(type)
    }

    private mutating func visitParts(of type: TypeDefinition) {
        for field in type.fields { visit(field) }
        for field in type.inputFields { visit(field) }
        for value in type.enumValues { isVisible[value.element.index] = isAllowed[value.element.index] }
        for interface in type.interfaces { visit(interface) }
        if type.isAbstract {
            for member in type.possibleTypes.members { visit(member) }
            for other in schema.types where other.interfaces.contains(type.id) { visit(other.id) }
        }
    }

    /// A field is shown only together with its type.
    private mutating func visit(_ field: FieldDefinition) {
        guard isOpen(field.element, field.type) else { return }
        isVisible[field.element.index] = true
        visit(field.type.named)
        for argument in field.arguments { visit(argument) }
    }

    private mutating func visit(_ input: InputValueDefinition) {
        guard isOpen(input.element, input.type) else { return }
        isVisible[input.element.index] = true
        visit(input.type.named)
    }
}

extension Schema {
    /// Calls `body` with every type, directive and part of one.
    func forEachElement(_ body: (Element) -> Void) {
        for type in types {
            body(type.element)
            for field in type.fields {
                body(field.element)
                for argument in field.arguments { body(argument.element) }
            }
            for field in type.inputFields { body(field.element) }
            for value in type.enumValues { body(value.element) }
        }
        for directive in directiveDefinitions {
            body(directive.element)
            for argument in directive.arguments { body(argument.element) }
        }
        for field in [typenameField, schemaField, typeField] {
            body(field.element)
            for argument in field.arguments { body(argument.element) }
        }
    }
}
