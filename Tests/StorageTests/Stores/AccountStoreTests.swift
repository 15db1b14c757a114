import Portal
import SQLite
import Testing

@testable import Storage

@Suite("Accounts")
struct AccountStoreTests {
    private func database() throws -> Connection {
        let connection = try Connection(path: ":memory:")
        try Migrations.migrator.migrate(connection)
        try connection.execute(
            "INSERT INTO partner_organization (name, created_at, updated_at) VALUES ('Acme Partners', 0, 0)")
        return connection
    }

    @Test(
        "Whoever is added can be given a token and is what was said",
        arguments: Role.allCases.filter { $0 != .anonymous })
    func adds(_ role: Role) throws {
        let db = try database()
        let isVendor = role == .agent || role == .admin
        try AccountStore.add(
            EmailAddress("Ann@acme.example"), name: "Ann Bee", role: role, partner: isVendor ? nil : "Acme Partners",
            at: Timestamp(milliseconds: 5), in: db)
        let hash = [UInt8](repeating: 7, count: 32)
        #expect(
            try TokenStore.insert(
                hash, prefix: "pt_", forLogin: EmailAddress("ann@ACME.example"), at: Timestamp(milliseconds: 6), in: db)
        )
        let viewer = try #require(try ViewerStore(db).viewer(ofToken: hash, at: Timestamp(milliseconds: 7)))
        #expect(viewer.role == role)
        #expect((viewer.partnerID == 0) == isVendor)
        #expect(viewer.rights.contains(.registrationsRead) == (role == .integration))
    }

    @Test("An address is used once, a partner has to exist, and a refusal leaves nothing")
    func refuses() throws {
        let db = try database()
        let email = try EmailAddress("ann@acme.example")
        let now = Timestamp(milliseconds: 5)
        try AccountStore.add(email, name: "Ann Bee", role: .admin, partner: nil, at: now, in: db)
        #expect(throws: AccountError.emailTaken) {
            try AccountStore.add(email, name: "Other", role: .agent, partner: nil, at: now, in: db)
        }
        #expect(throws: AccountError.unknownPartner) {
            try AccountStore.add(
                EmailAddress("bo@acme.example"), name: "Bo", role: .partnerUser, partner: "Nobody", at: now, in: db)
        }
        var rows = try db.prepare("SELECT count(*) FROM actor WHERE kind <> 'SYSTEM'").rows()
        #expect(try rows.step())
        #expect(rows.integer(0) == 1)
    }

    @Test(
        "Nobody whose account is closed is given a token",
        arguments: [
            (Role.partnerUser, "UPDATE partner_user SET active = 0"),
            (.partnerUser, "UPDATE partner_user SET portal_enabled = 0"),
            (.partnerSupervisor, "UPDATE partner_organization SET status = 'SUSPENDED'"),
            (.integration, "UPDATE partner_organization SET status = 'INACTIVE'"),
            (.integration, "UPDATE integration_account SET active = 0"), (.agent, "UPDATE agent SET active = 0"),
            (.admin, "UPDATE agent SET active = 0"), (.admin, "UPDATE credential SET login = 'other@acme.example'"),
        ])
    func closed(_ role: Role, _ change: String) throws {
        let db = try database()
        let now = Timestamp(milliseconds: 5)
        try AccountStore.add(
            EmailAddress("ann@acme.example"), name: "Ann Bee", role: role,
            partner: role == .agent || role == .admin ? nil : "Acme Partners", at: now, in: db)
        try db.execute(change)
        #expect(
            try !TokenStore.insert(
                [UInt8](repeating: 7, count: 32), prefix: "pt_", forLogin: EmailAddress("ann@acme.example"), at: now,
                in: db))
        #expect(try db.text("SELECT count(*) FROM access_token") == "0")
    }
}
