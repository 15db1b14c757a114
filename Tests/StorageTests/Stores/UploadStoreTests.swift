import Portal
import SQLite
import Testing

@testable import Storage

@Suite("Announcing files")
struct UploadStoreTests {
    private static let now = Timestamp(milliseconds: SampleDatabase.now)
    private static let context = WriteContext(now: now, requestID: "r")

    private static func viewer(_ id: Int64, in db: borrowing Connection) throws -> Viewer {
        try #require(try ViewerStore(db).viewer(ofActor: id))
    }

    private static func form(_ name: String? = "a.txt", size: Int64? = 3) -> AttachmentForm {
        var form = AttachmentForm()
        form.fileName = name
        form.size = size
        return form
    }

    private static func announce(
        _ form: AttachmentForm = form(), of subject: Int64? = nil, by actor: Int64 = 2, in db: borrowing Connection
    ) throws -> Int64 {
        let viewer = try viewer(actor, in: db)
        return try UploadStore.announce(form, of: subject, by: viewer, context, in: db).attachment
    }

    private static func refusals(
        _ form: AttachmentForm = form(), of subject: Int64? = nil, by actor: Int64 = 2, in db: borrowing Connection
    ) throws -> [String] {
        do {
            _ = try announce(form, of: subject, by: actor, in: db)
            return []
        } catch let refusals as Refusals {
            return refusals.all.map { "\($0.code.rawValue) \($0.field.joined(separator: "."))" }
        }
    }

    private static func token(of address: String) -> [UInt8] {
        Array((address.split(separator: "upload=").last ?? "").utf8)
    }

    static let forms: [(AttachmentForm, Int64, [String])] = {
        var typed = form()
        typed.mediaType = "text/html"
        var hidden = form()
        hidden.isInternal = true
        return [
            (form(), 2, []), (form(nil, size: nil), 2, ["REQUIRED fileName", "REQUIRED size"]),
            (form("a.exe"), 2, ["ATTACHMENT_TYPE_FORBIDDEN fileName"]),
            (form("../a.txt"), 2, ["INVALID_FORMAT fileName"]),
            (form(String(repeating: "a", count: 300)), 2, ["TOO_LONG fileName"]),
            (form(size: 0), 2, ["VALUE_OUT_OF_RANGE size"]), (form(size: 25 << 20), 2, []),
            (form(size: 25 << 20 + 1), 2, ["ATTACHMENT_TOO_LARGE size"]),
            (typed, 2, ["ATTACHMENT_TYPE_FORBIDDEN mediaType"]),
            (hidden, 2, ["FIELD_NOT_WRITABLE internal"]), (hidden, 10, []),
        ]
    }()

    @Test("What is wrong is told at its argument", arguments: forms)
    func reads(_ form: AttachmentForm, _ actor: Int64, _ expected: [String]) throws {
        let db = try SampleDatabase.open()
        #expect(try Self.refusals(form, of: 401, by: actor, in: db) == expected)
    }

    @Test("A file goes to a record that one sees and that is not closed or full")
    func subjects() throws {
        let db = try SampleDatabase.open()
        #expect(try Self.refusals(of: 999, in: db) == ["NOT_FOUND subjectId"])
        #expect(try Self.refusals(of: 0, in: db) == ["NOT_FOUND subjectId"])
        let present = try db.integers("SELECT count(*) FROM attachment WHERE record_id = 401")[0]
        for _ in present..<50 { _ = try Self.announce(of: 401, in: db) }
        #expect(try Self.refusals(of: 401, in: db) == ["TOO_LONG subjectId"])
    }

    @Test("A hundred files may wait for a record")
    func free() throws {
        let db = try SampleDatabase.open()
        let present = try db.integers("SELECT count(*) FROM attachment WHERE record_id IS NULL AND uploaded_by_id = 2")[
            0]
        for _ in present..<100 { _ = try Self.announce(in: db) }
        #expect(try Self.refusals(in: db) == ["TOO_LONG "])
    }

