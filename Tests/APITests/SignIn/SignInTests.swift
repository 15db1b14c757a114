import Portal
import SQLite
import Testing

@testable import API

@Suite("Who a token belongs to")
struct SignInTests {
    private static let header = Array("Bearer token".utf8)

    private func database() throws -> Connection {
        let connection = try TestPortal.open()
        try connection.prepare("INSERT INTO access_token (hash, actor_id, prefix, created_at) VALUES (?1, 2, '', 0)")
            .execute(.blob(SHA256.digest(Array("token".utf8).span)))
        return connection
    }

    /// Whether the token opens the portal, that many milliseconds after the first look.
    private func isOpen(_ signIn: inout SignIn, after milliseconds: Int64, changes: UInt64 = 0) throws -> Bool {
        try Self.header.withUnsafeBytes { header in
            try signIn.caller(
                authorization: header, changes: changes, at: TestPortal.now.adding(milliseconds))
        } != nil
    }

    @Test(
        "What ends a token or its account is noticed at the latest one second after it was last looked up",
        arguments: [
            "UPDATE access_token SET revoked_at = 1", "UPDATE partner_user SET active = 0 WHERE id = 2",
            "UPDATE partner_user SET portal_enabled = 0 WHERE id = 2",
            "UPDATE partner_organization SET status = 'SUSPENDED'",
        ])
    func ends(_ change: String) throws {
        let db = try database()
        var signIn = try SignIn(db)
        #expect(try isOpen(&signIn, after: 0))
        try db.execute(change)
        #expect(try isOpen(&signIn, after: 999))
        #expect(try !isOpen(&signIn, after: 1000))
        #expect(try !isOpen(&signIn, after: 1001))
    }

    @Test("A token that runs out is trusted for no second longer than that either")
    func expires() throws {
        let db = try database()
        try db.execute("UPDATE access_token SET expires_at = \(TestPortal.now.milliseconds + 1500)")
        var signIn = try SignIn(db)
        #expect(try isOpen(&signIn, after: 1400))
        #expect(try isOpen(&signIn, after: 2399))
        #expect(try !isOpen(&signIn, after: 2400))
    }

    @Test("A commit of this server ends all trust at once")
    func commits() throws {
        let db = try database()
        var signIn = try SignIn(db)
        #expect(try isOpen(&signIn, after: 0))
        try db.execute("UPDATE access_token SET revoked_at = 1")
        #expect(try isOpen(&signIn, after: 1))
        #expect(try !isOpen(&signIn, after: 1, changes: 1))
    }

    @Test(
        "A look-up counts from when it was made, not from when it was last used, and not while the clock is behind it")
    func trust() throws {
        let db = try database()
        var signIn = try SignIn(db)
        #expect(try isOpen(&signIn, after: 0))
        #expect(try isOpen(&signIn, after: 600))
        try db.execute("UPDATE access_token SET revoked_at = 1")
        #expect(try !isOpen(&signIn, after: -1))
        #expect(try !isOpen(&signIn, after: 1200))
    }

    @Test("Without a token the caller is anonymous; with what can be no token nobody is")
    func others() throws {
        var signIn = try SignIn(try database())
        #expect(try signIn.caller(authorization: nil, changes: 0, at: TestPortal.now)?.viewer == .anonymous)
        for text in [
            "Bearer other", "Bearer ", "Basic token", "token", "", "Bearer " + String(repeating: "t", count: 506),
        ] {
            let caller = try Array(text.utf8).withUnsafeBytes { header in
                try signIn.caller(authorization: header, changes: 0, at: TestPortal.now)?.viewer
            }
            #expect(caller == nil, "\(text)")
        }
    }
}
