import GraphQL
import Testing

@testable import Execution

@Suite("Introspection — spec 4")
struct IntrospectionTests {
    static let cases: [(String, String, String)] = [
        (
            "READER",
            "{ __type(name: \"Money\") { __typename kind name fields { name type { kind ofType { name } } } } }",
            #"{"__type":{"__typename":"__Type","kind":"OBJECT","name":"Money","fields":[{"name":"amount","type":{"kind":"NON_NULL","ofType":{"name":"Decimal"}}},{"name":"currency","type":{"kind":"NON_NULL","ofType":{"name":"String"}}}]}}"#
        ),
        ("READER", "{ __type(name: \"Nothing\") { name } }", #"{"__type":null}"#),
        (
            "READER", "{ __schema { queryType { name } mutationType { name } subscriptionType { name } } }",
            #"{"__schema":{"queryType":{"name":"Query"},"mutationType":{"name":"Mutation"},"subscriptionType":{"name":"Subscription"}}}"#
        ),
    ]

    @Test("The schema describes itself", arguments: cases)
    func describes(_ test: (String, String, String)) throws {
        let answer = try Library().answer(test.1, as: test.0)
        #expect(answer == "{\"data\":\(test.2)}")
    }

    @Test("A role is shown what it may use", arguments: [("READER", false), ("KEEPER", true)])
    func filtered(_ test: (role: String, sees: Bool)) throws {
        let answer = try Library().answer("{ __type(name: \"Book\") { fields { name } } }", as: test.role)
        #expect(answer.contains("\"notes\"") == test.sees)
        #expect(answer.contains("\"title\""))
    }

    @Test("What depends on variables is written for each request")
    func variables() throws {
        let query = "query ($name: String!, $yes: Boolean!) { __type(name: $name) { name kind @include(if: $yes) } }"
        let book = try Library().answer(query, [.string("Book"), .boolean(true)])
        #expect(book == #"{"data":{"__type":{"name":"Book","kind":"OBJECT"}}}"#)
        let role = try Library().answer(query, [.string("Role"), .boolean(false)])
        #expect(role == #"{"data":{"__type":{"name":"Role"}}}"#)
    }

    @Test("Types that lead back to types end in a refusal and not in an endless answer")
    func bounded() throws {
        let deep =
            String(repeating: "possibleTypes { interfaces { ", count: 8) + "name" + String(repeating: " } }", count: 8)
        let query = "{ __schema { types { \(deep) } } }"
        let error = #expect(throws: FieldRefusal.self) { try Library().answer(query) }
        #expect(error?.code == "QUERY_TOO_COSTLY")
    }

    @Test("All introspection of an operation has one bound, whether it is written with the plan or with each request")
    func boundedTogether() throws {
        // Some thousand objects, so that fifty times as many are too many.
        let deep =
            String(repeating: "possibleTypes { interfaces { ", count: 4) + "name" + String(repeating: " } }", count: 4)
        let whole = "__schema { types { name \(deep) } }"
        let fields = (0..<50).map { "a\($0): \(whole)" }.joined(separator: " ")
        #expect(try Library().answer("{ \(whole) }").hasPrefix(#"{"data":{"__schema":{"types":[{"name":""#))
        let error = #expect(throws: FieldRefusal.self) { try Library().answer("{ \(fields) }") }
        #expect(error?.message == "Introspection answers at most 30000 objects and 4 MiB in an operation.")
        let answer = try Library().answer(
            "query ($yes: Boolean!) { ... @include(if: $yes) { \(fields) } }", [.boolean(true)])
        #expect(
            answer.hasPrefix(
                #"{"data":null,"errors":[{"message":"Introspection answers at most 30000 objects and 4 MiB in an operation.""#
            ))
    }
}
