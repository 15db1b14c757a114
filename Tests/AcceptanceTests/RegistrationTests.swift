import Foundation
import Portal
import SQLite
import Storage
import TestSupport
import Testing

/// An opportunity from the partner who registers it to the agent who qualifies it, over HTTP alone.
@Suite("A registration from end to end")
struct RegistrationTests {
    private let directory: TemporaryDirectory
    private let server: RunningServer
    /// By actor: 2 is the agent, 3 the administrator, 4 the partner's user.
    private let tokens: [Int: Token]

    init() throws {
        directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        let dice = Environment.fixed(at: Timestamp(milliseconds: 0), seed: 4)
        tokens = Dictionary(uniqueKeysWithValues: [2, 3, 4].map { ($0, Token(from: dice)) })
        try Self.fill(path, tokens)
        server = try RunningServer(["--data", path])
    }

    @Test(
        "The portal finds its agent, who qualifies it; the partner sees the opportunity, the administrator who did what"
    )
    func qualified() throws {
        let registered = try ask(
            4,
            """
            mutation { registerOpportunity(input: {name: "Scales", representativeId: "\(Self.id("PartnerUser", 4))",
              company: {new: {name: "Newco", website: "newco.example", tin: "7707083893"}},
              contact: {new: {firstName: "Nora", lastName: "New"}}})
              { registration { number state assignedAgent { displayName }
                  stateHistory { from to actor { displayName } } } userErrors { code } } }
            """)
        #expect(
            registered == """
                {"registerOpportunity":{"registration":{"number":"REG-000001","state":"IN_REVIEW",\
                "assignedAgent":{"displayName":"Ada"},"stateHistory":[\
                {"from":null,"to":"SUBMITTED","actor":{"displayName":"Pat"}},\
                {"from":"SUBMITTED","to":"IN_REVIEW","actor":{"displayName":"Portico"}}]},"userErrors":[]}}
                """)

        let id = Self.id("OpportunityRegistration", 1)
        #expect(
            try ask(2, "{ registrations(scope: MINE) { nodes { id version } } }")
                == #"{"registrations":{"nodes":[{"id":"\#(id)","version":1}]}}"#)
        let qualified = try ask(
            2,
            """
            mutation { qualifyRegistration(id: "\(id)", expectedVersion: 1, input: {})
              { registration { state } opportunity { number responsible { displayName } } userErrors { code } } }
            """)
        #expect(
            qualified == """
                {"qualifyRegistration":{"registration":{"state":"QUALIFIED"},"opportunity":{"number":"OPP-000001",\
                "responsible":{"displayName":"Ada"}},"userErrors":[]}}
                """)

        #expect(
            try ask(4, "{ opportunities { nodes { name registration { state } organization { name } } } }") == """
                {"opportunities":{"nodes":[{"name":"Scales","registration":{"state":"QUALIFIED"},\
                "organization":{"name":"Newco"}}]}}
                """)
        #expect(
            try ask(
                3, "{ auditLog { nodes { operation outcome role actor { displayName } subjectId subjectType ip } } }")
                    == """
                    {"auditLog":{"nodes":[\
                    {"operation":"qualifyRegistration","outcome":"OK","role":"AGENT","actor":{"displayName":"Ada"},\
                    "subjectId":"\(id)","subjectType":"OpportunityRegistration","ip":"127.0.0.1"},\
                    {"operation":"registerOpportunity","outcome":"OK","role":"PARTNER_USER","actor":{"displayName":"Pat"},\
                    "subjectId":"\(id)","subjectType":"OpportunityRegistration","ip":"127.0.0.1"}]}}
                    """)
    }

    /// The data of an answer; everything if it has errors.
    private func ask(_ actor: Int, _ query: String) throws -> String {
        let body = try JSONEncoder().encode(["query": query])
        let token = try #require(tokens[actor]).text
        let answer = try server.client().post(String(decoding: body, as: UTF8.self), token: token).body
        guard let end = answer.range(of: #","extensions":"#), answer.hasPrefix(#"{"data":"#) else { return answer }
        return String(answer[..<end.lowerBound].dropFirst(8))
    }

    /// The id of a row as clients know it.
    private static func id(_ type: String, _ row: Int) -> String {
        Data("\(type):\(row)".utf8).base64EncodedString().replacing("=", with: "")
    }

    /// A sales direction with an agent and a partner, and an administrator who works in none.
    private static func fill(_ path: String, _ tokens: [Int: Token]) throws {
        let connection = try ServedDatabase(path: path).database.connectForWriting()
        try connection.execute(
            """
            INSERT INTO sales_direction (id, name) VALUES (1, 'North');
            INSERT INTO portal (sales_direction_id, path_name, title, created_at, updated_at)
                VALUES (1, 'north', 'North', 0, 0);
            INSERT INTO partner_organization (id, name, created_at, updated_at) VALUES (1, 'Partner', 0, 0);
            INSERT INTO partner_direction VALUES (1, 1);
            INSERT INTO actor (id, kind, display_name, partner_id) VALUES
                (2, 'AGENT', 'Ada', NULL), (3, 'AGENT', 'Max', NULL), (4, 'PARTNER_USER', 'Pat', 1);
            INSERT INTO agent (id, role, email, created_at) VALUES
                (2, 'AGENT', 'ada@vendor.example', 0), (3, 'ADMIN', 'max@vendor.example', 0);
            INSERT INTO agent_direction VALUES (2, 1);
            INSERT INTO partner_user (id, partner_id, role, first_name, last_name, email, created_at, updated_at)
                VALUES (4, 1, 'PARTNER_USER', 'Pat', 'Er', 'pat@partner.example', 0, 0);
            """)
        for (actor, token) in tokens {
            try connection.prepare(
                "INSERT INTO access_token (hash, actor_id, prefix, created_at) VALUES (?1, ?2, 'pt_', 0)"
            ).execute(.blob(token.hash), .integer(Int64(actor)))
        }
    }
}
