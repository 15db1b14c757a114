/// The walk that fills a `TypedDocument`.
struct TypedWalk {
    typealias ArgumentsUse = TypedDocument.ArgumentsUse

    let document: Document
    let schema: Schema
    let fragments: FragmentGraph
    var typed = TypedDocument()

    mutating func visit(_ operation: Operation) {
        let first = typed.variables.count
        for variable in document[operation.variables] {
            typed.typeNames.append(variable.type.name)
            visit(variable.directives, at: .variableDefinition)
            let type = schema.type(variable.type, in: document).flatMap { schema[$0.named].isInput ? $0 : nil }
            if let value = variable.defaultValue { visit(value, type) }
        }
        let location: DirectiveLocation =
            switch operation.kind {
            case .query: .query
            case .mutation: .mutation
            case .subscription: .subscription
            }
        visit(operation.directives, at: location)
        visit(operation.selectionSet, on: schema.root(of: operation.kind))
        typed.variablesOfOperation.append(first..<typed.variables.count)
    }

    mutating func visit(_ fragment: FragmentDefinition) {
        let first = typed.variables.count
        typed.typeNames.append(fragment.typeCondition)
        typed.typeConditions.append((fragment.typeCondition, fragment.name))
        visit(fragment.directives, at: .fragmentDefinition)
        visit(fragment.selectionSet, on: composite(fragment.typeCondition))
        typed.variablesOfFragment.append(first..<typed.variables.count)
    }

    private func composite(_ name: Name) -> TypeDefinition? {
        schema.type(named: name, in: document).flatMap { $0.isComposite ? $0 : nil }
    }

    private mutating func visit(_ set: SelectionSet, on parent: TypeDefinition?) {
        for selection in document[set.selections] {
            switch selection {
            case .field(let field): visit(field, on: parent)
            case .fragmentSpread(let spread): visit(spread, on: parent)
            case .inlineFragment(let fragment): visit(fragment, on: parent)
            }
        }
    }

    private mutating func visit(_ field: Field, on parent: TypeDefinition?) {
        let definition = parent.flatMap { schema.field(named: field.name, in: document, of: $0) }
        if let parent, definition == nil { typed.unknownFields.append((field, parent)) }
        let type = definition.map { schema[$0.type.named] }
        if let definition, type?.isLeaf != field.selectionSet.isEmpty {
            typed.misselectedFields.append((field, definition))
        }
        if isOfInterest(field.arguments, definition?.requiredArguments) {
            let owner = parent.flatMap { type in definition.map { ArgumentsUse.Owner.field($0, of: type) } }
            visit(field.arguments, of: owner, at: field.offset)
        }
        visit(field.directives, at: .field)
        visit(field.selectionSet, on: type.flatMap { $0.isComposite ? $0 : nil })
    }

    private mutating func visit(_ spread: FragmentSpread, on parent: TypeDefinition?) {
        let fragment = fragments.fragment(named: spread.name).map { document.fragments[$0] }
        typed.spreads.append(
            TypedDocument.SpreadUse(
                offset: spread.offset, name: spread.name, parent: parent,
                type: fragment.flatMap { composite($0.typeCondition) }))
        visit(spread.directives, at: .fragmentSpread)
    }

    private mutating func visit(_ fragment: InlineFragment, on parent: TypeDefinition?) {
        visit(fragment.directives, at: .inlineFragment)
        guard let condition = fragment.typeCondition else { return visit(fragment.selectionSet, on: parent) }
        let type = composite(condition)
        typed.typeNames.append(condition)
        typed.typeConditions.append((condition, nil))
        typed.spreads.append(
            TypedDocument.SpreadUse(offset: fragment.offset, name: nil, parent: parent, type: type))
        visit(fragment.selectionSet, on: type)
    }

    mutating func visit(_ directives: Nodes<Directive>, at location: DirectiveLocation, ofType name: Name? = nil) {
        if directives.isEmpty { return }
        typed.directives.append(
            TypedDocument.DirectivesUse(nodes: directives, location: location, typeName: name))
        for directive in document[directives] {
            let definition = schema.directive(named: directive.name, in: document)
            if isOfInterest(directive.arguments, definition?.requiredArguments) {
                visit(directive.arguments, of: definition.map { .directive($0) }, at: directive.offset)
            }
        }
    }

    /// Whether arguments are given, or should be.
    private func isOfInterest(_ arguments: Nodes<Argument>, _ required: [InputValueDefinition]?) -> Bool {
        !arguments.isEmpty || !(required ?? []).isEmpty
    }

    private mutating func visit(_ arguments: Nodes<Argument>, of owner: ArgumentsUse.Owner?, at offset: Int32) {
        let use = ArgumentsUse(nodes: arguments, owner: owner, offset: offset)
        typed.arguments.append(use)
        for argument in document[arguments] {
            let definition = use.definitions.flatMap { schema.input(named: argument.name, in: document, of: $0) }
            visit(argument.value, definition?.type, hasDefault: definition?.defaultLiteral != nil)
        }
    }

    mutating func visit(
        _ value: Value, _ type: TypeReference?, hasDefault: Bool = false, oneOf: TypeDefinition? = nil
    ) {
        switch value.content {
        case .variable(let name):
            typed.variables.append(
                TypedDocument.VariableUse(
                    offset: value.offset, name: name, type: type, hasDefault: hasDefault, oneOf: oneOf))
            return
        case .list(let items):
            let first = typed.values.count
            for item in document[items] { visit(item, type.flatMap(itemType)) }
            // A list where none may be is wrong as a whole: in it only variables are looked at.
            if let type, type.item == nil { typed.forgetTypes(ofValuesFrom: first) }
        case .object(let fields):
            let named = type.map { schema[$0.named] }
            for field in document[fields] {
                let definition = named.flatMap {
                    schema.input(named: field.name, in: document, of: $0.inputFields)
                }
                visit(
                    field.value, definition?.type, hasDefault: definition?.defaultLiteral != nil,
                    oneOf: named?.isOneOf == true ? named : nil)
            }
        case .int, .float, .string, .boolean, .null, .enumeration: break
        }
        typed.values.append(TypedDocument.ValueUse(value: value, type: type))
    }

    /// What the items of a list literal stand for; where there should be no list, each stands for the value itself.
    private func itemType(_ type: TypeReference) -> TypeReference? {
        if let item = type.item { return item }
        // What lists in a custom scalar hold is its own affair.
        let named = schema[type.named]
        return named.kind == .scalar && !BuiltIn.scalars.contains(named.name) ? nil : type.nullable
    }
}