    @Test("An address takes one file, for fifteen minutes; the record tells of it when it is there")
    func keeps() throws {
        let db = try SampleDatabase.open()
        let attachment = try Self.announce(of: 401, in: db)
        let told = "SELECT count(*) FROM change WHERE kind = 'ATTACHMENT' AND ref_id = \(attachment)"
        #expect(try db.integers(told) == [0])
        let address = try #require(try UploadStore.address(of: attachment, Self.context, in: db))
        #expect(address.hasPrefix("/attachments/\(attachment)?upload=1700000900-"))
        let token = Self.token(of: address)
        let viewers = try ViewerStore(db)
        func found(_ attachment: Int64, _ token: [UInt8], after seconds: Int64 = 0) throws -> AnnouncedUpload? {
            try UploadStore.find(
                attachment, token: token, viewers: viewers, at: Self.now.adding(seconds * Timestamp.second), in: db)
        }
        #expect(try found(attachment, token, after: 900) != nil)
        #expect(try found(attachment, token, after: 901) == nil)
        #expect(try found(attachment + 1, token) == nil)
        for wrong in [
            "", "-", "1700000900-", "1700000901-\(String(decoding: token.dropFirst(11), as: UTF8.self))", "9",
        ] {
            #expect(try found(attachment, Array(wrong.utf8)) == nil, "\(wrong)")
        }
        let upload = try #require(try found(attachment, token))
        #expect(upload.file.name == "a.txt")
        #expect(upload.viewer.actorID == 2)
        let file = StoredFile(
            name: String(repeating: "a", count: 32), size: 3, sha256: String(repeating: "b", count: 64),
            type: .plainText)
        #expect(try UploadStore.keep(file, of: upload, Self.context, in: db))
        let other = StoredFile(
            name: String(repeating: "c", count: 32), size: 3, sha256: file.sha256, type: .plainText)
        #expect(try !UploadStore.keep(other, of: upload, Self.context, in: db))
        #expect(try found(attachment, token) == nil)
        #expect(try UploadStore.address(of: attachment, Self.context, in: db) == nil)
        #expect(try db.integers(told) == [1])
        #expect(
            try db.texts("SELECT file || media_type || stored_at FROM attachment WHERE id = \(attachment)")
                == ["\(file.name)text/plain\(SampleDatabase.now)"])
        #expect(
            try db.texts("SELECT operation || subject_id || outcome FROM audit_entry ORDER BY sequence DESC LIMIT 1")
                == ["uploadAttachment401OK"])
    }

    @Test("A closed account sends nothing, whatever it was given")
    func closed() throws {
        let db = try SampleDatabase.open()
        let attachment = try Self.announce(in: db)
        let token = Self.token(of: try UploadStore.address(of: attachment, Self.context, in: db) ?? "")
        let viewers = try ViewerStore(db)
        try db.execute("UPDATE partner_user SET active = 0 WHERE id = 2")
        #expect(try UploadStore.find(attachment, token: token, viewers: viewers, at: Self.now, in: db) == nil)
    }

    @Test("A file that comes after it was given to a record is told of when it comes")
    func late() throws {
        let db = try SampleDatabase.open()
        let attachment = try Self.announce(in: db)
        let viewer = try Self.viewer(2, in: db)
        var comment = CommentForm()
        comment.body = "With a file."
        comment.attachments = [attachment]
        _ = try CommentStore.add(comment, to: 401, by: viewer, Self.context, in: db)
        let told = "SELECT count(*) FROM change WHERE kind = 'ATTACHMENT' AND ref_id = \(attachment)"
        #expect(try db.integers(told) == [0])
        let upload = AnnouncedUpload(
            attachment: attachment, file: AnnouncedFile(name: "a.txt", size: 3, uploader: 2), viewer: viewer)
        let file = StoredFile(
            name: String(repeating: "a", count: 32), size: 3, sha256: String(repeating: "b", count: 64),
            type: .plainText)
        #expect(try UploadStore.keep(file, of: upload, Self.context, in: db))
        #expect(try db.integers(told) == [1])
    }

    @Test("A file that was announced as internal stays it with a public comment, for those who read of changes, too")
    func hidden() throws {
        let db = try SampleDatabase.open()
        var form = Self.form()
        form.isInternal = true
        let hidden = try Self.announce(form, by: 10, in: db)
        let open = try Self.announce(by: 10, in: db)
        try db.execute(
            """
            UPDATE attachment SET stored_at = 1, sha256 = printf('%064d', id), file = printf('%032d', id)
             WHERE id IN (\(hidden), \(open))
            """)
        var comment = CommentForm()
        comment.body = "With files."
        comment.attachments = [hidden, open]
        _ = try CommentStore.add(comment, to: 401, by: try Self.viewer(10, in: db), Self.context, in: db)
        let ids = "(\(hidden), \(open))"
        #expect(
            try db.texts("SELECT id || ' ' || internal FROM attachment WHERE id IN \(ids) ORDER BY id")
                == ["\(hidden) 1", "\(open) 0"])
        #expect(
            try db.texts(
                "SELECT ref_id || ' ' || internal FROM change WHERE kind = 'ATTACHMENT' AND ref_id IN \(ids) ORDER BY 1"
            )
                == ["\(hidden) 1", "\(open) 0"])
    }

    @Test("What nobody came back for is forgotten after a day, with its file")
    func forgets() throws {
        let db = try SampleDatabase.open()
        try db.execute("DELETE FROM attachment WHERE stored_at IS NULL OR record_id IS NULL")
        let kept = try db.integers("SELECT count(*) FROM attachment")[0]
        _ = try Self.announce(of: 401, in: db)
        let free = try Self.announce(in: db)
        _ = try Self.announce(in: db)
        try db.execute(
            """
            UPDATE attachment SET stored_at = 1, sha256 = printf('%064d', 1), file = printf('%032d', 1) WHERE id = \(free)
            """)
        let day = UploadStore.timeToFinish
        #expect(try UploadStore.forgetUnfinished(at: Self.now.adding(day), in: db) == [])
        #expect(try db.integers("SELECT count(*) FROM attachment") == [kept + 3])
        let names = try UploadStore.forgetUnfinished(at: Self.now.adding(day + 1), in: db)
        #expect(names == [String(repeating: "0", count: 31) + "1"])
        #expect(try db.integers("SELECT count(*) FROM attachment") == [kept])
    }
}
