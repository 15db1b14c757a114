import TestSupport
import Testing

@Suite("portico schema")
struct SchemaVerbTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func run(_ words: String..., input: String = "/dev/null") throws -> PorticoProcess.Outcome {
        try PorticoProcess.run(["schema"] + words, in: directory.path, input: input)
    }

    @Test("The printed schema is the one that is served")
    func printed() throws {
        let outcome = try run("print")
        #expect(outcome.errors.isEmpty && outcome.exitCode == 0)
        let server = try RunningServer(["--demo"])
        let served = try directory.write(server.client().get("/schema.graphql").body, to: "served.graphql")
        let printed = try directory.write(outcome.output, to: "printed.graphql")
        let difference = try run("diff", served, "-", input: printed)
        #expect(difference.output == "no changes\n")
        #expect(difference.errors.isEmpty && difference.exitCode == 0)
    }

    @Test("A stranger's schema is the entrance of a portal, and the way in")
    func printedForRole() throws {
        let outcome = try run("print", "--role", "ANONYMOUS")
        for part in [
            """
            "Everything that can be read. One request sees one state of the data."
            type Query {
              "The portal at this path; null if there is none. Name and title are open to everyone, for the sign-in page."
              portal(
                "The portal's `pathName`."
                path: String!
              ): Portal
            }

            """,
            """
            "The place where the partners of one sales direction work."
            type Portal {
              "Last part of its address, such as `crm` in `/portal/crm`; unique. Open to everyone."
              pathName: String!
              "Heading of its pages. Open to everyone."
              title: String!
              "False while it is being set up; only administrators enter it then. Open to everyone."
              active: Boolean!
            }

            """,
            """
              ): SignInPayload! @cost(weight: 250)
            }

            """,
        ] {
            #expect(outcome.output.contains(part))
        }
        let types = outcome.output.matches(of: #/(?m)^type (\w+)/#).map { String($0.1) }
        #expect(types.sorted() == ["Mutation", "Portal", "Query", "SignInPayload", "UserError"])
        #expect(outcome.exitCode == 0)
    }

    @Test("Changes are listed with the worst first, and only breaking ones are a problem")
    func difference() throws {
        let old = try directory.write("type Query { a: Int b(c: Int = 1): Int }", to: "old.graphql")
        let new = try directory.write("type Query { b(c: Int = 2): Int d: Int }", to: "new.graphql")
        let newer = try directory.write("type Query { b(c: Int = 3): Int d: Int }", to: "newer.graphql")
        let breaking = try run("diff", old, new)
        #expect(
            breaking.output == """
                breaking: Query.a was removed.
                dangerous: Query.b arg c has changed defaultValue from 1 to 2.
                safe: Query.d was added.

                """)
        #expect(
            breaking.errors
                == "portico: 1 of 3 changes break clients: take them back, or wait until nobody needs the old\n")
        #expect(breaking.exitCode == 1)
        let dangerous = try run("diff", new, newer)
        #expect(dangerous.output == "dangerous: Query.b arg c has changed defaultValue from 2 to 3.\n")
        #expect(dangerous.errors.isEmpty && dangerous.exitCode == 0)
    }

    @Test("What is no schema is refused with all that is wrong with it")
    func invalid() throws {
        _ = try directory.write("type Query { a: Int }", to: "good.graphql")
        _ = try directory.write("type Query { a: Nope a: Int }", to: "bad.graphql")
        let outcome = try run("diff", "good.graphql", "bad.graphql")
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.errors == """
                bad.graphql:1:17: Unknown type "Nope".
                bad.graphql:1:14: Field "Query.a" can only be defined once. (also at 1:22)
                portico: bad.graphql is no valid schema: mend what is listed

                """)
        #expect(outcome.exitCode == 1)
        let absent = try run("diff", "absent.graphql", "good.graphql")
        #expect(absent.errors == "portico: absent.graphql: cannot be read: No such file or directory\n")
        #expect(absent.exitCode == 1)
        let query = try run("diff", "-", "good.graphql", input: try directory.write("{ a }", to: "query.graphql"))
        #expect(
            query.errors == """
                <stdin>:1:1: A schema must not contain operations.
                portico: <stdin> is no valid schema: mend what is listed

                """)
        #expect(query.exitCode == 1)
    }
}
