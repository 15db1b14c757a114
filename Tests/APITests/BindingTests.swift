import Execution
import GraphQL
import Portal
import Testing

@testable import API

@Suite("The bindings")
struct BindingTests {
    @Test("Every field of a type is bound, in the schema's order, and nothing else")
    func fields() throws {
        let schema = try Declared.schema()
        for binding in Bindings.objects {
            let declared = schema.type(named: binding.typeName)?.fields.map(\.name)
            #expect(binding.fieldNames == declared, "\(binding.typeName)")
        }
    }

    @Test("Every root field of a query is bound, and nothing else")
    func queries() throws {
        let declared = try #require(try Declared.schema().root(of: .query)).fields.map(\.name)
        let bound = QueryBinding.source(for: .admin, in: try Declared.schema()).fields.keys
        #expect(bound.sorted() == declared.sorted())
    }

    @Test("Every type that a binding names is made by one", arguments: Role.allCases)
    func types(_ role: Role) throws { #expect(Statements(of: role, in: try Declared.schema()).unbound == []) }
}
