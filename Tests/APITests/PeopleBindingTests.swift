import GraphQL
import Portal
import Testing

@testable import API

@Suite("The bindings of people, portals and customers")
struct PeopleBindingTests {
    @Test("Every field of a type is bound, in the schema's order, and nothing else")
    func fields() throws {
        let schema = try Declared.schema()
        for binding in Bindings.people {
            let declared = schema.type(named: binding.typeName)?.fields.map(\.name)
            #expect(binding.fieldNames == declared, "\(binding.typeName)")
        }
    }

    @Test("Every root field is declared, in the schema's order")
    func rootFields() throws {
        let schema = try Declared.schema()
        let bound = QueryBinding.peopleFields.map(\.name)
        let declared = try #require(schema.root(of: .query)).fields.map(\.name)
        #expect(bound == declared.filter(bound.contains))
    }
}
