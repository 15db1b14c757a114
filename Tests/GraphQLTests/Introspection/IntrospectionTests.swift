import GraphQL
import Testing

@Suite("Introspection — §4")
struct IntrospectionTests {
    static let text = """
        "All of it."
        schema { query: Query mutation: Change }
        "Of the business."
        directive @allow("Who." roles: [Role!]! = [AGENT], old: Int @deprecated) repeatable on OBJECT | FIELD_DEFINITION
        "Who asks."
        enum Role { "Us." AGENT PARTNER @deprecated(reason: "Gone.") }
        scalar Date @specifiedBy(url: "https://example.com/date")
        interface Node { id: ID! }
        type Case implements Node {
            "Key."
            id: ID!
            title(first: Int = 20, filter: Filter = {first: [1, 2], text: "a\\"b"}, old: Int @deprecated): [String!]!
            secret: Secret
            old: Int @deprecated(reason: "Use title.")
        }
        type Secret implements Node { id: ID! deeper: Deeper }
        type Deeper { a: Int }
        union Subject = Secret
        extend union Subject = Case
        input Filter { first: [Int!] = 1 text: String old: Int @deprecated }
        input Choice @oneOf { a: Int b: Int }
        type Query { case: Case subject: Subject choose(choice: Choice, at: Date): Role }
        type Change { nothing: Int }
        """

    let everything: SchemaView
    let partial: SchemaView

    init() throws {
        let built = try schema(Self.text)
        everything = SchemaView(of: built)
        let hidden = ["Secret", "Change", "Role.AGENT", "Case.title(filter:)", "@allow"]
        partial = SchemaView(of: built) { !hidden.contains($0.description) }
    }

