import GraphQL
import Portal
import Testing

@testable import API

@Suite("What is wrong with a document before it is sent")
struct DocumentCheckTests {
    private static let portal = Result { try BoundSchema(sdl: Declared.source) }

    /// The errors, one line each.
    private func errors(in document: String, for role: Role?) throws -> [String] {
        try Self.portal.get().errors(in: Array(document.utf8), for: role).map { error in
            (error.locations.map { "\($0.line):\($0.column)" } + [error.message]).joined(separator: " ")
        }
    }

    /// Of a hundred cases a hundred comments each, with their authors.
    private static let dear =
        "cases(first: 100) { nodes { comments(first: 100) { nodes { body author { displayName } } } } }"

    /// A field that is selected once under each of two times ninety-nine variables.
    private static let conditions: String = {
        let variables = (0..<99).map { "$a\($0): Boolean!, $b\($0): Boolean!" }.joined(separator: ", ")
        let spreads = (0..<99).map { "...F @include(if: $a\($0))" }.joined(separator: " ")
        let fields = (0..<99).map { "__typename @include(if: $b\($0))" }.joined(separator: " ")
        return "query(\(variables)) { viewer { \(spreads) } } fragment F on Viewer { \(fields) }"
    }()

    private static let documents: [(document: String, role: Role?, errors: [String])] = [
        ("{ viewer { role } }", nil, []),
        ("{ viewer { role } }", .partnerUser, []),
        ("{", nil, ["1:2 Syntax Error: Expected Name, found <EOF>."]),
        (
            "{ viewer { rol } }\nquery A { cases(first: true) { totalCount } }", nil,
            [
                "1:1 This anonymous operation must be the only defined operation.",
                "1:12 Cannot query field \"rol\" on type \"Viewer\". Did you mean \"role\"?",
                "2:24 Int cannot represent non-integer value: true",
            ]
        ),
        ("{ auditLog(first: 1) { totalCount } }", nil, []),
        ("{ auditLog(first: 1) { totalCount } }", .admin, []),
        // Every field, under every alias, in every operation.
        (
            "query A { log: auditLog(first: 1) { totalCount } outbox { sentAt } }\nquery B { ...F ...F }\nfragment F on Query { auditLog { totalCount } }",
            .agent,
            [
                "1:11 You may not read Query.auditLog.", "1:50 You may not read Query.outbox.",
                "3:23 You may not read Query.auditLog.",
            ]
        ),
        // An operation that is too dear, and what else is wrong with it.
        (
            "query A { viewer { role } }\nquery B { auditLog { totalCount } \(dear) }", .partnerUser,
            [
                "2:1 The request may answer 20202 nodes, more than 10000: ask for at most 49 at cases.",
                "2:11 You may not read Query.auditLog.",
            ]
        ),
        // More conditions than a plan may keep.
        (
            conditions, nil,
            [
                "1:1 The operation has more than 20000 conditions of @skip and @include, fragments included. "
                    + "(as \(Role.allCases.map(\.rawValue).joined(separator: ", ")))"
            ]
        ),
        // Whoever sends it, unless there is nothing in it for them.
        (
            "query A { viewer { role } }\nquery B { \(dear) }", nil,
            [
                "2:1 The request may answer 20202 nodes, more than 10000: ask for at most 49 at cases. "
                    + "(as PARTNER_USER, PARTNER_SUPERVISOR, AGENT, ADMIN, INTEGRATION)"
            ]
        ),
        ("{ viewer { role } }", .anonymous, ["1:12 Sign in first: send a token."]),
        // Names that the role does not see are not suggested to it.
        ("{ auditLg { totalCount } }", .partnerUser, ["1:3 Cannot query field \"auditLg\" on type \"Query\"."]),
        (
            "mutation { qualifyRegistration(id: 1, expectedVersion: 1, input: {}) { userErrors { code } } }",
            .partnerUser,
            ["1:12 You may not use Mutation.qualifyRegistration."]
        ),
    ]

    @Test("It is what the endpoint would refuse, for the role that would send it", arguments: documents)
    func check(_ test: (document: String, role: Role?, errors: [String])) throws {
        #expect(try errors(in: test.document, for: test.role) == test.errors)
    }

    @Test("All errors are told, not only those that an answer has room for")
    func all() throws {
        let fields = (101...140).map { "f\($0)" }
        #expect(
            try errors(in: "{ viewer { \(fields.joined(separator: " ")) } }", for: nil)
                == fields.enumerated().map {
                    "1:\(12 + 5 * $0.offset) Cannot query field \"\($0.element)\" on type \"Viewer\"."
                })
    }
}
