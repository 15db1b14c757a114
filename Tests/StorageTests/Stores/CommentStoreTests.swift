import Portal
import SQLite
import Storage
import Testing

@Suite("Commenting")
struct CommentStoreTests {
    static func form(
        _ body: String = "How is it going?", _ kind: CommentKind = .additionalComment, attachments: [Int64] = []
    ) -> CommentForm {
        var form = CommentForm()
        form.body = body
        form.kind = kind
        form.attachments = attachments
        return form
    }

    private func add(
        _ form: CommentForm = form(), to subject: Int64, by viewer: Viewer, _ context: WriteContext = context,
        in db: borrowing Connection
    ) throws -> Int64 {
        try db.transaction { try CommentStore.add(form, to: subject, by: viewer, context, in: $0).comment }
    }

    @Test("A partner's comment is kept with its file, logged and mailed to the assignee")
    func partner() throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute("UPDATE support_case SET assigned_agent_id = 10 WHERE id = 401")
        let comment = try add(Self.form(attachments: [3]), to: 401, by: SampleDatabase.user, in: db)
        #expect(
            try db.texts(
                """
                SELECT record_id, kind, body, author_id, version, created_at, updated_at FROM comment
                 WHERE id = \(comment)
                """, columns: 7) == [
                    "401|ADDITIONAL_COMMENT|How is it going?|2|1|\(now.milliseconds)|\(now.milliseconds)"
                ])
        #expect(
            try db.texts("SELECT record_id, comment_id, internal FROM attachment WHERE id = 3", columns: 3)
                == ["401|\(comment)|0"])
        #expect(try db.changes(of: 401) == ["2|COMMENT||||open|", "2|ATTACHMENT||||open|"])
        #expect(try db.text("SELECT ref_id FROM change WHERE kind = 'COMMENT'") == "\(comment)")
        #expect(
            try db.texts("SELECT kind, recipient, subject, body FROM outbox_message WHERE id > 1", columns: 4) == [
                "COMMENT_ADDED|anna@vendor.example|New comment on CASE-000001"
                    + "|Uma User about CASE-000001, Scales stuck:\n\nHow is it going?"
            ])
        #expect(
            try db.texts(
                "SELECT status, version, first_response_at, updated_at FROM support_case WHERE id = 401", columns: 4)
                == ["NEW|1||0"])
    }

    @Test("A partner's answer ends the wait for it, and the clock runs on")
    func answer() throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            UPDATE support_case SET status = 'WAITING_FOR_CUSTOMER', waiting_since = \(now.milliseconds - 500),
                waited_ms = 70 WHERE id = 401
            """)
        _ = try add(to: 401, by: SampleDatabase.supervisor, in: db)
        #expect(
            try db.texts(
                "SELECT status, waiting_since, waited_ms, version, updated_at FROM support_case WHERE id = 401",
                columns: 5) == ["OPEN||570|2|\(now.milliseconds)"])
        #expect(
            try db.changes(of: 401)
                == ["4|COMMENT||||open|", #"4|STATE_CHANGE|status|"WAITING_FOR_CUSTOMER"|"OPEN"|open|"#])
    }

    @Test("A case goes on waiting when the vendor comments", arguments: CommentKind.allCases)
    func vendorWaits(kind: CommentKind) throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute("UPDATE support_case SET status = 'WAITING_FOR_CUSTOMER', waiting_since = 5 WHERE id = 401")
        _ = try add(Self.form("Well?", kind), to: 401, by: SampleDatabase.agent, in: db)
        #expect(
            try db.texts("SELECT status, waiting_since, version FROM support_case WHERE id = 401", columns: 3)
                == ["WAITING_FOR_CUSTOMER|5|1"])
    }

    @Test("The vendor's first public comment is the first response, the latest the last")
    func firstResponse() throws {
        let db = try SampleDatabase.openForWriting()
        let times = "SELECT first_response_at, last_responded_at, version FROM support_case WHERE id = 401"
        _ = try add(Self.form("Hm.", .internalNote), to: 401, by: SampleDatabase.agent, in: db)
        #expect(try db.texts(times, columns: 3) == ["||1"])
        _ = try add(to: 401, by: SampleDatabase.agent, in: db)
        #expect(try db.texts(times, columns: 3) == ["\(now.milliseconds)|\(now.milliseconds)|1"])
        _ = try add(to: 401, by: SampleDatabase.admin, context.later(9), in: db)
        #expect(try db.texts(times, columns: 3) == ["\(now.milliseconds)|\(now.milliseconds + 9)|1"])
    }

    @Test("An internal note, its file and its line in the log stay among the vendor's people")
    func internalNote() throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            UPDATE attachment SET uploaded_by_id = 10 WHERE id = 3;
            UPDATE support_case SET assigned_agent_id = 11 WHERE id = 401;
            """)
        _ = try add(Self.form("Hm.", .internalNote, attachments: [3]), to: 401, by: SampleDatabase.agent, in: db)
        #expect(try db.text("SELECT internal FROM attachment WHERE id = 3") == "1")
        #expect(try db.changes(of: 401) == ["10|COMMENT||||internal|", "10|ATTACHMENT||||internal|"])
        #expect(
            try db.texts("SELECT recipient FROM outbox_message WHERE id > 1", columns: 1) == ["theo@vendor.example"])
    }

    @Test("Every kind of record takes comments", arguments: [101, 201, 301, 401])
    func everyRecord(subject: Int64) throws {
        let db = try SampleDatabase.openForWriting()
        let comment = try add(to: subject, by: SampleDatabase.user, in: db)
        #expect(try db.text("SELECT record_id FROM comment WHERE id = \(comment)") == "\(subject)")
        #expect(
            try db.texts("SELECT recipient FROM outbox_message WHERE id > 1", columns: 1)
                == (subject == 401 ? [] : ["anna@vendor.example"]))
    }

    @Test("Nobody is written to about their own comment")
    func ownComment() throws {
        let db = try SampleDatabase.openForWriting()
        _ = try add(to: 101, by: SampleDatabase.agent, in: db)
        #expect(try db.text("SELECT count(*) FROM outbox_message") == "1")
    }

    @Test("A registration that is over takes comments for thirty days")
    func terminal() throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            UPDATE registration SET state = 'WITHDRAWN', updated_at = 9 WHERE id = 101;
            INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field, request_id) VALUES
                (101, 'OpportunityRegistration', \(now.milliseconds), 2, 'STATE_CHANGE', 'UPDATED', 'state', 'a')
            """)
        #expect(throws: Never.self) {
            try add(to: 101, by: SampleDatabase.user, context.later(CommentStore.timeToComment), in: db)
        }
        #expect(
            try refusals(in: db) {
                try CommentStore.add(
                    Self.form(), to: 101, by: SampleDatabase.user, context.later(CommentStore.timeToComment + 1), in: $0
                )
            } == ["RECORD_CLOSED subjectId"])
    }

    static let refused: [(before: String, viewer: Viewer, subject: Int64, CommentForm, codes: [String])] = [
        ("", SampleDatabase.user, 999, form(), ["NOT_FOUND subjectId"]),
        ("", SampleDatabase.user, 403, form(), ["NOT_FOUND subjectId"]),
        ("", SampleDatabase.colleague, 401, form(), ["NOT_FOUND subjectId"]),
        ("", SampleDatabase.user, 401, form(" "), ["REQUIRED body"]),
        ("", SampleDatabase.user, 401, form("Hm.", .internalNote), ["FIELD_NOT_WRITABLE kind"]),
        (
            "", SampleDatabase.user, 401, form(attachments: [3, 1, 4]),
            ["NOT_FOUND attachmentIds.1", "NOT_FOUND attachmentIds.2"]
        ),
        (
            """
            UPDATE support_case SET status = 'CLOSED', resolved_at = 1, closed_at = 2 WHERE id = 401;
            """, SampleDatabase.user, 401, form(attachments: [9]),
            ["RECORD_CLOSED subjectId", "NOT_FOUND attachmentIds.0"]
        ),
        (
            """
            WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 146)
            INSERT INTO attachment (id, record_id, file_name, media_type, size, uploaded_by_id, created_at)
            SELECT i, 401, 'f', 'text/plain', 1, 2, 0 FROM n;
            """, SampleDatabase.user, 401, form(attachments: [3]), ["TOO_LONG attachmentIds"]
        ),
    ]

    @Test("A comment that cannot be made is refused with all its faults and leaves nothing", arguments: refused.indices)
    func refuses(index: Int) throws {
        let (before, viewer, subject, form, codes) = Self.refused[index]
        let db = try SampleDatabase.openForWriting()
        try db.execute(before)
        let rows = try db.rowCounts()
        #expect(try refusals(in: db) { try CommentStore.add(form, to: subject, by: viewer, context, in: $0) } == codes)
        #expect(try db.rowCounts() == rows)
    }

    @Test("Missing and out of sight read the same")
    func noOracle() throws {
        let db = try SampleDatabase.openForWriting()
        for subject: Int64 in [403, 999] {
            #expect(throws: Refusals(.notFound.at(["subjectId"]))) {
                try CommentStore.add(Self.form(), to: subject, by: SampleDatabase.user, context, in: db)
            }
        }
    }
}