    static let answers: [(query: String, answer: String)] = [
        (
            "{ __schema { __typename description queryType { name } mutationType { name } subscriptionType { name } } }",
            "{__typename: \"__Schema\", description: \"All of it.\", queryType: {name: \"Query\"}, mutationType: {name: \"Change\"}, subscriptionType: null}"
        ),
        (
            "{ __schema { types { name } } }",
            "{types: [\((["Int", "String", "Boolean", "ID"] + introspectionTypes + ["Role", "Date", "Node", "Case", "Secret", "Deeper", "Subject", "Filter", "Choice", "Query", "Change"]).map { "{name: \"\($0)\"}" }.joined(separator: ", "))]}"
        ),
        ("{ __type(name: \"Nothing\") { name } }", "null"),
        (
            "{ __type(name: \"Case\") { __typename kind name description fields { name description isDeprecated deprecationReason } interfaces { name } possibleTypes { name } enumValues { name } inputFields { name } ofType { name } isOneOf specifiedByURL } }",
            "{__typename: \"__Type\", kind: OBJECT, name: \"Case\", description: null, fields: [{name: \"id\", description: \"Key.\", isDeprecated: false, deprecationReason: null}, {name: \"title\", description: null, isDeprecated: false, deprecationReason: null}, {name: \"secret\", description: null, isDeprecated: false, deprecationReason: null}], interfaces: [{name: \"Node\"}], possibleTypes: null, enumValues: null, inputFields: null, ofType: null, isOneOf: null, specifiedByURL: null}"
        ),
        (
            "{ __type(name: \"Case\") { fields(includeDeprecated: true) { name isDeprecated deprecationReason } } }",
            "{fields: [{name: \"id\", isDeprecated: false, deprecationReason: null}, {name: \"title\", isDeprecated: false, deprecationReason: null}, {name: \"secret\", isDeprecated: false, deprecationReason: null}, {name: \"old\", isDeprecated: true, deprecationReason: \"Use title.\"}]}"
        ),
        (
            "{ __type(name: \"Query\") { fields { name args { name type { kind name } defaultValue } type { name } } } }",
            "{fields: [{name: \"case\", args: [], type: {name: \"Case\"}}, {name: \"subject\", args: [], type: {name: \"Subject\"}}, {name: \"choose\", args: [{name: \"choice\", type: {kind: INPUT_OBJECT, name: \"Choice\"}, defaultValue: null}, {name: \"at\", type: {kind: SCALAR, name: \"Date\"}, defaultValue: null}], type: {name: \"Role\"}}]}"
        ),
        (
            "{ __type(name: \"Case\") { fields { args { name defaultValue } type { kind name ofType { kind ofType { kind ofType { kind name ofType { kind } } } } } } } }",
            "{fields: [{args: [], type: {kind: NON_NULL, name: null, ofType: {kind: SCALAR, ofType: null}}}, {args: [{name: \"first\", defaultValue: \"20\"}, {name: \"filter\", defaultValue: \"{ first: [1, 2], text: \"a\\\"b\" }\"}], type: {kind: NON_NULL, name: null, ofType: {kind: LIST, ofType: {kind: NON_NULL, ofType: {kind: SCALAR, name: \"String\", ofType: null}}}}}, {args: [], type: {kind: OBJECT, name: \"Secret\", ofType: null}}]}"
        ),
        (
            "{ __type(name: \"Filter\") { kind inputFields { __typename name defaultValue isDeprecated } isOneOf fields { name } } }",
            "{kind: INPUT_OBJECT, inputFields: [{__typename: \"__InputValue\", name: \"first\", defaultValue: \"1\", isDeprecated: false}, {__typename: \"__InputValue\", name: \"text\", defaultValue: null, isDeprecated: false}], isOneOf: false, fields: null}"
        ),
        (
            "{ __type(name: \"Choice\") { isOneOf inputFields(includeDeprecated: true) { name } } }",
            "{isOneOf: true, inputFields: [{name: \"a\"}, {name: \"b\"}]}"
        ),
        (
            "{ __type(name: \"Role\") { kind description enumValues { __typename name description } } }",
            "{kind: ENUM, description: \"Who asks.\", enumValues: [{__typename: \"__EnumValue\", name: \"AGENT\", description: \"Us.\"}]}"
        ),
        (
            "{ __type(name: \"Role\") { enumValues(includeDeprecated: true) { name isDeprecated deprecationReason } } }",
            "{enumValues: [{name: \"AGENT\", isDeprecated: false, deprecationReason: null}, {name: \"PARTNER\", isDeprecated: true, deprecationReason: \"Gone.\"}]}"
        ),
        (
            "{ __type(name: \"Date\") { kind specifiedByURL } }",
            "{kind: SCALAR, specifiedByURL: \"https://example.com/date\"}"
        ),
        (
            "{ __type(name: \"Subject\") { kind possibleTypes { name } fields { name } interfaces { name } } }",
            "{kind: UNION, possibleTypes: [{name: \"Secret\"}, {name: \"Case\"}], fields: null, interfaces: null}"
        ),
        (
            "{ __type(name: \"Node\") { kind possibleTypes { name } interfaces { name } fields { __typename name } } }",
            "{kind: INTERFACE, possibleTypes: [{name: \"Case\"}, {name: \"Secret\"}], interfaces: [], fields: [{__typename: \"__Field\", name: \"id\"}]}"
        ),
        (
            "{ __schema { directives { __typename name description isRepeatable locations args(includeDeprecated: true) { name defaultValue isDeprecated } } } }",
            "{directives: [\(builtInDirectives), {__typename: \"__Directive\", name: \"allow\", description: \"Of the business.\", isRepeatable: true, locations: [OBJECT, FIELD_DEFINITION], args: [{name: \"roles\", defaultValue: \"[AGENT]\", isDeprecated: false}, {name: \"old\", defaultValue: null, isDeprecated: true}]}]}"
        ),
    ]

    static let introspectionTypes = [
        "__Schema", "__Type", "__TypeKind", "__Field", "__InputValue", "__EnumValue", "__Directive",
        "__DirectiveLocation",
    ]

    static let builtInDirectives = [
        "include\", description: \"Includes the field or fragment only when `if` is true.\", isRepeatable: false, locations: [FIELD, FRAGMENT_SPREAD, INLINE_FRAGMENT], args: [{name: \"if\", defaultValue: null, isDeprecated: false}]}",
        "skip\", description: \"Skips the field or fragment when `if` is true.\", isRepeatable: false, locations: [FIELD, FRAGMENT_SPREAD, INLINE_FRAGMENT], args: [{name: \"if\", defaultValue: null, isDeprecated: false}]}",
        "deprecated\", description: \"Marks an element that should not be used any more.\", isRepeatable: false, locations: [FIELD_DEFINITION, ARGUMENT_DEFINITION, INPUT_FIELD_DEFINITION, ENUM_VALUE], args: [{name: \"reason\", defaultValue: \"\"No longer supported\"\", isDeprecated: false}]}",
        "specifiedBy\", description: \"Says where the format of a custom scalar is specified.\", isRepeatable: false, locations: [SCALAR], args: [{name: \"url\", defaultValue: null, isDeprecated: false}]}",
        "oneOf\", description: \"Of such an input object exactly one field must be given, and not be null.\", isRepeatable: false, locations: [INPUT_OBJECT], args: []}",
    ].map { "{__typename: \"__Directive\", name: \"\($0)" }.joined(separator: ", ")

    @Test("Who may see everything is told everything", arguments: answers)
    func answer(_ test: (query: String, answer: String)) throws {
        #expect(try Introspecting.answer(test.query, in: everything) == test.answer)
    }

    static let partialAnswers: [(query: String, answer: String)] = [
        (
            "{ __schema { mutationType { name } types { name } } }",
            "{mutationType: null, types: [\((["Int", "String", "Boolean", "ID"] + introspectionTypes + ["Role", "Date", "Node", "Case", "Subject", "Choice", "Query"]).map { "{name: \"\($0)\"}" }.joined(separator: ", "))]}"
        ),
        ("{ __type(name: \"Secret\") { name } }", "null"),
        ("{ __type(name: \"Deeper\") { name } }", "null"),
        ("{ __type(name: \"Filter\") { name } }", "null"),
        (
            "{ __type(name: \"Case\") { fields { name args { name } } } }",
            "{fields: [{name: \"id\", args: []}, {name: \"title\", args: [{name: \"first\"}]}]}"
        ),
        ("{ __type(name: \"Subject\") { possibleTypes { name } } }", "{possibleTypes: [{name: \"Case\"}]}"),
        (
            "{ __type(name: \"Role\") { enumValues(includeDeprecated: true) { name } } }",
            "{enumValues: [{name: \"PARTNER\"}]}"
        ),
        (
            "{ __schema { directives { name } } }",
            "{directives: [{name: \"include\"}, {name: \"skip\"}, {name: \"deprecated\"}, {name: \"specifiedBy\"}, {name: \"oneOf\"}]}"
        ),
    ]

    @Test("What a view hides, and what only that leads to, is not there", arguments: partialAnswers)
    func partialAnswer(_ test: (query: String, answer: String)) throws {
        #expect(try Introspecting.answer(test.query, in: partial) == test.answer)
    }

    @Test(
        "Of the built-in scalars those are there that something shown refers to",
        arguments: [
            ("type Query { a: Custom } scalar Custom", ["String", "Boolean"]),
            ("type Query { a: Int Float: String } enum E { ID }", ["Int", "String", "Boolean"]),
            (
                "type Query { a(b: [ID!]): String } extend type Query { c: Float! }",
                ["Float", "String", "Boolean", "ID"]
            ),
            (
                "type Query { a: I } interface I { b(c: Float): I } type A implements I { b(c: Float): I }",
                ["Float", "String", "Boolean"]
            ),
            (
                "type Query { a(b: In): String } input In { c: Float = 1 } directive @d(e: Int) on FIELD",
                ["Int", "Float", "String", "Boolean"]
            ),
            ("type Query { a: String b: Float @hidden } directive @hidden on FIELD_DEFINITION", ["String", "Boolean"]),
        ])
    func builtInScalars(_ definitions: String, _ names: [String]) throws {
        let view = SchemaView(of: try schema(definitions)) { $0.description != "Query.b" }
        let query = Self.scalars.map { "\($0): __type(name: \"\($0)\") { name }" }.joined(separator: " ")
        let answers = Self.scalars.map { names.contains($0) ? "{name: \"\($0)\"}" : "null" }
        #expect(try Introspecting.answer("{ \(query) }", in: view) == answers.joined(separator: "\n"))
        let types = try Introspecting.answer("{ __schema { types { name } } }", in: view)
        #expect(Self.scalars.filter { types.contains("{name: \"\($0)\"}") } == names)
    }

    private static let scalars = ["Int", "Float", "String", "Boolean", "ID"]

    @Test("The query that tools send is valid")
    func toolsQuery() throws {
        let answer = try Introspecting.answer(
            """
            query IntrospectionQuery {
              __schema {
                description queryType { name kind } mutationType { name kind } subscriptionType { name kind }
                types { ...FullType }
                directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
              }
            }
            fragment FullType on __Type {
              kind name description specifiedByURL isOneOf
              fields(includeDeprecated: true) {
                name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef }
                isDeprecated deprecationReason
              }
              inputFields(includeDeprecated: true) { ...InputValue }
              interfaces { ...TypeRef }
              enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
              possibleTypes { ...TypeRef }
            }
            fragment InputValue on __InputValue {
              name description type { ...TypeRef } defaultValue isDeprecated deprecationReason
            }
            fragment TypeRef on __Type {
              kind name
              ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
              ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
            }
            """, in: everything)
        #expect(answer.hasPrefix("{description: \"All of it.\", queryType: {name: \"Query\", kind: OBJECT}"))
    }
}
