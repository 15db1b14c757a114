import Foundation
import TestSupport
import Testing

@Suite("portico validate")
struct ValidateTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func run(_ words: String..., input: String = "/dev/null") throws -> PorticoProcess.Outcome {
        try PorticoProcess.run(["validate"] + words, in: directory.path, input: input)
    }

    @Test("Valid documents are counted")
    func valid() throws {
        _ = try directory.write("{ viewer { role } }\n", to: "one.graphql")
        let other = try directory.write("query Two { cases(first: 2) { totalCount } }\n", to: "two.graphql")
        let one = try run("one.graphql")
        #expect(one.output == "the document is valid\n")
        #expect(one.errors.isEmpty && one.exitCode == 0)
        let both = try run("one.graphql", "-", input: other)
        #expect(both.output == "all 2 documents are valid\n")
        #expect(both.errors.isEmpty && both.exitCode == 0)
    }

    @Test("Each error is one line that says where it is, whatever the documents are made of")
    func invalid() throws {
        _ = try directory.write("{ viewer { role } }\n", to: "good.graphql")
        _ = try directory.write("{\n  viewer { rol }\n  cases: lead { id }\n  cases { nope }\n}\n", to: "bad.graphql")
        _ = try directory.write("", to: "empty.graphql")
        _ = try directory.write("{ a(b: \"\"\"two\nlines\"\"\" \"\"\"two\nlines\"\"\") }", to: "lines.graphql")
        _ = try directory.write(String(repeating: " ", count: 1 << 20) + "{", to: "huge.graphql")
        try Data([0x7B, 0x20, 0xFF, 0x7D]).write(to: URL(filePath: directory.file("binary.graphql")))
        let outcome = try run(
            "good.graphql", "bad.graphql", "empty.graphql", "lines.graphql", "huge.graphql", "binary.graphql",
            "absent.graphql", ".", "-")
        #expect(
            outcome.output == """
                bad.graphql:2:12: Cannot query field "rol" on type "Viewer". Did you mean "role"?
                bad.graphql:3:3: Fields "cases" conflict because "lead" and "cases" are different fields. Use different aliases on the fields to fetch both if this was intentional. (also at 4:3)
                bad.graphql:4:11: Cannot query field "nope" on type "CaseConnection". Did you mean "nodes"?
                empty.graphql:1:1: Syntax Error: Unexpected <EOF>.
                lines.graphql:2:10: Syntax Error: Expected Name, found BlockString "two\\u{A}lines".
                huge.graphql: is larger than 1 MiB, the most that is read
                binary.graphql:1:3: Syntax Error: The document is not valid UTF-8.
                absent.graphql: cannot be read: No such file or directory
                .: cannot be read: Is a directory
                <stdin>:1:1: Syntax Error: Unexpected <EOF>.

                """)
        #expect(outcome.errors == "portico: 8 of 9 documents not valid: mend what is listed\n")
        #expect(outcome.exitCode == 1)
    }

    @Test("What is too dear is an error at the operation, and says for whom")
    func cost() throws {
        let dear = "cases(first: 100) { nodes { comments(first: 100) { nodes { body author { displayName } } } } }"
        _ = try directory.write("query Small { viewer { role } }\n\nquery Large {\n  \(dear)\n}\n", to: "dear.graphql")
        let message = "The request may answer 20202 nodes, more than 10000: ask for at most 49 at cases."
        let everybody = try run("dear.graphql")
        #expect(
            everybody.output
                == "dear.graphql:3:1: \(message) (as PARTNER_USER, PARTNER_SUPERVISOR, AGENT, ADMIN, INTEGRATION)\n")
        #expect(everybody.exitCode == 1)
        let user = try run("dear.graphql", "--role", "PARTNER_USER")
        #expect(user.output == "dear.graphql:3:1: \(message)\n")
        #expect(user.exitCode == 1)
    }

    @Test("What is closed to a role is an error for that role alone")
    func role() throws {
        _ = try directory.write("query Log {\n  auditLog(first: 1) { totalCount }\n}\n", to: "log.graphql")
        let refused = try run("log.graphql", "--role", "PARTNER_USER")
        #expect(refused.output == "log.graphql:2:3: You may not read Query.auditLog.\n")
        #expect(refused.errors == "portico: 1 of 1 documents not valid: mend what is listed\n")
        #expect(refused.exitCode == 1)
        #expect(try run("log.graphql", "--role", "ADMIN").output == "the document is valid\n")
        #expect(try run("log.graphql").output == "the document is valid\n")
    }
}
