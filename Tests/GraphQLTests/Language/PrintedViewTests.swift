import GraphQL
import Testing

@Suite("Printing what a view shows of a schema")
struct PrintedViewTests {
    private static let source = """
        "what it is" schema @own { query: Query mutation: Mutation }
        directive @own repeatable on SCHEMA | OBJECT | FIELD_DEFINITION
        directive @gone on FIELD
        "everything" type Query implements Node & Secret @own {
          "a field" a("an argument" shown: Int = 1, hidden: [Int!]): Choice @deprecated(reason: "old") @own
          b: Choice
          c: Both
          d(input: Input): Date
          hidden: Int
        }
        extend type Query { hiddenToo: Int }
        extend type Query @own
        extend type Query { e: Int }
        type Mutation { a: Int }
        extend type Mutation { b: Int }
        interface Node { a(shown: Int): Choice @deprecated }
        interface Secret { b: Choice }
        enum Choice { ONE "not shown" TWO }
        union Both = Query | Mutation
        input Input @oneOf { a: Int b: Int }
        scalar Date @specifiedBy(url: "https://example.com/date")
        """

    private static let hidden: Set = [
        "@gone", "Query.a(hidden:)", "Query.hidden", "Query.hiddenToo", "Mutation", "Secret", "Choice.TWO", "Input.b",
    ]

    private static let printed = """
        "what it is"
        schema {
          query: Query
        }

        directive @own repeatable on SCHEMA | OBJECT | FIELD_DEFINITION

        "everything"
        type Query implements Node {
          "a field"
          a(
            "an argument"
            shown: Int = 1
          ): Choice @deprecated(reason: "old")
          b: Choice
          c: Both
          d(input: Input): Date
        }

        extend type Query {
          e: Int
        }

        interface Node {
          a(shown: Int): Choice @deprecated
        }

        enum Choice {
          ONE
        }

        union Both = Query

        input Input @oneOf {
          a: Int
        }

        scalar Date @specifiedBy(url: "https://example.com/date")
        """

    @Test("Nothing that is hidden is printed, nor what the schema's own directives say of the rest")
    func parts() throws {
        let document = try parse(Self.source, limits: .typeSystem)
        let schema = try Schema(building: document)
        let view = SchemaView(of: schema) { !Self.hidden.contains("\($0)") }
        #expect(document.printed(in: view) == Self.printed)
        let withOwn = Self.printed.replacing("schema {", with: "schema @own {")
            .replacing("type Query implements Node {", with: "type Query implements Node @own {")
            .replacing("@deprecated(reason: \"old\")", with: "@deprecated(reason: \"old\") @own")
            .replacing("extend type Query {", with: "extend type Query @own\n\nextend type Query {")
        #expect(document.printed(in: view, with: ["own"]) == withOwn)
        #expect(try parse(Self.printed, limits: .typeSystem).printed == Self.printed)
    }
}
