import GraphQL
import Testing

@testable import Execution

@Suite("Coercing variables — §6.1.2")
struct CoerceVariableValuesTests {
    static let schema = """
        enum Role { AGENT PARTNER }
        scalar Even
        scalar Any
        input Page { first: Int! = 20 after: ID roles: [Role!] = [AGENT] }
        input Filter { page: Page name: String! deeper: Filter }
        input Choice @oneOf { id: ID name: String }
        directive @allow(roles: [Role!]!) on INPUT_FIELD_DEFINITION
        input Guarded { open: Int closed: Int @allow(roles: [AGENT]) }
        input GuardedChoice @oneOf { open: Int closed: Int @allow(roles: [AGENT]) }
        type Query { a(int: Int, float: Float, string: String, boolean: Boolean, id: ID, any: Any): Int }
        """

    /// Coerces the variables of `query(<definitions>) { … }`, as someone that nothing is opened to.
    static func coerce(_ definitions: String, _ given: [InputObjectField]) throws -> [InputValue?] {
        let (variables, access, view) = try variables(definitions)
        return try variables.coerceVariableValues(given, access, view)
    }

    static func variables(
        _ definitions: String, of schema: String = schema
    ) throws -> (VariableDefinitions, Access, SchemaView) {
        let even: @Sendable (InputValue) -> InputValue? = {
            if case .int(let value) = $0, value % 2 == 0 { .string("even") } else { nil }
        }
        let schema = try Schema(
            building: try Document.parse(Array(schema.utf8), limits: .typeSystem), scalars: ["Even": even])
        let document = try Document.parse(Array("query(\(definitions)) { a }".utf8))
        let operation = try #require(document.operations.first)
        let access = Access(schema, role: "ANYONE")
        return (
            VariableDefinitions(of: operation, in: document, schema: schema), access,
            SchemaView(of: schema) { !access.hidden.contains($0) }
        )
    }

    static func nested(_ depth: Int) -> InputValue {
        (0..<depth).reduce(.object([.init("name", .string("x"))])) { inner, _ in
            .object([.init("name", .string("x")), .init("deeper", inner)])
        }
    }

    struct Accepted: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let given: InputValue?
        let coerced: InputValue?

