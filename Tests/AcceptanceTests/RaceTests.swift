import Foundation
import Portal
import SQLite
import Storage
import TestSupport
import Testing

/// Many clients who want the same thing at the same moment, each over a connection of its own.
@Suite("Races")
struct RaceTests {
    private static let partners = 1...64
    /// Rows of the lead, and of each partner's only user: the actors 1 and 2 are the system and the agent.
    private static let lead = 1
    private static func user(of partner: Int) -> Int { partner + 2 }

    private let directory: TemporaryDirectory
    private let server: RunningServer
    private var tokens: [Token] = []

    init() throws {
        directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        let dice = Environment.fixed(at: Timestamp(milliseconds: 0), seed: 64)
        let tokens = Self.partners.map { _ in Token(from: dice) }
        try Self.fill(path, tokens)
        server = try RunningServer(["--data", path])
        self.tokens = tokens
    }

    @Test("Of 64 partners who accept one lead at once exactly one gets it, and the others are told")
    func lead() throws {
        let answers = try askAtOnce { _ in
            #"{"query":"mutation { acceptLead(id: \"\#(Self.id("Lead", Self.lead))\") { lead { name } userErrors { code } } }"}"#
        }
        let won = #"{"data":{"acceptLead":{"lead":{"name":"Mill"},"userErrors":[]}}"#
        let lost = #"{"data":{"acceptLead":{"lead":null,"userErrors":[{"code":"LEAD_ALREADY_ACCEPTED"}]}}"#
        #expect(answers.count { $0.hasPrefix(won) } == 1, "\(answers)")
        #expect(answers.count { $0.hasPrefix(lost) } == Self.partners.count - 1)
        // The database agrees with the answers about the winner.
        let winner = try #require(answers.firstIndex { $0.hasPrefix(won) }) + 1
        #expect(try count("lead WHERE state = 'ACCEPTED' AND accepted_by_id = \(winner)") == 1)
        #expect(try count("lead_share WHERE state = 'ACCEPTED' AND partner_id = \(winner)") == 1)
        #expect(try count("lead_share WHERE state = 'TAKEN'") == Self.partners.count - 1)
        #expect(try count("change WHERE actor_id = \(Self.user(of: winner))") == 1)
        #expect(try count("change") == 1)
        #expect(try count("audit_entry") == Self.partners.count)
    }

    @Test("Of 64 clients who register the same new company at once exactly one succeeds, and the others are told why")
    func company() throws {
        let answers = try askAtOnce { partner in
            """
            {"query":"mutation($input: RegisterOpportunityInput!) { registerOpportunity(input: $input) \
            { registration { name } userErrors { code } } }","variables":{"input":{"name":"Scales", \
            "representativeId":"\(Self.id("PartnerUser", Self.user(of: partner)))", \
            "company":{"new":{"name":"Newco","website":"https://newco.example","tin":"7707083893","country":"RU"}}, \
            "contact":{"new":{"firstName":"Nora","lastName":"New","email":"nora@newco.example"}}}}}
            """
        }
        let won = #"{"data":{"registerOpportunity":{"registration":{"name":"Scales"},"userErrors":[]}}"#
        let lost = #"{"data":{"registerOpportunity":{"registration":null,"userErrors":[{"code":"DUPLICATE_COMPANY_"#
        #expect(answers.count { $0.hasPrefix(won) } == 1, "\(answers)")
        #expect(answers.count { $0.hasPrefix(lost) } == Self.partners.count - 1)
        let winner = try #require(answers.firstIndex { $0.hasPrefix(won) }) + 1
        #expect(try count("organization WHERE tin = '7707083893'") == 1)
        #expect(try count("organization") == 1)
        // The new contact stays with the registration until that is qualified.
        #expect(try count("contact") == 0)
        #expect(
            try count("registration WHERE partner_id = \(winner) AND contact_email = 'nora@newco.example'") == 1)
        #expect(try count("registration") == 1)
        #expect(try count("record WHERE type = 'OpportunityRegistration'") == 1)
        #expect(try count("audit_entry") == Self.partners.count)
    }

    /// Rows in the database of the running server.
    private func count(_ rows: String) throws -> Int {
        let connection = try Database(path: directory.file("portico.db")).connectForReading()
        var rows = try connection.prepare("SELECT count(*) FROM \(rows)").rows()
        return try rows.step() ? Int(rows.integer(0)) : 0
    }

    /// Sends every partner's request before it reads the first answer.
    private func askAtOnce(_ body: (_ partner: Int) -> String) throws -> [String] {
        let clients = try Self.partners.map { _ in try server.client() }
        for (client, partner) in zip(clients, Self.partners) {
            client.send(Client.request(body(partner), token: tokens[partner - 1].text))
        }
        return clients.map { $0.answer().body }
    }

    /// The id of a row as clients know it.
    private static func id(_ type: String, _ row: Int) -> String {
        Data("\(type):\(row)".utf8).base64EncodedString().replacing("=", with: "")
    }

    /// A sales direction with an agent, the partners with a user each, and one lead that is offered to all of them.
    private static func fill(_ path: String, _ tokens: [Token]) throws {
        let served = try ServedDatabase(path: path)
        let connection = try served.database.connectForWriting()
        try connection.execute(
            """
            INSERT INTO sales_direction (id, name) VALUES (1, 'North');
            INSERT INTO portal (id, sales_direction_id, path_name, title, created_at, updated_at)
                VALUES (1, 1, 'north', 'North', 0, 0);
            INSERT INTO actor (id, kind, display_name) VALUES (2, 'AGENT', 'Ada');
            INSERT INTO agent (id, email, created_at) VALUES (2, 'ada@vendor.example', 0);
            INSERT INTO record (id, type) VALUES (\(lead), 'Lead');
            INSERT INTO lead (id, number, name, state, source, sales_direction_id, owner_id, created_by_id, created_at,
                updated_at) VALUES (\(lead), 'LEAD-000001', 'Mill', 'SHARED', 'CALL', 1, 2, 2, 0, 0);
            """)
        for (partner, token) in zip(partners, tokens) {
            let user = user(of: partner)
            try connection.execute(
                """
                INSERT INTO partner_organization (id, name, created_at, updated_at)
                    VALUES (\(partner), 'Partner \(partner)', 0, 0);
                INSERT INTO partner_direction VALUES (\(partner), 1);
                INSERT INTO actor (id, kind, display_name, partner_id)
                    VALUES (\(user), 'PARTNER_USER', 'Pat \(partner)', \(partner));
                INSERT INTO partner_user (id, partner_id, role, first_name, last_name, email, created_at, updated_at)
                    VALUES (\(user), \(partner), 'PARTNER_USER', 'Pat', '\(partner)', 'pat@\(partner).example', 0, 0);
                INSERT INTO lead_share (lead_id, partner_id, state, shared_at)
                    VALUES (\(lead), \(partner), 'OFFERED', 0);
                """)
            try connection.prepare(
                "INSERT INTO access_token (hash, actor_id, prefix, created_at) VALUES (?1, ?2, 'pt_', 0)"
            ).execute(.blob(token.hash), .integer(Int64(user)))
        }
    }
}
