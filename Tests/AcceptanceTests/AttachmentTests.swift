import Foundation
import Portal
import SQLite
import Storage
import TestSupport
import Testing

/// Files from their announcement to their download, over real sockets.
@Suite("Attachments")
struct AttachmentTests {
    private let directory: TemporaryDirectory
    private let path: String
    private let server: RunningServer
    private let user: String
    private let client: Client

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("portico.db")
        server = try RunningServer(["--demo", "--data", path, "--loops", "2"])
        user = try server.token(of: "PARTNER_USER")
        client = try server.client()
    }

    /// The files on the disk, and parts of them.
    private var files: Set<String> {
        let entries = FileManager.default.enumerator(atPath: path + "-attachments")?.allObjects as? [String] ?? []
        return Set(entries.filter { $0.utf8.count > 2 })
    }

    private struct Announced: Decodable {
        struct Attachment: Decodable { let id: String }
        let attachment: Attachment?
        let uploadUrl: String?
    }

    /// A file of a case that the user has just opened, and the address to send it to.
    private func announce(_ name: String, size: Int) throws -> (id: String, address: String) {
        struct Made: Decodable {
            struct Case: Decodable { let id: String }
            let `case`: Case
        }
        let caller = Caller(port: server.port, token: user)
        let made = try caller.ask(
            #"mutation { made: createCase(input: {title: "Files", summary: "x", category: SUPPORT}) { case { id } } }"#,
            for: [String: Made].self)
        let subject = try #require(made.data?["made"]).case.id
        let answer = try caller.ask(
            #"mutation { a: addAttachment(subjectId: "\#(subject)", fileName: "\#(name)", size: \#(size)) { attachment { id } uploadUrl } }"#,
            for: [String: Announced].self)
        let announced = try #require(answer.data?["a"])
        return (try #require(announced.attachment).id, try #require(announced.uploadUrl))
    }

    private func put(_ content: [UInt8], to address: String, _ fields: [String]? = nil) throws -> Client.Answer {
        let client = try server.client()
        let lines = ["PUT \(address) HTTP/1.1", "Host: localhost"] + (fields ?? ["Content-Length: \(content.count)"])
        client.send(lines.map { $0 + "\r\n" }.joined() + "\r\n")
        client.send(content)
        return client.answer()
    }

    /// The signed address of an attachment, as the user is given it.
    private func url(of id: String, token: String? = nil) throws -> String? {
        struct Node: Decodable { let url: String? }
        let caller = Caller(port: server.port, token: token ?? user)
        return try caller.ask(#"{ node(id: "\#(id)") { ... on Attachment { url } } }"#, for: [String: Node?].self)
            .data?["node"]??.url
    }

    @Test("A file that was announced and sent is downloaded as it was, whole or in part, and never shown")
    func roundTrip() throws {
        let content = Array("Weights stick, since this morning. 😀\n".utf8)
        let (id, address) = try announce("Ärger \\\"1\\\".txt", size: content.count)
        #expect(try url(of: id) == nil)
        let before = files
        let sent = try put(content, to: address)
        #expect(
            sent.lines == [
                "HTTP/1.1 201 Created", "Content-Type: application/json; charset=utf-8", "Cache-Control: no-store",
                "Content-Length: \(sent.body.utf8.count)",
            ])
        let digest = SHA256.digest(content.span).hexadecimal
        #expect(
            sent.body
                == #"{"id":"\#(id)","mediaType":"text/plain","size":\#(content.count),"sha256":"\#(digest)"}"#)
        #expect(files.subtracting(before).count == 1)
        let url = try #require(try url(of: id))
        let whole = client.get(url)
        #expect(whole.status == 200)
        #expect(Array(whole.body.utf8) == content)
        #expect(
            whole.lines == [
                "HTTP/1.1 200 OK", "Content-Type: text/plain",
                #"Content-Disposition: attachment; filename="_rger _1_.txt"; filename*=UTF-8''%C3%84rger%20%221%22.txt"#,
                "X-Content-Type-Options: nosniff", "Content-Security-Policy: sandbox; default-src 'none'",
                "Cache-Control: private, no-store", "Referrer-Policy: no-referrer", "ETag: \"\(digest)\"",
                "Accept-Ranges: bytes", "Content-Length: \(content.count)",
            ])
        #expect(client.get(url, method: "HEAD").fields("Content-Length") == ["\(content.count)"])
        let part = client.get(url, fields: ["Range: bytes=8-12", "If-Range: \"\(digest)\""])
        #expect(part.status == 206)
        #expect(part.body == "stick")
        #expect(part.fields("Content-Range") == ["bytes 8-12/\(content.count)"])
        #expect(client.get(url, fields: ["Range: bytes=8-12", "If-Range: \"x\""]).status == 200)
        #expect(client.get(url, fields: ["Range: bytes=0-1,3-4"]).status == 200)
        let behind = client.get(url, fields: ["Range: bytes=100-"])
        #expect(behind.status == 416)
        #expect(behind.fields("Content-Range") == ["bytes */\(content.count)"])
        let bare = String(url.prefix { $0 != "?" })
        #expect(client.get(bare, fields: ["Authorization: Bearer \(user)"]).status == 200)
        let options = client.get(bare, method: "OPTIONS")
        #expect(options.status == 204)
        #expect(options.fields("Allow") == ["GET, HEAD, PUT, OPTIONS"])
        for method in ["DELETE", "POST", "PATCH"] {
            let refused = client.get(bare, method: method)
            #expect(refused.status == 405 && refused.fields("Allow") == ["GET, HEAD, PUT, OPTIONS"], "\(method)")
        }
        let posted = try server.client()
        posted.send("POST \(bare) HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
        #expect(posted.answer().status == 405)
    }

    @Test("A download is begun, gone on with or left out as the client's conditions say, those of If-Match first")
    func conditions() throws {
        let (id, address) = try announce("a.txt", size: 5)
        #expect(try put(Array("Hello".utf8), to: address).status == 201)
        let url = try #require(try url(of: id))
        let tag = "\"\(SHA256.digest("Hello".utf8.span).hexadecimal)\""
        let (match, noneMatch, range) = ("If-Match: \(tag)", "If-None-Match: \(tag)", "Range: bytes=1-2")
        let whole = "Hello"
        for (fields, status, body) in [
            ([match], 200, whole), (["If-Match: *"], 200, whole), (["If-Match: \"x\", \(tag)"], 200, whole),
            (["If-Match: \"x\"", match], 200, whole), ([match, range], 206, "el"),
            (["If-Match: \"x\""], 412, ""), (["If-Match: W/\(tag)"], 412, ""), (["If-Match: "], 412, ""),
            (["If-Match: nonsense"], 412, ""), (["If-Match: \"x\"", range], 412, ""),
            (["If-Match: \"x\"", noneMatch], 412, ""), ([match, noneMatch], 304, ""),
            ([noneMatch], 304, ""), (["If-None-Match: *"], 304, ""), (["If-None-Match: W/\(tag)"], 304, ""),
            ([noneMatch, range], 304, ""), ([noneMatch, "Range: bytes=100-"], 304, ""),
            (["If-None-Match: \"x\""], 200, whole), (["If-None-Match: \"x\"", range], 206, "el"),
        ] {
            let answer = client.get(url, fields: fields)
            #expect(answer.status == status, "\(fields)")
            switch status {
            case 304: #expect(answer.lines == ["HTTP/1.1 304 Not Modified", "ETag: \(tag)"])
            case 412:
                #expect(
                    answer.lines == [
                        "HTTP/1.1 412 Precondition Failed", "Content-Type: text/plain; charset=utf-8",
                        "Content-Length: 21",
                    ])
                #expect(answer.body == "Precondition Failed\r\n")
            default: #expect(answer.body == body, "\(fields)")
            }
        }
        // Whoever may not have a file learns nothing of its tag.
        #expect(client.get(url + "0", fields: ["If-Match: \"x\""]).status == 404)
        #expect(client.get(url, method: "HEAD", fields: ["If-Match: \"x\""]).status == 412)
    }

    @Test("Eight files of one come in at once; for more there is room when one has ended")
    func crowd() throws {
        let files = try (0...8).map { try announce("\($0).txt", size: 100_000) }
        let senders = try files.dropLast().map { file in
            let client = try server.client()
            let lines = ["PUT \(file.address) HTTP/1.1", "Host: a", "Content-Length: 100000", "Expect: 100-continue"]
            client.send(lines.map { $0 + "\r\n" }.joined() + "\r\n")
            #expect(client.head().head == "HTTP/1.1 100 Continue\r\n\r\n")
            return client
        }
        let content = [UInt8](repeating: 0x61, count: 100_000)
        let refused = try put(content, to: files[8].address)
        #expect(refused.status == 503 && refused.request(behind: "Service Unavailable") != nil, "\(refused.body)")
        #expect(refused.fields("Retry-After") == ["5"])
        let parts =
            "--X\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n"
            + #"{"query":"mutation($f:Upload!){addAttachment(file:$f){replayed}}","variables":{"f":null}}"#
            + "\r\n--X\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n"
            + #"{"0":["variables.f"]}"#
            + "\r\n--X\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a.txt\"\r\n\r\na\r\n--X--\r\n"
        let mutation = try server.client().post(parts, token: user, contentType: "multipart/form-data; boundary=X")
        #expect(mutation.status == 503 && mutation.fields("Retry-After") == ["5"])
        #expect(mutation.error == "Too many large requests come at once. Try again later. OVERLOADED")
        for sender in senders { sender.send(content) }
        #expect(senders.map { $0.answer().status } == [Int](repeating: 201, count: 8))
        #expect(try put(content, to: files[8].address).status == 201)
    }

    @Test("Who asks is told by the signature of the address, else by a token, else by the cookie of an own page")
    func callers() throws {
        let (id, address) = try announce("a.txt", size: 1)
        #expect(try put([0x61], to: address).status == 201)
        let url = try #require(try url(of: id))
        let bare = String(url.prefix { $0 != "?" })
        let (token, cookie) = ("Authorization: Bearer \(user)", "Cookie: portico_session=\(user)")
        for (path, fields, status) in [
            (url, [], 200), (url, ["Authorization: Bearer wrong"], 200), (url, [cookie, cookie], 200),
            (bare + "?s=0", [token], 404), (url.replacing("s=", with: "s=0"), [token, cookie], 404),
            (bare + "?a=b", [token], 200), (bare + "?s", [token], 404), (bare, [cookie], 200),
            (bare, ["Authorization: Bearer wrong", cookie], 404), (bare, [cookie, cookie], 404),
            (bare, [cookie, "Sec-Fetch-Site: same-origin"], 200), (bare, [cookie, "Sec-Fetch-Site: cross-site"], 404),
            (bare, [cookie, "Origin: https://evil.example"], 404), (bare, [token, "Sec-Fetch-Site: cross-site"], 200),
        ] as [(String, [String], Int)] {
            #expect(client.get(path, fields: fields).status == status, "\(path) \(fields)")
        }
    }

    @Test("A page of an origin that is let in reads what becomes of files")
    func pages() throws {
        let data = directory.file("pages.db")
        let server = try RunningServer(["--demo", "--data", data, "--cors-origin", "https://app.example"])
        let (client, token) = (try server.client(), try server.token(of: "PARTNER_USER"))
        let announced = client.post(
            #"{"query":"mutation{addAttachment(fileName:\"a.txt\",size:5){uploadUrl attachment{id}}}"}"#, token: token)
        let address = try #require(announced.body.firstMatch(of: #/"uploadUrl":"([^"]+)"/#)).1
        let bare = address.prefix { $0 != "?" }
        let page = "Origin: https://app.example"
        func lines(_ method: String, _ path: Substring, _ fields: [String]) throws -> Client.Answer {
            let client = try server.client()
            let length = method == "PUT" ? ["Content-Length: 5"] : ["Authorization: Bearer \(token)"]
            let head = ["\(method) \(path) HTTP/1.1", "Host: a", page] + length + fields
            client.send(head.map { $0 + "\r\n" }.joined() + "\r\n" + (method == "PUT" ? "Hello" : ""))
            return client.answer()
        }
        for (method, path, fields, status) in [
            ("PUT", address + "0", [], 404), ("PUT", address, ["Content-Encoding: gzip"], 415),
            ("PUT", address, [], 201), ("PUT", address, [], 404), ("GET", bare, [], 200),
            ("GET", bare, ["Range: bytes=1-2"], 206), ("GET", bare, ["Range: bytes=9-"], 416),
            ("GET", bare, ["If-None-Match: *"], 304), ("GET", bare, ["If-Match: \"x\""], 412),
        ] as [(String, Substring, [String], Int)] {
            let answer = try lines(method, path, fields)
            #expect(answer.status == status, "\(method) \(fields)")
            #expect(answer.fields("Vary") == ["Origin"], "\(method) \(status)")
            #expect(answer.fields("Access-Control-Allow-Origin") == ["https://app.example"], "\(method) \(status)")
        }
        try Connection.besideServer(data).execute("ALTER TABLE attachment RENAME TO lost_attachment")
        var failures: [String] = []
        for (method, path) in [("GET", bare), ("PUT", address)] {
            let failed = try lines(method, path, [])
            #expect(failed.status == 500)
            failures.append(try #require(failed.request(behind: "Internal Server Error"), "\(failed.body)"))
            #expect(failed.fields("Access-Control-Allow-Origin") == ["https://app.example"])
        }
        let log = server.stop().errors
        for id in failures {
            let lines = log.split(separator: "\n").filter { $0.contains(#""requestId":"\#(id)""#) }
            #expect(lines.contains { $0.contains("no such table") } && lines.contains { $0.contains(#""status":500"#) })
        }
        #expect(log.ranges(of: "lost_attachment").count == 0)
    }

    @Test("What may not be had does not exist: one answer for all of it")
    func notFound() throws {
        let (id, address) = try announce("a.txt", size: 1)
        #expect(try put([0x61], to: address).status == 201)
        let url = try #require(try url(of: id))
        let bare = String(url.prefix { $0 != "?" })
        let requests: [(String, [String])] = [
            (bare, []), (url + "0", []), (url.replacing("v=", with: "v=1"), []), (url.replacing("e=", with: "e=1"), []),
            (url + "&s=0", []), (url + "&v=1", []), (url.replacing(bare, with: "/attachments/999999"), []),
            ("/attachments/999999", ["Authorization: Bearer \(user)"]), (bare, ["Authorization: Bearer wrong"]),
            (bare, ["Authorization: Bearer \(user)", "Authorization: Bearer \(user)"]),
            ("/attachments/", []), ("/attachments/x", []), ("/attachments/../portico.db", []), ("/attachments/-1", []),
            ("/attachments/99999999999999999999999", []),
        ]
        for path in ["/attachments/", "/attachments/x", "/attachments/0", "/attachments/-1"] {
            for method in ["PUT", "POST", "OPTIONS"] { #expect(client.get(path, method: method).status == 404) }
        }
        for (path, fields) in requests {
            let answer = client.get(path, fields: fields)
            #expect(
                answer.lines == [
                    "HTTP/1.1 404 Not Found", "Content-Type: text/plain; charset=utf-8", "Content-Length: 11",
                ], "\(path) \(fields)")
            #expect(answer.body == "Not Found\r\n")
        }
        // Access is looked at when the file is fetched.
        try Database(path: path).connectForWriting().execute(
            "UPDATE attachment SET internal = 1 WHERE file_name = 'a.txt'")
        #expect(client.get(url).status == 404)
    }

    @Test("Nothing is kept of what is not what was announced, and the address stays good")
    func refused() throws {
        let before = files
        let pdf = Array("%PDF-1.4 hello".utf8)
        let (_, address) = try announce("a.pdf", size: pdf.count)
        let length = "Content-Length: \(pdf.count)"
        let token = try #require(address.split(separator: "=").last)
        let requests: [(String, [UInt8], [String], Int)] = [
            (address + "0", pdf, [length], 404), (address + "&upload=\(token)", pdf, [length], 404),
            (String(address.prefix { $0 != "?" }), pdf, [length], 404),
            (address.replacing("/attachments/", with: "/attachments/1"), pdf, [length], 404),
            (address + "0", [], ["Transfer-Encoding: chunked"], 404),
            (address, [], ["Transfer-Encoding: chunked"], 411), (address, [], [], 411),
            (address, [], ["Content-Length: 0"], 400), (address, pdf + [0], ["Content-Length: \(pdf.count + 1)"], 400),
            (address, [], ["Content-Length: 26214401"], 413), (address, [], ["Content-Length: 26214400"], 400),
            (address, pdf, [length, "Content-Range: bytes 0-13/14"], 400),
            (address, pdf, [length, "Content-Encoding: gzip"], 415),
            (address, pdf, [length, "Origin: http://evil.example"], 403),
            (address, Array("MZ\0\u{3}\0\0\0\u{4}\0\0\0\0\0\0".utf8), [length], 415),
            (address, Array("<html>12345678".utf8), [length], 415),
            // Nothing is there that could have a tag, or be there; what else is wrong is told before.
            (address, pdf, [length, "If-Match: *"], 412), (address, pdf, [length, "If-Match: \"x\""], 412),
            (address + "0", pdf, [length, "If-Match: *"], 404),
            (address, pdf + [0], ["Content-Length: 15", "If-Match: *"], 400),
        ]
        for (address, content, fields, status) in requests {
            #expect(try put(content, to: address, fields).status == status, "\(fields) \(address)")
        }
        let lines = ["PUT \(address) HTTP/1.1", "Host: a", length, "If-None-Match: *", "Expect: 100-continue"]
        client.send(lines.map { $0 + "\r\n" }.joined() + "\r\n")
        #expect(client.head().head == "HTTP/1.1 100 Continue\r\n\r\n")
        client.send(pdf)
        #expect(client.answer().status == 201)
        #expect(try put(pdf, to: address).status == 404)
        #expect(files.subtracting(before).count == 1)
    }

    @Test("A client that breaks off leaves nothing behind, and may try again")
    func brokenOff() throws {
        let before = files
        let content = [UInt8](repeating: 0x61, count: 300_000)
        let (_, address) = try announce("a.txt", size: content.count)
        do {
            let client = try server.client()
            client.send("PUT \(address) HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.count)\r\n\r\n")
            client.send(Array(content.prefix(200_000)))
        }
        // The next answer to the same uploader comes behind the end of the first.
        #expect(try put(content, to: address).status == 201)
        #expect(server.stop().exitCode == 0)
        #expect(files.subtracting(before).count == 1)
    }

    @Test("Of several who send to one address one wins, and the others leave nothing")
    func race() throws {
        let before = files
        let content = [UInt8](repeating: 0x61, count: 100_000)
        let (_, address) = try announce("a.txt", size: content.count)
        let clients = try (0..<6).map { _ in try server.client() }
        for client in clients {
            client.send("PUT \(address) HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.count)\r\n\r\n")
        }
        for client in clients { client.send(Array(content.prefix(50_000))) }
        for client in clients { client.send(Array(content.suffix(50_000))) }
        let statuses = clients.map { $0.answer().status }
        #expect(statuses.sorted() == [201, 404, 404, 404, 404, 404])
        #expect(server.stop().exitCode == 0)
        #expect(files.subtracting(before).count == 1)
    }

    @Test("25 MiB go in and out, and the server holds little of it")
    func large() throws {
        let line = Array("The quick brown fox jumps over the lazy dog; 64 bytes with this.\n".utf8.prefix(64))
        var content: [UInt8] = []
        content.reserveCapacity(25 << 20)
        while content.count < 25 << 20 { content += line }
        let (id, address) = try announce("a.log", size: content.count)
        let small = try announce("b.log", size: 64)
        #expect(try put(line, to: small.address).status == 201)
        let figures = ProcessFigures(id: server.id)
        let before = try figures.residentBytes()
        #expect(try put(content, to: address).status == 201)
        let url = try #require(try url(of: id))
        client.send("GET \(url) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.head().status == 200)
        #expect(client.bytes(content.count) == content)
        #expect(try figures.residentBytes() - before < 8 << 20)
    }

    @Test("A file that an administrator fetches is in the audit log before any of it leaves")
    func audited() throws {
        let (id, address) = try announce("a.txt", size: 1)
        #expect(try put([0x61], to: address).status == 201)
        let admin = try server.token(of: "ADMIN")
        let url = try #require(try url(of: id, token: admin))
        #expect(client.get(url, fields: ["Range: bytes=0-0"]).body == "a")
        // What is missing is told to nobody, and so there is nothing to enter.
        let (other, another) = try announce("b.txt", size: 1)
        let stored = files
        #expect(try put([0x62], to: another).status == 201)
        for file in files.subtracting(stored) {
            try FileManager.default.removeItem(atPath: "\(path)-attachments/\(file)")
        }
        #expect(client.get(try #require(try self.url(of: other, token: admin))).status == 404)
        struct Entries: Decodable {
            struct Entry: Decodable, Equatable {
                let operation: String
                let subjectId: String?
                let outcome: String
                let ip: String?
            }
            let nodes: [Entry]
        }
        let log = try Caller(port: server.port, token: admin).ask(
            "{ auditLog(first: 5) { nodes { operation subjectId outcome ip } } }", for: [String: Entries].self)
        let entries = try #require(log.data?["auditLog"]).nodes
        #expect(
            entries.first { $0.operation == "downloadAttachment" }
                == Entries.Entry(operation: "downloadAttachment", subjectId: id, outcome: "OK", ip: "127.0.0.1"))
    }

    @Test("What a server had put on the disk when it was killed, before its database spoke of it, the next one removes")
    func killed() throws {
        let before = files
        let (_, address) = try announce("a.txt", size: 1)
        #expect(try put([0x61], to: address).status == 201)
        let known = files
        let orphan = String(repeating: "f", count: 32)
        let folder = path + "-attachments/ff"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(filePath: "\(folder)/\(orphan)"))
        #expect(server.stop(with: SIGKILL).exitCode == nil)
        #expect(files == known.union(["ff/\(orphan)"]))
        #expect(try RunningServer(["--data", path]).stop().exitCode == 0)
        #expect(files == known)
        #expect(known.subtracting(before).count == 1)
    }

    @Test(
        "Of a file whose name the disk does not keep nothing is left",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/prlimit"), "prlimit is not installed"))
    func noDescriptor() throws {
        let (_, address) = try announce("a.txt", size: 1)
        for number in 0..<256 {
            let folder = String(number + 256, radix: 16).suffix(2)
            try FileManager.default.createDirectory(
                atPath: "\(path)-attachments/\(folder)", withIntermediateDirectories: true)
        }
        let before = files
        let sender = try server.client()
        let lines = ["PUT \(address) HTTP/1.1", "Host: a", "Content-Length: 1", "Expect: 100-continue"]
        sender.send(lines.map { $0 + "\r\n" }.joined() + "\r\n")
        #expect(sender.head().head == "HTTP/1.1 100 Continue\r\n\r\n")
        let open = Set(
            try FileManager.default.contentsOfDirectory(atPath: "/proc/\(server.id)/fd").compactMap(Int.init))
        // There is one left for the file, and none for its folder.
        let next = try #require((0...).first { !open.contains($0) })
        _ = try Shell.run("prlimit --pid \(server.id) --nofile=\(next + 1):")
        sender.send("a")
        #expect(sender.answer().status == 500)
        _ = try Shell.run("prlimit --pid \(server.id) --nofile=1024:")
        #expect(files == before)
        #expect(try put([0x61], to: address).status == 201)
        #expect(server.stop().exitCode == 0)
        #expect(files.subtracting(before).count == 1)
    }

    @Test(
        "Without room for a file the answer is 507, nothing of it is left, and there may be room later",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/prlimit"), "prlimit is not installed"))
    func noRoom() throws {
        let content = [UInt8](repeating: 0x61, count: 8 << 20)
        let (_, address) = try announce("a.txt", size: content.count)
        let before = files
        _ = try Shell.run("prlimit --pid \(server.id) --fsize=4194304:")
        let refused = try put(content, to: address)
        #expect(refused.status == 507)
        #expect(refused.fields("Retry-After") == ["10"])
        _ = try Shell.run("prlimit --pid \(server.id) --fsize=unlimited:")
        #expect(try put(content, to: address).status == 201)
        #expect(server.stop().exitCode == 0)
        #expect(files.subtracting(before).count == 1)
    }
}
