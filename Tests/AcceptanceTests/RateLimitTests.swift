import Foundation
import SQLite
import TestSupport
import Testing

/// What `/graphql` tells of rate limits, over a real socket.
@Suite("Rate limits over HTTP")
struct RateLimitTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func server(_ options: String...) throws -> RunningServer {
        try RunningServer(["--data", directory.file("portico.db")] + options)
    }

    /// Each costs a caller 9,920 nodes: it is taken for a document that nobody knows.
    private static let dear =
        #"{"query":"{ \#(String(repeating: " ", count: 900 << 10))"}"#

    @Test("Answers tell what is left; who has asked for too much is told when to come again")
    func told() throws {
        let server = try server("--rate-limit", "250000")
        let client = try server.client()
        let answer = client.post(#"{"query":"{__typename}"}"#)
        #expect(answer.status == 200)
        #expect(answer.fields("RateLimit-Policy") == [#""nodes";q=25000;w=60"#])
        // Some comes back while it is answered.
        let left = try #require(answer.fields("RateLimit").first)
        #expect(left.wholeMatch(of: #/"nodes";r=249(79|[89][0-9]);t=1/#) != nil, "\(left)")
        #expect(answer.fields("Retry-After").isEmpty)
        var refused = client.post(Self.dear)
        for _ in 0..<10 where refused.status == 200 { refused = client.post(Self.dear) }
        #expect(refused.status == 429)
        let seconds = try #require(refused.fields("Retry-After").first)
        #expect((1...60).contains(Int(seconds) ?? 0))
        #expect(
            refused.body.hasPrefix(
                #"{"errors":[{"message":"You have asked for too much. Try again in \#(seconds) seconds.","extensions":{"code":"RATE_LIMITED","retryAfter":\#(seconds)}}]"#
            ))
        #expect(refused.fields("RateLimit-Policy") == [#""nodes";q=25000;w=60"#])
    }

    @Test("The addresses of files and portals are charged, too")
    func addresses() throws {
        let server = try server("--rate-limit", "250000")
        let client = try server.client()
        for _ in 0..<2 { #expect(client.post(Self.dear).status == 200) }
        for (method, path, status) in [
            ("GET", "/attachments/1", 404), ("PUT", "/attachments/1?upload=x", 404), ("GET", "/portal/south", 302),
        ] {
            var answer = client.get(path, method: method)
            for _ in 0..<3000 where answer.status == status { answer = client.get(path, method: method) }
            #expect(answer.status == 429)
            #expect(answer.body == "Too Many Requests\r\n")
            #expect(answer.fields("Retry-After") == ["1"])
            #expect(answer.fields("RateLimit-Policy") == [#""nodes";q=25000;w=60"#])
            #expect(answer.fields("RateLimit").first?.wholeMatch(of: #/"nodes";r=[0-9];t=60/#) != nil, "\(answer.head)")
            #expect(answer.fields("Cache-Control") == (path.hasPrefix("/portal") ? ["no-store"] : []))
        }
    }

    @Test("A program that asks too often is told of its requests")
    func requests() throws {
        let path = directory.file("demo.db")
        let server = try RunningServer(["--demo", "--data", path])
        let token = try server.token(of: "INTEGRATION")
        try Connection.besideServer(path).execute("UPDATE integration_account SET rate_limit_per_minute = 1")
        let client = try server.client()
        let answer = client.post(#"{"query":"{__typename}"}"#, token: token)
        #expect(answer.status == 200)
        #expect(answer.fields("RateLimit-Policy") == [#""nodes";q=300000;w=60"#])
        let refused = client.post(#"{"query":"{__typename}"}"#, token: token)
        #expect(refused.status == 429)
        #expect(refused.error == nil && refused.body.contains(#""code":"RATE_LIMITED","retryAfter":"#))
        #expect(refused.fields("RateLimit-Policy") == [#""requests";q=1;w=60"#])
        let left = try #require(refused.fields("RateLimit").first)
        let seconds = try #require(refused.fields("Retry-After").first)
        #expect(left == #""requests";r=0;t=\#(seconds)"#)
    }

    @Test("The bytes of files are charged, and who has not enough left sends none")
    func files() throws {
        let path = directory.file("demo.db")
        let server = try RunningServer(["--demo", "--data", path, "--rate-limit", "250000"])
        let (client, token) = (try server.client(), try server.token(of: "PARTNER_USER"))
        let announced = client.post(
            #"{"query":"mutation{addAttachment(fileName:\"a.txt\",size:26214400){uploadUrl}}"}"#, token: token)
        let address = try #require(announced.body.firstMatch(of: #/"uploadUrl":"([^"]+)"/#)).1
        // 25 MiB cost 25,600.
        func send(_ lines: String...) throws -> Client {
            let sender = try server.client()
            sender.send((lines + ["Host: a", "Expect: 100-continue"]).map { $0 + "\r\n" }.joined() + "\r\n")
            return sender
        }
        func upload() throws -> Client.Answer {
            try send("PUT \(address) HTTP/1.1", "Content-Length: 26214400").answer()
        }
        /// Less is left than a tenth of what such a file costs; it takes seconds until that is there again.
        func spend() {
            for body in [Self.dear, #"{"query":"{ \#(String(repeating: " ", count: 180 << 10))"}"#] {
                var answer = client.post(body, token: token)
                for _ in 0..<60 where answer.status == 200 { answer = client.post(body, token: token) }
                #expect(answer.status == 429)
            }
        }
        #expect(try upload().status == 100)
        spend()
        let refused = try upload()
        #expect(refused.status == 429 && refused.body == "Too Many Requests\r\n")
        let seconds = try #require(refused.fields("Retry-After").first.flatMap { Int($0) })
        #expect((1...7).contains(seconds))
        #expect(refused.fields("RateLimit-Policy") == [#""nodes";q=250000;w=60"#])

        let fields =
            "--X\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n"
            + #"{"query":"mutation($f:Upload!){addAttachment(file:$f){replayed}}","variables":{"f":null}}"#
            + "\r\n--X\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n"
            + #"{"0":["variables.f"]}"#
            + "\r\n--X\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a.txt\"\r\n\r\n"
        for length in ["Content-Length: 104857600", "Transfer-Encoding: chunked"] {
            spend()
            let sender = try send(
                "POST /graphql HTTP/1.1", "Authorization: Bearer \(token)",
                "Content-Type: multipart/form-data; boundary=X", length)
            #expect(sender.head().status == 100)
            if length.hasPrefix("Content") {
                sender.send(fields)
            } else {
                // What has come is paid for when it is known by whom.
                let piece = String(repeating: " ", count: 1 << 20)
                for _ in 0..<40 { sender.send("100000\r\n\(piece)\r\n") }
                spend()
                sender.send("\(String(2 + fields.utf8.count, radix: 16))\r\n\r\n\(fields)\r\n")
            }
            let answer = sender.answer()
            #expect(answer.status == 429, "\(length)")
            let seconds = try #require(answer.fields("Retry-After").first)
            #expect(
                answer.body.hasPrefix(
                    #"{"errors":[{"message":"You have asked for too much. Try again in \#(seconds) seconds.","extensions":{"code":"RATE_LIMITED","retryAfter":\#(seconds)}}]"#
                ), "\(answer.body)")
            #expect(answer.fields("RateLimit-Policy") == [#""nodes";q=250000;w=60"#])
        }
        #expect(server.stop().exitCode == 0)
        let names = FileManager.default.enumerator(atPath: path + "-attachments")?.allObjects as? [String] ?? []
        #expect(!names.contains { $0.hasPrefix(".part-") })
    }

    @Test("Without a limit nobody is told of one")
    func unlimited() throws {
        let server = try server("--rate-limit", "0")
        let client = try server.client()
        let answers = (0..<3).map { _ in client.post(Self.dear) }
        #expect(answers.map(\.status) == [200, 200, 200])
        #expect(answers.flatMap { $0.fields("RateLimit") } == [])
    }
}
