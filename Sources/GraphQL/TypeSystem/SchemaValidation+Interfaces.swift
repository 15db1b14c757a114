// An object or interface has everything that its interfaces promise.
//
// <https://spec.graphql.org/September2025/#IsValidImplementation()>
extension SchemaValidation {
    mutating func validateInterfaces(of type: TypeDefinition) {
        var seen: Set<TypeID> = []
        for id in type.interfaces {
            let interface = schema[id]
            if interface.kind != .interface {
                report(
                    "Type \(type.name) must only implement Interface types, it cannot implement \(interface.name).",
                    type.element)
            } else if interface.id == type.id {
                report(
                    "Type \(type.name) cannot implement itself because it would create a circular reference.",
                    type.element)
            } else if !seen.insert(id).inserted {
                report("Type \(type.name) can only implement \(interface.name) once.", type.element)
            } else {
                validateAncestors(of: type, through: interface)
                validateFields(of: type, against: interface)
            }
        }
    }

    private mutating func validateAncestors(of type: TypeDefinition, through interface: TypeDefinition) {
        for ancestor in interface.interfaces where !type.interfaces.contains(ancestor) {
            let name = schema[ancestor].name
            report(
                ancestor == type.id
                    ? "Type \(type.name) cannot implement \(interface.name) because it would create a circular reference."
                    : "Type \(type.name) must implement \(name) because it is implemented by \(interface.name).",
                type.element)
        }
    }

    private mutating func validateFields(of type: TypeDefinition, against interface: TypeDefinition) {
        for promised in interface.fields {
            guard let field = type.fields.first(where: { $0.name == promised.name }) else {
                report(
                    "Interface field \(promised.coordinate) expected but \(type.name) does not provide it.",
                    type.element)
                continue
            }
            if !isSubtype(field.type, of: promised.type) {
                report(
                    "Interface field \(promised.coordinate) expects type \(schema.text(of: promised.type)) "
                        + "but \(field.coordinate) is type \(schema.text(of: field.type)).", field.element)
            }
            validateArguments(of: field, against: promised)
        }
    }

    private mutating func validateArguments(of field: FieldDefinition, against promised: FieldDefinition) {
        for expected in promised.arguments {
            guard let argument = field.arguments.first(where: { $0.name == expected.name }) else {
                report(
                    "Interface field argument \(expected.coordinate) expected "
                        + "but \(field.coordinate) does not provide it.", field.element)
                continue
            }
            if argument.type != expected.type {
                report(
                    "Interface field argument \(expected.coordinate) expects type \(schema.text(of: expected.type)) "
                        + "but \(argument.coordinate) is type \(schema.text(of: argument.type)).", argument.element)
            }
        }
        let known = Set(promised.arguments.map(\.name))
        for argument in field.arguments where argument.isRequired && !known.contains(argument.name) {
            report(
                "Argument \"\(argument.coordinate)\" must not be required type "
                    + "\"\(schema.text(of: argument.type))\" if not provided by the Interface field "
                    + "\"\(promised.coordinate)\".", argument.element)
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
