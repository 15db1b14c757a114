import Portal
import SQLite
import Storage
import Testing

@Suite("Idempotency")
struct IdempotencyStoreTests {
    private func key(
        _ text: String = "k1", of mutation: String = "acceptLead", arguments: String = "201"
    ) throws -> IdempotencyKey {
        try IdempotencyKey(text, of: mutation, argumentsHash: SHA256.digest(Array(arguments.utf8).span))
    }

    /// An outcome that counts how often it was reached.
    private struct Count: Outcome {
        let number: Int64
        init(_ number: Int64) { self.number = number }
        init?(rows: [String: Int64]) {
            guard let number = rows["number"] else { return nil }
            self.number = number
        }
        var rows: [String: Int64] { ["number": number] }
    }

    private func count(
        _ key: IdempotencyKey?, by viewer: Viewer = SampleDatabase.user, _ context: WriteContext = context,
        in db: borrowing Connection
    ) throws -> Performed<Count> {
        try db.transaction { db in
            try IdempotencyStore.once(key, by: viewer, context, in: db) { db in
                try db.execute("UPDATE counter SET last = last + 1 WHERE series = 'LEAD'")
                return Count(Int64(try db.text("SELECT last FROM counter WHERE series = 'LEAD'") ?? "") ?? 0)
            }
        }
    }

    @Test("The same request under the same key is done once and answered twice")
    func replay() throws {
        let db = try SampleDatabase.open()
        #expect(try count(key(), in: db) == Performed(Count(1), isReplayed: false))
        #expect(try count(key(), context.later(1), in: db) == Performed(Count(1), isReplayed: true))
        #expect(
            try db.texts("SELECT actor_id, mutation, key, answer, created_at FROM idempotency_key", columns: 5)
                == [#"2|acceptLead|k1|{"number":1}|\#(now.milliseconds)"#])
    }

    @Test("Without a key, under another key, of another caller or mutation a request is done again")
    func scope() throws {
        let db = try SampleDatabase.open()
        #expect(try count(key(), in: db).outcome == Count(1))
        #expect(try count(nil, in: db).outcome == Count(2))
        #expect(try count(key("k2"), in: db).outcome == Count(3))
        #expect(try count(key(), by: SampleDatabase.rival, in: db).outcome == Count(4))
        #expect(try count(key(of: "addComment"), in: db).outcome == Count(5))
    }

    @Test("Other arguments under the same key are refused, and nothing is done")
    func mismatch() throws {
        let db = try SampleDatabase.open()
        _ = try count(key(), in: db)
        #expect(throws: Refusals(.idempotencyKeyParameterMismatch)) { try count(key(arguments: "202"), in: db) }
        #expect(try db.text("SELECT last FROM counter WHERE series = 'LEAD'") == "1")
    }

    @Test("What was refused is not remembered: the request may be mended under its key")
    func refused() throws {
        let db = try SampleDatabase.open()
        let key = try key()
        #expect(
            try refusals(in: db) { db in
                try IdempotencyStore.once(key, by: SampleDatabase.user, context, in: db) { _ -> Count in
                    throw Refusals(.required)
                }
            } == ["REQUIRED "])
        #expect(try count(self.key(arguments: "mended"), in: db) == Performed(Count(1), isReplayed: false))
    }

    @Test("A key is forgotten after seven days, not before")
    func forgets() throws {
        let db = try SampleDatabase.open()
        _ = try count(key(), in: db)
        #expect(try count(key(), context.later(IdempotencyStore.timeToKeep - 1), in: db).isReplayed)
        #expect(
            try count(key(), context.later(IdempotencyStore.timeToKeep), in: db)
                == Performed(Count(2), isReplayed: false))
        #expect(try db.text("SELECT count(*) FROM idempotency_key") == "1")
    }

    @Test(
        "A key is a line of 1 to 255 characters",
        arguments: [("", "REQUIRED"), ("a\u{0}b", "INVALID_FORMAT"), (String(repeating: "k", count: 256), "TOO_LONG")])
    func keys(text: String, code: String) throws {
        do {
            _ = try key(text)
            Issue.record("accepted")
        } catch let refusals as Refusals {
            #expect(refusals.all.map(\.code.rawValue) == [code])
            #expect(refusals.first.field == ["idempotencyKey"])
        }
    }
}
