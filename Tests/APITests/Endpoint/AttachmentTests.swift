import Execution
import Portal
import Storage
import Testing

@testable import API

@Suite("Announcing files by mutation")
struct AttachmentTests {
    private static let subject = GlobalID.encode("Case", 401)

    private static func announce(_ arguments: String, _ fields: String = "uploadUrl") -> String {
        "mutation{addAttachment(\(arguments)){attachment{fileName mediaType size sha256 url}\(fields) replayed "
            + "userErrors{code field details}}}"
    }

    @Test("It is answered with the address that takes the bytes, and an address of its own when it is repeated")
    func announces() throws {
        let portal = try ServedPortal(Records.all)
        let question = Self.announce(
            #"subjectId:"\#(Self.subject)",fileName:"Plan.pdf",mediaType:"application/pdf",size:9,idempotencyKey:"k""#)
        let expiry = TestPortal.now.milliseconds / 1000 + 900
        func expected(_ expiry: Int64, isReplayed: Bool) -> String {
            let signature = HMAC.sha256(
                of: "PUT 4 \(expiry)".utf8.span, key: [UInt8](repeating: 0, count: 32).span
            ).hexadecimal
            return """
                {"data":{"addAttachment":{"attachment":{"fileName":"Plan.pdf","mediaType":"application/pdf","size":9,\
                "sha256":"","url":null},"uploadUrl":"/attachments/4?upload=\(expiry)-\(signature)",\
                "replayed":\(isReplayed),"userErrors":[]}}}
                """
        }
        #expect(portal.ask(question, as: TestPortal.user).answer == expected(expiry, isReplayed: false))
        portal.pass(milliseconds: 60_000)
        #expect(portal.ask(question, as: TestPortal.user).answer == expected(expiry + 60, isReplayed: true))
        try portal.change(
            "UPDATE attachment SET stored_at = 1, sha256 = printf('%064d', 1), file = printf('%032d', 4) WHERE id = 4")
        #expect(portal.ask(question, as: TestPortal.user).answer.contains(#""uploadUrl":null,"replayed":true"#))
        #expect(try portal.count("change WHERE kind = 'ATTACHMENT' AND ref_id = 4") == 0)
        #expect(try portal.auditTrail("operation", "subject_id", "outcome").last == "addAttachment|401|REPLAYED")
    }

    static let refusals: [(String, String)] = [
        (
            #"fileName:"a.pdf",size:26214401"#,
            #"[{"code":"ATTACHMENT_TOO_LARGE","field":["size"],"details":{"maximum":26214400}}]"#
        ),
        (#"fileName:"a.exe",size:1"#, #"[{"code":"ATTACHMENT_TYPE_FORBIDDEN","field":["fileName"],"details":null}]"#),
        (#"fileName:"a.pdf""#, #"[{"code":"REQUIRED","field":["size"],"details":null}]"#),
        (#"subjectId:"x",fileName:"a.pdf",size:1"#, #"[{"code":"NOT_FOUND","field":["subjectId"],"details":null}]"#),
    ]

    @Test("What is wrong is told by code, and nothing is announced", arguments: refusals)
    func refuses(_ arguments: String, _ errors: String) throws {
        let portal = try ServedPortal(Records.all)
        #expect(
            portal.ask(Self.announce(arguments), as: TestPortal.user).answer
                == #"{"data":{"addAttachment":{"attachment":null,"uploadUrl":null,"replayed":false,"userErrors":\#(errors)}}}"#
        )
        #expect(try portal.count("attachment") == 3)
    }

    @Test("Partners do not know the argument that hides a file from them")
    func hidden() throws {
        let portal = try ServedPortal(Records.all)
        let question = Self.announce(#"subjectId:"\#(Self.subject)",fileName:"a.pdf",size:1,internal:true"#)
        #expect(portal.ask(question, as: TestPortal.user).outcome == .refused)
        #expect(portal.ask(question, as: TestPortal.agent).answer.contains(#""userErrors":[]"#))
    }

    /// Signs a text as the sample's server does.
    private static func sign(_ text: String) -> [UInt8] {
        let key = [UInt8](repeating: 0, count: 32)
        return Array(HMAC.sha256(of: text.utf8.span, key: key.span).hexadecimal.utf8)
    }

    /// Attachment 1 of the sample, by the address of a viewer; its file's name.
    private static func download(
        _ portal: ServedPortal, of viewer: Viewer, after seconds: Int64 = 300, signedAs text: String? = nil
    ) -> String? {
        let expiry = TestPortal.now.milliseconds / 1000 + seconds
        let signature = sign(text ?? "GET 1 \(expiry) \(viewer.actorID)")
        let right = Endpoint.DownloadRight.signed(viewer: viewer.actorID, expiry: expiry, signature: signature)
        guard case .value(let download) = portal.endpoint.download(1, right, from: .unknown) else { return nil }
        return download.fileName
    }

    @Test("A signed address works until it is over, for whom it was made, as long as they may have the file")
    func downloads() throws {
        let portal = try ServedPortal(Records.all)
        #expect(Self.download(portal, of: TestPortal.user) == "photo.png")
        #expect(Self.download(portal, of: TestPortal.user, after: 0) == "photo.png")
        #expect(Self.download(portal, of: TestPortal.user, after: -1) == nil)
        let expiry = TestPortal.now.milliseconds / 1000 + 300
        for wrong in ["GET 2 \(expiry) 2", "GET 1 \(expiry + 1) 2", "GET 1 \(expiry) 4", "PUT 1 \(expiry)", ""] {
            #expect(Self.download(portal, of: TestPortal.user, signedAs: wrong) == nil)
        }
        #expect(Self.download(portal, of: TestPortal.other) == nil)
        try portal.change("UPDATE attachment SET internal = 1 WHERE id = 1")
        #expect(Self.download(portal, of: TestPortal.user) == nil)
        #expect(Self.download(portal, of: TestPortal.agent) == "photo.png")
        try portal.change(
            "UPDATE attachment SET internal = 0 WHERE id = 1; UPDATE partner_user SET active = 0 WHERE id = 2")
        #expect(Self.download(portal, of: TestPortal.user) == nil)
        try portal.change(
            "UPDATE partner_user SET active = 1 WHERE id = 2; UPDATE attachment SET scan_state = 'INFECTED'")
        #expect(Self.download(portal, of: TestPortal.user) == nil)
    }

    @Test("A token is as good as a signature, and nobody's is not")
    func byToken() throws {
        let portal = try ServedPortal(Records.all)
        func download(_ authorization: String?) -> Bool {
            let bytes = authorization.map { Array($0.utf8) }
            let found =
                bytes?.withUnsafeBytes { portal.endpoint.download(1, .bearer($0), from: .unknown) }
                ?? portal.endpoint.download(1, .bearer(nil), from: .unknown)
            guard case .value = found else { return false }
            return true
        }
        #expect(download("Bearer \(ServedPortal.token(of: TestPortal.user))"))
        #expect(!download("Bearer \(ServedPortal.token(of: TestPortal.other))"))
        #expect(!download("Bearer wrong"))
        #expect(!download("Basic x"))
        #expect(!download(nil))
    }

    @Test("An address is charged to whom it is for, and one that leads nowhere to where its caller comes from")
    func charges() throws {
        let portal = try ServedPortal(Records.all, rates: RateLimits(viewer: 250_000))
        func balance() throws -> [Int64] {
            let balance = try #require(portal.endpoint.summary.rate).balance
            return [balance.limit, balance.remaining]
        }
        #expect(Self.download(portal, of: TestPortal.user) == "photo.png")
        #expect(try balance() == [250_000, 249_990])
        #expect(Self.download(portal, of: TestPortal.user, signedAs: "") == nil)
        #expect(try balance() == [25_000, 24_990])
        _ = portal.endpoint.entrance(at: "south", authorization: nil, from: .unknown)
        #expect(try balance() == [25_000, 24_980])
    }

    @Test("An upload is charged for each KiB of its file before any of it comes: nine of 25 MiB, then there is a pause")
    func chargesBytes() throws {
        let portal = try ServedPortal(
            Records.all + "UPDATE attachment SET size = 26214400 WHERE id = 3;", rates: RateLimits(viewer: 250_000))
        let expiry = TestPortal.now.milliseconds / 1000 + 900
        let token = Array("\(expiry)-".utf8) + Self.sign("PUT 3 \(expiry)")
        func charge() -> RateStatus? {
            guard case .value(let upload) = portal.endpoint.upload(3, token: token, from: .unknown) else { return nil }
            return portal.endpoint.charge(upload)
        }
        for count in 1...9 as ClosedRange<Int64> {
            #expect(charge() == nil)
            let rate = portal.endpoint.summary.rate
            #expect(rate?.balance.remaining == 250_000 - count * (10 + 25_600))
        }
        let refused = try #require(charge())
        #expect(refused.balance.remaining == 250_000 - 9 * (10 + 25_600) - 10)
        #expect(refused.retryAfter == 2)
        portal.pass(milliseconds: 2000)
        #expect(charge() == nil)
        let others = try ServedPortal(Records.all)
        guard case .value(let upload) = others.endpoint.upload(3, token: token, from: .unknown) else {
            Issue.record("The address is good")
            return
        }
        let charged = others.endpoint.charge(upload)
        #expect(charged == nil, "nobody counts")
    }

    @Test("A file that is being sent has fifteen minutes")
    func sending() throws {
        let portal = try ServedPortal(Records.all)
        let writer = try MutationWriter(portal.database)
        let fixed = Environment.fixed(at: TestPortal.now, seed: 1)
        let desk = try AttachmentDesk(
            portal.database, writer: writer,
            Environment(
                now: { [clock = portal.clock] in clock.now }, nanoseconds: fixed.nanoseconds,
                randomBytes: fixed.randomBytes, room: fixed.room))
        defer {
            desk.stop()
            writer.stop()
        }
        let expiry = TestPortal.now.milliseconds / 1000
        let token = Array("\(expiry)-".utf8) + Self.sign("PUT 3 \(expiry)")
        guard case .value(let upload) = portal.endpoint.upload(3, token: token, from: .unknown) else {
            Issue.record("The address is good")
            return
        }
        let begun = desk.receive(upload, requestID: "", peer: nil, onRoom: {}) { _ in }
        let running = try #require(begun)
        let deadline = desk.newDeadline
        portal.pass(milliseconds: 900_000)
        #expect(!desk.isOver(deadline))
        if case .tooLate = desk.take([1], of: running, isLast: false) { Issue.record("There was a moment left") }
        portal.pass(milliseconds: 1)
        #expect(desk.isOver(deadline))
        guard case .tooLate = desk.take([1], of: running, isLast: false) else {
            Issue.record("It was taken too late")
            return
        }
        desk.abandon(running)
    }

    @Test("An upload's address is over after fifteen minutes")
    func uploadsEnd() throws {
        let portal = try ServedPortal(Records.all)
        let expiry = TestPortal.now.milliseconds / 1000 + 900
        let token = Array("\(expiry)-".utf8) + Self.sign("PUT 3 \(expiry)")
        func isTaken() -> Bool {
            if case .value = portal.endpoint.upload(3, token: token, from: .unknown) { true } else { false }
        }
        #expect(isTaken())
        portal.pass(milliseconds: 900_999)
        #expect(isTaken())
        portal.pass(milliseconds: 1)
        #expect(!isTaken())
    }
}
