import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// Lays the bindings over the schema and names what does not fit, each line beginning with the coordinate.
///
/// What it finds stops the server before it listens, so that a slip in schema.graphql, in a binding or in a migration is
/// nobody's wrong answer.
struct BindingCheck {
    let schema: Schema

    func run() throws(SQLiteError) -> [String] {
        descriptions() + guards() + partsOfLists() + enums() + fields() + lists() + sizes() + weights() + bounds()
            + columns(try Migrations.columnTypes())
    }

    /// The types that schema.graphql declares.
    var types: [TypeDefinition] { schema.types.filter { !$0.name.hasPrefix("__") } }

    /// Every coordinate says what it means: the schema is the documentation.
    private func descriptions() -> [String] {
        var elements: [Element] = types.map(\.element)
        for type in types {
            elements += type.fields.flatMap { [$0.element] + $0.arguments.map(\.element) }
            elements += type.inputFields.map(\.element) + type.enumValues.map(\.element)
        }
        for directive in schema.directiveDefinitions {
            elements += [directive.element] + directive.arguments.map(\.element)
        }
        return elements.filter { ($0.description ?? "").isEmpty }.map { "\($0.coordinate) has no description" }
    }

    /// A field that is closed to somebody who sees its type is nullable, so that a denial never takes the parent along.
    private func guards() -> [String] {
        var found: [String] = []
        for role in Role.allCases where role != .anonymous {
            let access = Access(schema, role: role.rawValue)
            for type in types where type.fields.contains(where: { access.allows($0.element) }) {
                for field in type.fields where field.type.isNonNull && !access.allows(field.element) {
                    found.append("\(field.coordinate) is closed to \(role.rawValue) and yet non-null")
                }
            }
        }
        return found
    }

    /// The engine asks for the right to a list once, at the field: whoever may read that may read every part of its page.
    private func partsOfLists() -> [String] {
        var found: Set<String> = []
        for role in Role.allCases {
            let access = Access(schema, role: role.rawValue)
            for field in types.flatMap(\.fields) where access.allows(field.element) {
                let page = schema[field.type.named]
                guard isConnection(page) else { continue }
                // Items are asked for their own rights.
                let item = page.fields.first { $0.name == "nodes" }?.type.named
                for part in page.fields {
                    let inner = part.type.named == item ? [] : Array(schema[part.type.named].fields)
                    for part in [part] + inner where !access.allows(part.element) {
                        found.insert(
                            "\(part.coordinate) is closed to \(role.rawValue), who may read \(field.coordinate)")
                    }
                }
            }
        }
        return found.sorted()
    }

    /// What is on one side only.
    func differences(
        declared: [String], bound: some Sequence<String>, _ coordinate: (String) -> String
    ) -> [String] {
        let bound = Set(bound)
        return declared.filter { !bound.contains($0) }.map { "\(coordinate($0)) is declared and not bound" }
            + bound.subtracting(declared).sorted().map { "\(coordinate($0)) is bound and not declared" }
    }
}
