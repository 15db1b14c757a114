// What types are, and what they consist of.
extension SchemaComparison {
    mutating func compareTypes() {
        let types = Pairing(old.ownTypes, new.ownTypes, by: \.name)
        for type in types.removed { report(.breaking, "\(type.name) was removed.") }
        for type in types.added { report(.safe, "\(type.name) was added.") }
        for (before, after) in types.kept { compare(before, after) }
    }

    private mutating func compare(_ before: TypeDefinition, _ after: TypeDefinition) {
        guard before.kind == after.kind else {
            return report(.breaking, "\(before.name) changed from \(before.kind.words) to \(after.kind.words).")
        }
        compare(before.element, after.element)
        switch before.kind {
        case .scalar: break
        case .object, .interface:
            compareFields(before, after)
            compareInterfaces(before, after)
        case .union: compareMembers(before, after)
        case .enumeration: compareValues(before, after)
        case .inputObject: compareInputFields(before, after)
        }
    }

    private mutating func compareFields(_ before: TypeDefinition, _ after: TypeDefinition) {
        let fields = Pairing(before.fields, after.fields, by: \.name)
        for field in fields.removed { report(.breaking, "\(field.coordinate) was removed.") }
        for field in fields.added { report(.safe, "\(field.coordinate) was added.") }
        for (before, after) in fields.kept {
            compareArguments(of: "\(before.coordinate)", before.arguments, after.arguments)
            let (type, newType) = (old.text(of: before.type), new.text(of: after.type))
            if type != newType {
                let isSafe =
                    isSameName(before.type, after.type) && after.type.wrapping.promisesAllOf(before.type.wrapping)
                report(
                    isSafe ? .safe : .breaking, "\(before.coordinate) changed type from \(type) to \(newType).")
            }
            compare(before.element, after.element)
        }
    }

    private mutating func compareInterfaces(_ before: TypeDefinition, _ after: TypeDefinition) {
        let names = Pairing(
            before.interfaces.map { old[$0].name }, after.interfaces.map { new[$0].name }, by: \.self)
        for name in names.added { report(.dangerous, "\(name) added to interfaces implemented by \(before.name).") }
        for name in names.removed { report(.breaking, "\(before.name) no longer implements interface \(name).") }
    }

    private mutating func compareMembers(_ before: TypeDefinition, _ after: TypeDefinition) {
        let names = Pairing(
            before.possibleTypes.members.map { old[$0].name }, after.possibleTypes.members.map { new[$0].name },
            by: \.self)
        for name in names.added { report(.dangerous, "\(name) was added to union type \(before.name).") }
        for name in names.removed { report(.breaking, "\(name) was removed from union type \(before.name).") }
    }

    private mutating func compareValues(_ before: TypeDefinition, _ after: TypeDefinition) {
        let values = Pairing(before.enumValues, after.enumValues, by: \.name)
        for value in values.added { report(.dangerous, "\(value.name) was added to enum type \(before.name).") }
        for value in values.removed { report(.breaking, "\(value.name) was removed from enum type \(before.name).") }
        for (before, after) in values.kept { compare(before.element, after.element) }
    }

    /// Whether two types are about the same named type.
    func isSameName(_ before: TypeReference, _ after: TypeReference) -> Bool {
        old[before.named].name == new[after.named].name
    }
}

extension Schema {
    /// The types that its document defines.
    fileprivate var ownTypes: [TypeDefinition] { types.filter { $0.element.offset != nil } }
}

extension TypeWrapping {
    /// Whether whoever was promised `other` is content with this: it is the same, or has more non-nulls.
    ///
    /// Values are read with a type that promises as much as before, and given to one that promises as little.
    func promisesAllOf(_ other: TypeWrapping) -> Bool {
        if other.isNonNull { return isNonNull && unwrapped.promisesAllOf(other.unwrapped) }
        if other.isNamed { return nullable.isNamed }
        return nullable.isList && nullable.unwrapped.promisesAllOf(other.unwrapped)
    }
}

extension TypeDefinition.Kind {
    /// As sentences call it.
    fileprivate var words: String {
        switch self {
        case .scalar: "a Scalar type"
        case .object: "an Object type"
        case .interface: "an Interface type"
        case .union: "a Union type"
        case .enumeration: "an Enum type"
        case .inputObject: "an Input type"
        }
    }
}