        init(_ definition: String, _ given: InputValue?, _ coerced: InputValue?) {
            testDescription = definition
            self.given = given
            self.coerced = coerced
        }
    }

    static let accepted = [
        Accepted("$a: Int", .int(1), .int(1)),
        Accepted("$a: Int", .null, .null),
        Accepted("$a: Int", nil, nil),
        Accepted("$a: Int! = 3", nil, .int(3)),
        Accepted("$a: Int = 3", .null, .null),
        Accepted("$a: Int = 3", .int(4), .int(4)),
        Accepted("$a: Float", .int(1), .float(1)),
        Accepted("$a: Float", .float(1.5), .float(1.5)),
        Accepted("$a: String", .string("x"), .string("x")),
        Accepted("$a: Boolean", .boolean(true), .boolean(true)),
        Accepted("$a: ID", .int(7), .string("7")),
        Accepted("$a: ID", .string("x"), .string("x")),
        Accepted("$a: Role", .string("AGENT"), .enumeration("AGENT")),
        Accepted("$a: Role = PARTNER", nil, .enumeration("PARTNER")),
        Accepted("$a: Even", .int(2), .string("even")),
        Accepted("$a: Any", .object([.init("x", .list([.null]))]), .object([.init("x", .list([.null]))])),
        Accepted("$a: [Int]", .int(1), .list([.int(1)])),
        Accepted("$a: [[Int!]]", .int(1), .list([.list([.int(1)])])),
        Accepted("$a: [Int]", .list([.int(1), .null]), .list([.int(1), .null])),
        Accepted(
            "$a: Page", .object([]),
            .object([.init("first", .int(20)), .init("roles", .list([.enumeration("AGENT")]))])),
        Accepted(
            "$a: Filter", .object([.init("name", .string("x")), .init("page", .object([.init("roles", .null)]))]),
            .object([
                .init("page", .object([.init("first", .int(20)), .init("roles", .null)])), .init("name", .string("x")),
            ])),
        Accepted("$a: Choice", .object([.init("id", .int(1))]), .object([.init("id", .string("1"))])),
        Accepted("$a: Filter", nested(31), nested(31)),
    ]

    @Test("A value becomes one of the declared type", arguments: accepted)
    func accepts(_ test: Accepted) throws {
        let given = test.given.map { [InputObjectField("a", $0)] } ?? []
        #expect(try Self.coerce(test.testDescription, given + [.init("other", .int(1))]) == [test.coerced])
    }

    @Test("Values come in the order of the definitions")
    func order() throws {
        let given: [InputObjectField] = [.init("c", .int(3)), .init("a", .int(1))]
        #expect(try Self.coerce("$a: Int, $b: Int, $c: Int", given) == [.int(1), nil, .int(3)])
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let given: InputValue?
        let messages: [String]

        init(_ definition: String, _ given: InputValue?, _ messages: String...) {
            testDescription = definition
            self.given = given
            self.messages = messages
        }
    }

    static let refused = [
        Refused("$a: Int!", nil, "Variable \"$a\" of required type \"Int!\" was not provided."),
        Refused("$a: Int!", .null, "Variable \"$a\" of non-null type \"Int!\" must not be null."),
        Refused(
            "$a: Int", .string("1"),
            "Variable \"$a\" got invalid value \"1\"; Int cannot represent non-integer value: \"1\""),
        Refused(
            "$a: Int", .float(1.5), "Variable \"$a\" got invalid value 1.5; Int cannot represent non-integer value: 1.5"
        ),
        Refused(
            "$a: Int", .int(2_147_483_648),
            "Variable \"$a\" got invalid value 2147483648; "
                + "Int cannot represent non 32-bit signed integer value: 2147483648"),
        Refused(
            "$a: Float", .string("x"),
            "Variable \"$a\" got invalid value \"x\"; Float cannot represent non numeric value: \"x\""),
        Refused(
            "$a: String", .int(1),
            "Variable \"$a\" got invalid value 1; String cannot represent a non string value: 1"),
        Refused(
            "$a: Boolean", .int(1),
            "Variable \"$a\" got invalid value 1; Boolean cannot represent a non boolean value: 1"),
        Refused("$a: ID", .float(1.5), "Variable \"$a\" got invalid value 1.5; ID cannot represent value: 1.5"),
        Refused(
            "$a: Role", .string("X"),
            "Variable \"$a\" got invalid value \"X\"; Value \"X\" does not exist in \"Role\" enum."),
        Refused(
            "$a: Role", .int(1),
            "Variable \"$a\" got invalid value 1; Enum \"Role\" cannot represent non-string value: 1."),
        Refused("$a: Even", .int(3), "Variable \"$a\" got invalid value 3; Expected type \"Even\"."),
        Refused(
            "$a: [Int!]", .list([.int(1), .null, .string("x")]),
            "Variable \"$a\" got invalid value null at \"a[1]\"; Expected non-nullable type \"Int!\" not to be null.",
            "Variable \"$a\" got invalid value \"x\" at \"a[2]\"; Int cannot represent non-integer value: \"x\""),
        Refused(
            "$a: Filter", .object([.init("page", .object([.init("first", .boolean(true))])), .init("x", .int(1))]),
            "Variable \"$a\" got invalid value true at \"a.page.first\"; Int cannot represent non-integer value: true",
            "Variable \"$a\" got invalid value { page: { first: true }, x: 1 }; "
                + "Field \"name\" of required type \"String!\" was not provided.",
            "Variable \"$a\" got invalid value { page: { first: true }, x: 1 }; "
                + "Field \"x\" is not defined by type \"Filter\"."),
        Refused("$a: Page", .int(1), "Variable \"$a\" got invalid value 1; Expected type \"Page\" to be an object."),
        Refused(
            "$a: Choice", .object([]),
            "Variable \"$a\" got invalid value {}; Exactly one key must be specified for OneOf type \"Choice\"."),
        Refused(
            "$a: Choice", .object([.init("id", .null)]),
            "Variable \"$a\" got invalid value null at \"a.id\"; Field \"id\" must be non-null."),
        Refused(
            "$a: Choice", .object([.init("x", .int(1))]),
            "Variable \"$a\" got invalid value { x: 1 }; Field \"x\" is not defined by type \"Choice\".",
            "Variable \"$a\" got invalid value { x: 1 }; Exactly one key must be specified for OneOf type \"Choice\"."),
        Refused(
            "$a: Choice", .object([.init("x", .int(1)), .init("name", .int(2))]),
            "Variable \"$a\" got invalid value 2 at \"a.name\"; String cannot represent a non string value: 2",
            "Variable \"$a\" got invalid value { x: 1, name: 2 }; Field \"x\" is not defined by type \"Choice\"."),
        Refused(
            "$a: Choice", .object([.init("name", .null), .init("id", .null)]),
            "Variable \"$a\" got invalid value { name: null, id: null }; "
                + "Exactly one key must be specified for OneOf type \"Choice\".",
            "Variable \"$a\" got invalid value null at \"a.id\"; Field \"id\" must be non-null."),
    ]

    @Test("A value that does not fit is refused with its place", arguments: refused)
    func refuses(_ test: Refused) throws {
        let given = test.given.map { [InputObjectField("a", $0)] } ?? []
        let errors = test.messages.map {
            GraphQLError($0, at: [SourceLocation(line: 1, column: 7)], code: .badUserInput)
        }
        #expect(throws: VariableErrors(errors: errors)) { try Self.coerce(test.testDescription, given) }
    }

    static let closed: [(type: String, value: InputValue)] = [
        ("Guarded", .object([.init("closed", .string("x"))])),
        ("Guarded", .object([.init("open", .int(1)), .init("closed", .null)])),
        ("GuardedChoice", .object([.init("closed", .int(1))])),
        ("GuardedChoice", .object([.init("closed", .null)])),
        ("GuardedChoice", .object([.init("closed", .int(1)), .init("open", .int(1))])),
    ]

    @Test("Of a field that is closed to the role nothing is told but that it is", arguments: closed)
    func closedField(_ test: (type: String, value: InputValue)) throws {
        let (variables, access, view) = try Self.variables("$a: \(test.type)")
        let values = try variables.coerceVariableValues([.init("a", test.value)], access, view)
        #expect(variables.firstDenied(in: values, access)?.coordinate.description == "\(test.type).closed")
    }

    @Test("A type of eight thousand members takes all of them", .timeLimit(.minutes(1)))
    func largeTypes() throws {
        let names = (0..<8000).map { "a\($0)" }
        let schema = """
            type Query { a: Int } enum E { \(names.joined(separator: " ")) }
            input I { \(names.map { "\($0): Int" }.joined(separator: " ")) }
            """
        let (variables, access, view) = try Self.variables("$e: [E!], $i: I", of: schema)
        let object = InputValue.object(names.map { .init($0, .int(1)) })
        let values = try variables.coerceVariableValues(
            [.init("e", .list(names.map(InputValue.string))), .init("i", object)], access, view)
        #expect(values == [.list(names.map(InputValue.enumeration)), object])
    }

    @Test("Thirty-three nested objects are too deep")
    func bounds() throws {
        let tooDeep = #expect(throws: VariableErrors.self) {
            try Self.coerce("$a: Filter", [.init("a", Self.nested(32))])
        }
        #expect(tooDeep?.errors.first?.message.hasSuffix("; Value is nested more than 32 levels deep.") == true)
    }

    @Test("Of more than twenty wrong items the last error says that there are more", arguments: [20, 21, 1000])
    func tooMany(_ count: Int) throws {
        let errors = #expect(throws: VariableErrors.self) {
            try Self.coerce(
                "$a: [Int], $b: Int!",
                [.init("a", .list([InputValue](repeating: .boolean(true), count: count))), .init("b", .int(1))])
        }
        let items = (0..<(count > 20 ? 19 : 20)).map { index in
            GraphQLError(
                "Variable \"$a\" got invalid value true at \"a[\(index)]\"; Int cannot represent non-integer value: true",
                at: [SourceLocation(line: 1, column: 7)], code: .badUserInput)
        }
        let rest = GraphQLError(
            "Too many errors processing variables, error limit reached. Execution aborted.", code: .badUserInput)
        #expect(errors?.errors == items + (count > 20 ? [rest] : []))
    }
}
