package import GraphQL

/// What one role may use of a schema: the directive `@allow` as a table of bits.
///
/// A coordinate takes its own `@allow`; a field without one takes its type's; without any, everyone who is signed in may.
package struct Access: Sendable {
    /// Who a coordinate without `@allow` is closed to.
    package static let anonymous = "ANONYMOUS"

    package let role: String
    private let isAllowed: [Bool]
    /// What introspection does not show to the role.
    package let hidden: Set<SchemaCoordinate>
    /// Input types with a member, at any depth, that is closed to the role.
    private let inputsWithDenials: Set<Int>

    package init(_ schema: Schema, role: String) {
        self.role = role
        var isAllowed = [Bool](repeating: true, count: schema.elementCount)
        var hidden: Set<SchemaCoordinate> = []
        func decide(_ element: Element, _ isOpen: Bool) {
            isAllowed[element.index] = isOpen
            if !isOpen { hidden.insert(element.coordinate) }
        }
        func rule(_ directives: [AppliedDirective]) -> Bool? {
            guard case .list(let roles)? = directives.first(where: { $0.name == "allow" })?["roles"] else { return nil }
            return roles.contains(.enumeration(role))
        }
        for type in schema.types {
            let byType = rule(type.directives) ?? (role != Self.anonymous || type.isIntrospective)
            for field in type.fields {
                decide(field.element, rule(field.directives) ?? byType)
                for argument in field.arguments { decide(argument.element, rule(argument.directives) ?? true) }
            }
            for field in type.inputFields { decide(field.element, rule(field.directives) ?? true) }
            for value in type.enumValues { decide(value.element, rule(value.directives) ?? true) }
        }
        self.isAllowed = isAllowed
        self.hidden = hidden
        inputsWithDenials = Self.inputsWithDenials(schema, isAllowed)
    }

    package func allows(_ element: Element) -> Bool { isAllowed[element.index] }

    func allows(_ field: FieldDefinition) -> Bool {
        field.isMeta || isAllowed[field.element.index]
    }

    /// The first coordinate in an input value that the role may not use.
    package func firstDenied(in value: InputValue, of type: TypeID, _ schema: Schema) -> SchemaCoordinate? {
        guard inputsWithDenials.contains(type.index) else { return nil }
        let definition = schema[type]
        switch value {
        case .list(let items):
            return items.lazy.compactMap { firstDenied(in: $0, of: type, schema) }.first
        case .enumeration(let name):
            let value = definition.enumValues[name]
            return value.flatMap { allows($0.element) ? nil : $0.coordinate }
        case .object(let members):
            for member in members {
                guard let field = definition.inputFields[member.name] else { continue }
                if !allows(field.element) { return field.coordinate }
                if let denied = firstDenied(in: member.value, of: field.type.named, schema) { return denied }
            }
            return nil
        default: return nil
        }
    }

    /// The first coordinate in a literal that the role may not use; variables are judged by their values.
    func firstDenied(
        in literal: Value, of document: Document, _ type: TypeID, _ schema: Schema
    ) -> SchemaCoordinate? {
        guard inputsWithDenials.contains(type.index) else { return nil }
        let definition = schema[type]
        switch literal.content {
        case .list(let items):
            return document[items].lazy.compactMap { firstDenied(in: $0, of: document, type, schema) }.first
        case .enumeration(let name):
            let value = schema.enumValue(named: name, in: document, of: definition)
            return value.flatMap { allows($0.element) ? nil : $0.coordinate }
        case .object(let members):
            for member in document[members] {
                guard let field = schema.input(named: member.name, in: document, of: definition.inputFields) else {
                    continue
                }
                if !allows(field.element) { return field.coordinate }
                if let denied = firstDenied(in: member.value, of: document, field.type.named, schema) { return denied }
            }
            return nil
        default: return nil
        }
    }

    /// Grows the set of types with a denied member until it contains every type that leads to one.
    private static func inputsWithDenials(_ schema: Schema, _ isAllowed: [Bool]) -> Set<Int> {
        var found: Set<Int> = []
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for type in schema.types where !found.contains(type.id.index) {
                let leads =
                    type.enumValues.contains { !isAllowed[$0.element.index] }
                    || type.inputFields.contains {
                        !isAllowed[$0.element.index] || found.contains($0.type.named.index)
                    }
                if leads {
                    found.insert(type.id.index)
                    isGrowing = true
                }
            }
        }
        return found
    }
}

extension TypeDefinition {
    /// Whether the type describes the schema itself.
    fileprivate var isIntrospective: Bool { name.hasPrefix("__") }
}
