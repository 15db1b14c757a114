import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// Answers `explainAccess` for one role: whether it may read a field, and by which rule.
struct AccessExplanation: Sendable {
    let schema: Schema
    let role: Role

    /// The arguments come in the schema's order: each adds its part, and finds those before it among the values.
    var source: FieldSource {
        .row(
            ListSource(
                type: AccessExplanationBinding.typeName,
                arguments: ["type": takeType, "field": explainField, "id": narrowToRecord]))
    }

    private var takeType: ArgumentCondition {
        { (value, conditions) throws(FieldRefusal) in
            guard case .string(let name) = value, schema.type(named: name)?.kind == .object else {
                throw .badUserInput("There is no such object type.")
            }
            _ = conditions.parameter(.text(name))
        }
    }

    private var explainField: ArgumentCondition {
        { (value, conditions) throws(FieldRefusal) in
            guard case .string(let name) = value, case .text(let typeName)? = conditions.values.first,
                let type = schema.type(named: typeName), let field = schema.field(named: name, of: type)
            else { throw .badUserInput("The type has no such field.") }
            let binding = Bindings.binding(of: typeName)
            let rule = FieldRule(field, of: type)
            let isConditional = binding?.isConditional(name) ?? false
            let words = [name, rule.words(for: role, isConditional: isConditional), rowScope(of: type, binding)]
            for text in words { _ = conditions.parameter(.text(text)) }
            conditions.and(ExplanationTable.allows(where: "\(rule.isOpen(to: role))", of: conditions.row))
        }
    }

    private var narrowToRecord: ArgumentCondition {
        { (value, conditions) throws(FieldRefusal) in
            guard conditions.values.count > 1, case .text(let type) = conditions.values[0],
                case .text(let field) = conditions.values[1]
            else { return }
            let row = conditions.parameter(.integer(rowNumber(value, of: type)))
            let isReadable = Bindings.binding(of: type)?.isReadable(field, rowIn: row, for: role) ?? "false"
            conditions.and(ExplanationTable.allows(where: isReadable, of: conditions.row))
        }
    }

    private func rowScope(of type: TypeDefinition, _ binding: (any ObjectBinding.Type)?) -> String {
        guard let binding, !binding.isPart else {
            return "It has no rows of its own: you see it with what it belongs to."
        }
        return binding.rowScope(for: role)
    }
}

/// Who may read a field, as `@allow` says.
private struct FieldRule {
    private let description: String
    /// Nil for everyone who is signed in.
    private let roles: [String]?

    init(_ field: FieldDefinition, of type: TypeDefinition) {
        description = field.element.description ?? ""
        roles = Self.roles(field.directives) ?? Self.roles(type.directives)
    }

    private static func roles(_ directives: [AppliedDirective]) -> [String]? {
        guard case .list(let roles)? = directives.first(where: { $0.name == "allow" })?["roles"] else { return nil }
        return roles.compactMap { if case .enumeration(let name) = $0 { name } else { nil } }
    }

    func isOpen(to role: Role) -> Bool { roles?.contains(role.rawValue) ?? (role != .anonymous) }

    func words(for role: Role, isConditional: Bool) -> String {
        let readers = roles.map { $0.joined(separator: ", ") } ?? "everyone who is signed in"
        guard isOpen(to: role) else { return "Open to \(readers) only." }
        return isConditional ? "Open to \(readers), record by record: \(description)" : "Open to \(readers)."
    }
}

extension Bindings {
    /// What a type is usually made by.
    static func binding(of typeName: String) -> (any ObjectBinding.Type)? {
        objects.first { $0.sourceName == typeName } ?? objects.first { $0.typeName == typeName }
    }
}

extension ObjectBinding {
    /// Whether some rows keep the field to themselves.
    fileprivate static func isConditional(_ field: String) -> Bool {
        fields.contains { $0.name == field && $0.condition != nil }
    }

    /// The condition that the role sees the row that a parameter names, and in it the field.
    fileprivate static func isReadable(_ field: String, rowIn parameter: String, for role: Role) -> String {
        let condition = fields.first { $0.name == field }?.condition
        return Rows.isSeen(parameter, for: role) { condition?(role, $0) ?? "true" }
    }
}

extension FieldRefusal {
    fileprivate static func badUserInput(_ message: String) -> FieldRefusal {
        FieldRefusal(code: "BAD_USER_INPUT", message: message)
    }
}
