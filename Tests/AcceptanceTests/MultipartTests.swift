import Foundation
import Portal
import TestSupport
import Testing

/// GraphQL requests that bring files, over real sockets.
@Suite("Files in multipart requests")
struct MultipartTests {
    private let directory: TemporaryDirectory
    private let path: String
    private let server: RunningServer
    private let user: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("portico.db")
        server = try RunningServer(["--demo", "--data", path, "--loops", "1"])
        user = try server.token(of: "PARTNER_USER")
    }

    private var files: Set<String> {
        let entries = FileManager.default.enumerator(atPath: path + "-attachments")?.allObjects as? [String] ?? []
        return Set(entries.filter { $0.utf8.count > 2 })
    }

    private static func field(_ name: String, _ content: String) -> String {
        "--X\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(content)\r\n"
    }

    private static func file(_ name: String, _ fileName: String, _ content: String) -> String {
        "--X\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(fileName)\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n\(content)\r\n"
    }

    private static let operations = #"""
        {"query":"mutation($f: Upload!) { addAttachment(file: $f) { attachment { fileName mediaType size sha256 } uploadUrl userErrors { code field } } }","variables":{"f":null}}
        """#
    private static let map = #"{"0":["variables.f"]}"#

    /// The parts of a request with one file.
    private static func parts(_ fileName: String, _ content: String) -> [String] {
        [field("operations", operations), field("map", map), file("0", fileName, content)]
    }

    private func post(
        _ parts: [String], end: String = "--X--\r\n", _ fields: [String] = [], token: String? = nil,
        type: String = "multipart/form-data; boundary=X"
    ) throws -> Client.Answer {
        let client = try server.client()
        client.send(
            Client.request(
                parts.joined() + end, token: token ?? user, contentType: type, fields: fields))
        return client.answer()
    }

    @Test("A file comes with its mutation, and is there at once")
    func roundTrip() throws {
        let before = files
        let answer = try post(Self.parts("notes.txt", "Hello"))
        #expect(answer.status == 200)
        #expect(answer.fields("RateLimit").count == 1)
        let digest = SHA256.digest("Hello".utf8.span).hexadecimal
        #expect(
            answer.body.hasPrefix(
                #"{"data":{"addAttachment":{"attachment":{"fileName":"notes.txt","mediaType":"text/plain","size":5,"sha256":"\#(digest)"},"uploadUrl":null,"userErrors":[]}}"#
            ), "\(answer.body)")
        #expect(files.subtracting(before).count == 1)
    }

    @Test("Fields that wait for files may take 32 MiB together: then the large ones are refused, and small ones go on")
    func heldFields() throws {
        let head = "--X\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n"
        let request = Client.request(
            head + String(repeating: " ", count: 1 << 20), contentType: "multipart/form-data; boundary=X")
        // All but the last byte, so that none is ever whole.
        let clients = try (0..<33).map { _ in try server.client() }
        for client in clients { client.send(String(request.dropLast())) }
        let small = try post(Self.parts("notes.txt", "Hello"))
        #expect(small.status == 200)
        let refused = try #require(Client.firstReadable(of: clients)).answer()
        #expect(refused.status == 503)
        #expect(refused.fields("Retry-After") == ["5"])
        #expect(refused.error?.hasSuffix(" OVERLOADED") == true, "\(refused.body)")
    }

    @Test("Fifty files come with one request, in any order of the map")
    func many() throws {
        let before = files
        let names = (0..<50).map { "f\($0)" }
        let fields = names.map { "\($0): addAttachment(file: $\($0)) { attachment { size } userErrors { code } }" }
        let operations =
            #"{"query":"mutation("# + names.map { "$\($0): Upload!" }.joined(separator: ",") + ") { "
            + fields.joined(separator: " ") + #" }","variables":{"#
            + names.map { "\"\($0)\":null" }.joined(separator: ",")
            + "}}"
        let map = "{" + names.reversed().map { "\"\($0)\":[\"variables.\($0)\"]" }.joined(separator: ",") + "}"
        let content = String(repeating: "x", count: 10_000)
        let answer = try post(
            [Self.field("operations", operations), Self.field("map", map)]
                + names.map { Self.file($0, "\($0).txt", content) })
        #expect(answer.status == 200)
        #expect(answer.body.ranges(of: #"{"attachment":{"size":10000},"userErrors":[]}"#).count == 50)
        #expect(files.subtracting(before).count == 50)
    }

    @Test(
        "A file that is not taken is told as such, and nothing of it is left",
        arguments: [
            ("a.exe", "MZ\u{90}", #"{"code":"ATTACHMENT_TYPE_FORBIDDEN","field":["file"]}"#),
            ("a.html", "<html>", #"{"code":"ATTACHMENT_TYPE_FORBIDDEN","field":["file"]}"#),
            ("a.txt", "", #"{"code":"ATTACHMENT_TYPE_FORBIDDEN","field":["file"]}"#),
            ("../a.txt", "Hello", #"{"code":"INVALID_FORMAT","field":["file"]}"#),
        ])
    func refused(_ name: String, _ content: String, _ error: String) throws {
        let before = files
        let answer = try post(Self.parts(name, content))
        #expect(answer.status == 200)
        #expect(
            answer.body.hasPrefix(
                #"{"data":{"addAttachment":{"attachment":null,"uploadUrl":null,"userErrors":[\#(error)]}}"#),
            "\(answer.body)")
        #expect(server.stop().exitCode == 0)
        #expect(files == before)
    }

    @Test("A file of more than 25 MiB is told as such")
    func tooLarge() throws {
        let before = files
        let content = String(repeating: "0123456789abcde\n", count: (25 << 20) / 16) + "x"
        let answer = try post(Self.parts("a.txt", content))
        #expect(answer.body.contains(#""userErrors":[{"code":"ATTACHMENT_TOO_LARGE","field":["file"]}]"#))
        #expect(server.stop().exitCode == 0)
        #expect(files == before)
    }

    @Test("The same request again, under its key, is answered as before, and its file is thrown away")
    func replayed() throws {
        let before = files
        let operations = Self.operations.replacing("file: $f", with: #"file: $f, idempotencyKey: \"k\""#)
            .replacing("uploadUrl", with: "replayed")
        let parts = [Self.field("operations", operations), Self.field("map", Self.map)]
        let first = try post(parts + [Self.file("0", "a.txt", "Hello")])
        #expect(first.body.contains(#""replayed":false,"userErrors":[]"#), "\(first.body)")
        #expect(try post(parts + [Self.file("0", "a.txt", "Hello")]).body.contains(#""replayed":true,"userErrors":[]"#))
        #expect(
            try post(parts + [Self.file("0", "a.txt", "Other")]).body.contains("IDEMPOTENCY_KEY_PARAMETER_MISMATCH"))
        #expect(server.stop().exitCode == 0)
        #expect(files.subtracting(before).count == 1)
    }

    static let malformations: [([String], String)] = [
        ([], "--X--\r\n"), ([field("map", map)], "--X--\r\n"),
        ([field("operations", operations)], "--X--\r\n"),
        ([field("operations", operations), field("map", map)], "--X--\r\n"),
        (parts("a.txt", "Hello"), ""), (parts("a.txt", "Hello") + [file("1", "b.txt", "b")], "--X--\r\n"),
        (parts("a.txt", "Hello") + [file("0", "b.txt", "b")], "--X--\r\n"),
        ([field("map", map), field("operations", operations), file("0", "a.txt", "a")], "--X--\r\n"),
        ([field("operations", operations), field("map", "{}"), file("0", "a.txt", "a")], "--X--\r\n"),
        ([field("operations", operations), field("map", "[]"), file("0", "a.txt", "a")], "--X--\r\n"),
        ([field("operations", operations), field("map", "{"), file("0", "a.txt", "a")], "--X--\r\n"),
        ([field("operations", operations), field("map", #"{"0":"variables.f"}"#), file("0", "a", "a")], "--X--\r\n"),
        ([field("operations", operations), field("map", #"{"0":["variables.g"]}"#), file("0", "a", "a")], "--X--\r\n"),
        ([field("operations", operations), field("map", #"{"0":["query"]}"#), file("0", "a", "a")], "--X--\r\n"),
        (
            [
                field("operations", operations), field("map", #"{"0":["variables.f","variables.f"]}"#),
                file("0", "a", "a"),
            ],
            "--X--\r\n"
        ),
        ([field("operations", "[\(operations)]"), field("map", map), file("0", "a", "a")], "--X--\r\n"),
        ([field("operations", "nonsense"), field("map", map), file("0", "a", "a")], "--X--\r\n"),
        ([field("operations", #"{"query":"{__typename}"}"#), field("map", map), file("0", "a", "a")], "--X--\r\n"),
        (
            [field("operations", operations.replacing("null", with: "1")), field("map", map), file("0", "a", "a")],
            "--X--\r\n"
        ),
        (["--X\r\nContent-Type: text/plain\r\n\r\n\r\n"], "--X--\r\n"),
        ((0..<60).map { field("\($0)", "") }, "--X--\r\n"),
    ]

    @Test("What is not such a request is told, and nothing is kept", arguments: malformations)
    func malformed(_ parts: [String], _ end: String) throws {
        let before = files
        let answer = try post(parts, end: end)
        #expect(answer.status == 400)
        #expect(answer.error?.hasSuffix(" BAD_REQUEST") == true, "\(answer.body)")
        #expect(try server.client().get("/healthz").status == 200)
        #expect(server.stop().exitCode == 0)
        #expect(files == before)
    }

    @Test("What is wrong with the request is told before a file is taken")
    func refusals() throws {
        let parts = Self.parts("a.txt", "Hello")
        #expect(try post(parts, token: "wrong").status == 401)
        #expect(try post(parts, ["Origin: http://evil.example"]).status == 403)
        #expect(try post(parts, ["Accept: image/png"]).status == 406)
        #expect(try post(parts, ["Accept: text/event-stream"]).status == 406)
        #expect(try post(parts, ["Content-Encoding: gzip"]).status == 415)
        #expect(try post(parts, type: "multipart/form-data").status == 400)
        #expect(
            try post(parts, type: "multipart/form-data; boundary=\(String(repeating: "X", count: 71))").status == 400)
        #expect(try post(parts, type: "multipart/mixed; boundary=X").status == 415)
        let wrong = Self.operations.replacing("addAttachment", with: "nothing")
        let answer = try post([Self.field("operations", wrong), Self.field("map", Self.map)])
        #expect(answer.body.contains("GRAPHQL_VALIDATION_FAILED"))
    }

    @Test("A request with more than 1 MiB of operations, 64 KiB of a map or 100 MiB in all is refused")
    func sizes() throws {
        func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
        let before = files
        let operations = Self.operations + spaces((1 << 20) - Self.operations.utf8.count)
        let map = Self.map + spaces((64 << 10) - Self.map.utf8.count)
        let file = Self.file("0", "a.txt", "a")
        #expect(try post([Self.field("operations", operations), Self.field("map", map), file]).status == 200)
        for parts in [
            [Self.field("operations", operations + " "), Self.field("map", map), file],
            [Self.field("operations", operations), Self.field("map", map + " "), file],
            // What stands before the first part counts, too.
            [spaces(100 << 20)] + Self.parts("a.txt", "a"),
        ] {
            let refused = try post(parts)
            #expect(refused.status == 413)
            #expect(
                refused.error
                    == "The body has more than 100 MiB, its operations more than 1 MiB or its map more than 64 KiB. PAYLOAD_TOO_LARGE"
            )
        }
        #expect(server.stop().exitCode == 0)
        #expect(files.subtracting(before).count == 1)
    }

    private static let newCase = "title: \\\"x\\\", summary: \\\"x\\\", category: SUPPORT"

    @Test(
        "A file where none belongs is told as one, and no word tells what stands for it",
        arguments: [
            (
                "Upload", "addAttachment(file: $f)", "[null]", "variables.f.0",
                #"$f\" got invalid value [a file]; Expected type \"Upload\"."#
            ),
            (
                "String", #"addComment(subjectId: \"x\", body: \"x\", idempotencyKey: $f)"#, "null", "variables.f",
                #"$f\" got invalid value a file; String cannot represent a non string value: a file"#
            ),
            (
                "[ID!]", #"addComment(subjectId: \"x\", body: \"x\", attachmentIds: $f)"#, #"["a",null]"#,
                "variables.f.1",
                #"$f\" got invalid value a file at \"f[1]\"; ID cannot represent value: a file"#
            ),
            (
                "CaseStatus", "createCase(input: {\(newCase), status: $f})", "null", "variables.f",
                #"$f\" got invalid value a file; Enum \"CaseStatus\" cannot represent non-string value: a file."#
            ),
            (
                "TIN!", "createCase(input: {\(newCase), organization: {existingTin: $f}})", "null", "variables.f",
                #"$f\" got invalid value a file; Expected type \"TIN\"."#
            ),
            (
                "CreateCaseInput!", "createCase(input: $f)", #"{"x":null}"#, "variables.f.x",
                #"$f\" got invalid value { x: a file }; Field \"title\" of required type \"String!\" was not provided."#
            ),
        ])
    func misplaced(_ type: String, _ field: String, _ value: String, _ place: String, _ message: String) throws {
        let before = files
        let operations = #"{"query":"mutation($f: \#(type)) { \#(field) { replayed } }","variables":{"f":\#(value)}}"#
        let answer = try post([
            Self.field("operations", operations), Self.field("map", #"{"0":["\#(place)"]}"#),
            Self.file("0", "a.txt", "Hello"),
        ])
        #expect(answer.body.hasPrefix(#"{"errors":[{"message":"Variable \"\#(message)","#), "\(answer.body)")
        #expect(answer.body.contains(#""code":"BAD_USER_INPUT""#))
        #expect(server.stop().exitCode == 0)
        #expect(files == before)
    }

    @Test("No text stands for a file, whoever sends it")
    func handles() throws {
        for text in ["0", "/0", String(repeating: "0", count: 32) + "/0"] {
            let answer = try server.client().post(
                Self.operations.replacing("null", with: "\"\(text)\""), token: user)
            #expect(answer.body.contains(#""userErrors":[{"code":"INVALID_FORMAT","field":["file"]}]"#))
        }
    }

    @Test("A client that breaks off leaves nothing")
    func brokenOff() throws {
        let before = files
        let body = Self.parts("a.txt", String(repeating: "a", count: 300_000)).joined()
        do {
            let client = try server.client()
            client.send(
                "POST /graphql HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(user)\r\nContent-Length: \(body.utf8.count)\r\n"
                    + "Content-Type: multipart/form-data; boundary=X\r\n\r\n" + body.prefix(200_000))
        }
        #expect(try server.client().get("/healthz").status == 200)
        #expect(server.stop().exitCode == 0)
        #expect(files == before)
    }
}
