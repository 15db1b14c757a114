import Execution
import GraphQL
import Portal
import SQLite
import Storage
import Testing

@testable import API

@Suite("The SQL of the bindings")
struct StatementTests {
    @Test("Every expression of every source compiles on a new database", arguments: Role.allCases)
    func compiles(_ role: Role) throws {
        let connection = try Connection(path: ":memory:")
        try Migrations.migrator.migrate(connection)
        try SignedAddress.addFunction(to: connection)
        for (coordinate, sql) in try Statements(of: role, in: Declared.schema()).all {
            do { _ = try connection.prepare(sql) } catch { Issue.record("\(coordinate): \(error)\n\(sql)") }
        }
    }

    @Test("Every filter and every order that the schema declares is offered")
    func filtersAndOrders() throws {
        let schema = try Declared.schema()
        let query = try #require(schema.root(of: .query))
        let sources = Bindings.sources(for: .admin, in: schema)
        for (name, field) in sources.objects["Query"]?.fields ?? [:] {
            guard case .connection(let list) = field, let definition = schema.field(named: name, of: query) else {
                continue
            }
            for argument in definition.arguments {
                let type = schema[argument.type.named]
                switch argument.name {
                case "filter":
                    for member in type.inputFields where !["and", "or", "not"].contains(member.name) {
                        var conditions = Conditions(row: "t0")
                        let value = InputValue.object([InputObjectField(member.name, .object([]))])
                        #expect(throws: Never.self, "\(type.name).\(member.name)") {
                            try list.arguments["filter"]?(value, &conditions)
                        }
                        #expect(list.arguments["filter"] != nil)
                    }
                case "orderBy":
                    let field = try #require(type.inputFields.first { $0.name == "field" })
                    let declared = Set(schema[field.type.named].enumValues.map(\.name))
                    #expect(Set(list.orders.fields.keys) == declared, "\(name)")
                case "first", "after", "last", "before": break
                default: #expect(list.arguments[argument.name] != nil, "Query.\(name)(\(argument.name):)")
                }
            }
        }
    }
}
