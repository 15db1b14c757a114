// An object or interface has everything that its interfaces promise.
//
// <https://spec.graphql.org/September2025/#IsValidImplementation()>
extension SchemaValidation {
    mutating func validateInterfaces(of type: TypeDefinition) {
        if type.interfaces.isEmpty { return }
        let declared = Set(type.interfaces)
        var seen: Set<TypeID> = []
        for id in type.interfaces where !context.isFull {
            let interface = schema[id]
            if interface.kind != .interface {
                report(
                    "Type \(type.name) must only implement Interface types, it cannot implement \(interface.name).",
                    at: implementsNodes(of: type, naming: interface))
            } else if interface.id == type.id {
                report(
                    "Type \(type.name) cannot implement itself because it would create a circular reference.",
                    at: implementsNodes(of: type, naming: interface))
            } else if !seen.insert(id).inserted {
                report(
                    "Type \(type.name) can only implement \(interface.name) once.",
                    at: implementsNodes(of: type, naming: interface))
            } else {
                validateAncestors(of: type, through: interface, declared)
                for promised in interface.fields { validate(type, against: promised) }
            }
        }
    }

    /// Where a type says that it implements an interface, as far as an error points.
    private func implementsNodes(of type: TypeDefinition, naming interface: TypeDefinition) -> [Int32?] {
        let nodes = ownParts(of: type).lazy.flatMap { part in
            part.document[part.node.interfaces].lazy
                .filter { schema.type(named: $0, in: part.document)?.id == interface.id }
        }
        return nodes.prefix(GraphQLError.maximumLocations).map(\.offset)
    }

    private mutating func validateAncestors(
        of type: TypeDefinition, through interface: TypeDefinition, _ declared: Set<TypeID>
    ) {
        for ancestor in interface.interfaces where !declared.contains(ancestor) && !context.isFull {
            let name = schema[ancestor].name
            report(
                ancestor == type.id
                    ? "Type \(type.name) cannot implement \(interface.name) because it would create a circular reference."
                    : "Type \(type.name) must implement \(name) because it is implemented by \(interface.name).",
                at: implementsNodes(of: interface, naming: schema[ancestor])
                    + implementsNodes(of: type, naming: interface))
        }
    }

    private mutating func validate(_ type: TypeDefinition, against promised: FieldDefinition) {
        guard let field = type.fields[symbol: promised.element.symbol] else {
            return report(
                "Interface field \(promised.coordinate) expected but \(type.name) does not provide it.",
                at: [promised.element.offset] + offsets(of: type))
        }
        if !isSubtype(field.type, of: promised.type) {
            report(
                "Interface field \(promised.coordinate) expects type \(schema.text(of: promised.type)) "
                    + "but \(field.coordinate) is type \(schema.text(of: field.type)).",
                at: [promised.typeOffset, field.typeOffset])
        }
        validateArguments(of: field, against: promised)
        if let deprecation = field.element.deprecation, promised.element.deprecation == nil {
            report(
                "Interface field \(promised.coordinate) is not deprecated, so implementation field "
                    + "\(field.coordinate) must not be deprecated.", at: [deprecation.offset, field.typeOffset])
        }
    }

    private mutating func validateArguments(of field: FieldDefinition, against promised: FieldDefinition) {
        for expected in promised.arguments {
            guard let argument = field.arguments[symbol: expected.element.symbol] else {
                report(
                    "Interface field argument \(expected.coordinate) expected "
                        + "but \(field.coordinate) does not provide it.",
                    at: [expected.element.offset, field.element.offset])
                continue
            }
            if argument.type != expected.type {
                report(
                    "Interface field argument \(expected.coordinate) expects type \(schema.text(of: expected.type)) "
                        + "but \(argument.coordinate) is type \(schema.text(of: argument.type)).",
                    at: [expected.typeOffset, argument.typeOffset])
            }
        }
        for argument in field.arguments where argument.isRequired {
            if promised.arguments[symbol: argument.element.symbol] != nil { continue }
            report(
                "Object field \(field.coordinate) includes required argument \(argument.name) "
                    + "that is missing from the Interface field \(promised.coordinate).",
                at: [argument.element.offset, promised.element.offset])
        }
    }

    /// Every value of `type` is also one of `other`.
    private func isSubtype(_ type: TypeReference, of other: TypeReference) -> Bool {
        if type == other { return true }
        if type.isNonNull { return isSubtype(type.nullable, of: other.isNonNull ? other.nullable : other) }
        if other.isNonNull { return false }
        if let item = type.item, let otherItem = other.item { return isSubtype(item, of: otherItem) }
        guard type.wrapping.isNamed, other.wrapping.isNamed else { return false }
        return schema[other.named].isAbstract
            && (schema[other.named].possibleTypes.contains(type.named)
                || schema[type.named].interfaces.contains(other.named))
    }
}
