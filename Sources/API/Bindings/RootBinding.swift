import Execution
import GraphQL
import Portal
import Storage

/// A root field: where its rows come from, for one role.
///
/// A root has no row of its own.
struct RootField: Sendable {
    let name: String
    let source: @Sendable (Role) -> FieldSource

    /// All rows that the role may see, a page at a time.
    static func connection<Rows: Table>(_ name: String, _ rules: ListRules<Rows>) -> Self {
        Self(name: name) { role in .connection(rules.source(for: role)) }
    }

    /// All rows that the role may see, at once.
    static func list<Rows: Table>(_ name: String, _ rules: ListRules<Rows>) -> Self {
        Self(name: name) { role in .list(rules.source(for: role)) }
    }

    /// The row that the arguments name; an argument that is missing does not narrow.
    static func first<Rows: Table>(
        _ name: String, _ type: String, _: Rows.Type, by arguments: [String: Narrowing.Argument]
    ) -> Self {
        var rules = ListRules<Rows>(type)
        rules.arguments = arguments
        let fixed = rules
        return Self(name: name) { role in .first(fixed.source(for: role)) }
    }

    /// The row whose id is the argument `id`.
    static func byID<Rows: Table>(_ name: String, _ type: String, _ rows: Rows.Type, _ id: Rows.Column) -> Self {
        first(name, type, rows, by: ["id": Narrowing.identifier(type, id, of: rows)])
    }
}

/// `type Query` of schema.graphql, field by field in its order.
enum QueryBinding {
    static let typeName = "Query"

    static let fields: [RootField] =
        peopleFields + recordFields + [
            RootField(name: "node") { _ in .node },
            RootField(name: "nodes") { _ in .nodes },
        ]

    static func source(for role: Role, in schema: Schema) -> ObjectSource {
        var sources = ["explainAccess": AccessExplanation(schema: schema, role: role).source]
        for field in fields { sources[field.name] = field.source(role) }
        return ObjectSource(rows: nil, fields: sources)
    }
}
