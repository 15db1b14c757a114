import TestSupport
import Testing

/// What need not be sent again, over a real socket.
@Suite("Conditional requests")
struct EntityTagTests {
    private static let path = "/graphql?query={cases(first:2){nodes{title}}}"

    @Test("An answer has a tag of its caller's own, for which there is 304 until something is written")
    func conditional() throws {
        let directory = try TemporaryDirectory()
        let data = directory.file("portico.db")
        let server = try RunningServer(["--demo", "--data", data, "--loops", "3"])
        let mine = "Authorization: Bearer \(try server.token(of: "PARTNER_USER"))"
        let answer = try server.client().get(Self.path, fields: [mine])
        #expect(answer.status == 200)
        #expect(answer.fields("Cache-Control") == ["private, no-cache"])
        #expect(answer.fields("Vary") == ["Authorization, Cookie, Accept"])
        let tag = try #require(answer.fields("ETag").first)
        #expect(tag.wholeMatch(of: #/W/"[0-9a-f]{32}"/#) != nil)
        for known in [tag, String(tag.dropFirst(2)), #""x", \#(tag),"y""#, "*"] {
            for method in ["GET", "HEAD"] {
                let client = try server.client()
                client.send(
                    "\(method) \(Self.path) HTTP/1.1\r\nHost: localhost\r\n\(mine)\r\nIf-None-Match: \(known)\r\n\r\n")
                let unchanged = client.answer()
                #expect(unchanged.status == 304, "\(method) \(known)")
                #expect(unchanged.fields("ETag") == [tag])
                #expect(unchanged.fields("Cache-Control") == ["private, no-cache"])
                #expect(unchanged.fields("Vary") == ["Authorization, Cookie, Accept"])
                let names = unchanged.head.split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != ":" } }
                #expect(
                    names == [
                        "Date", "Cache-Control", "Vary", "ETag", "RateLimit-Policy", "RateLimit", "traceparent",
                    ])
                #expect(unchanged.fields("Content-Length") == [] && unchanged.body.isEmpty)
                #expect(client.get("/healthz").status == 200)
            }
        }
        for fields in [
            [mine, "If-None-Match: \(tag.dropLast())"], [mine, "If-None-Match: \"x\""],
            [mine, "If-None-Match: \(tag)", "Accept: application/graphql-response+json"],
            ["Authorization: Bearer \(try server.token(of: "PARTNER_SUPERVISOR"))", "If-None-Match: \(tag)"],
        ] {
            let other = try server.client().get(Self.path, fields: fields)
            #expect(other.status == 200, "\(fields)")
            #expect(other.fields("ETag") != [tag] || fields.count == 2 && fields[0] == mine)
        }
        let added = try PorticoProcess.run(
            ["user", "add", "nea@vendor.example", "--name", "Nea New", "--role", "AGENT", "--data", data])
        #expect(added.exitCode == 0)
        let fresh = try server.client().get(Self.path, fields: [mine, "If-None-Match: \(tag)"])
        #expect(fresh.status == 200)
        #expect(fresh.body.prefix(40) == answer.body.prefix(40))
        #expect(fresh.fields("ETag") != [tag])
    }

    @Test("What has failed has no tag, and any tag does for none")
    func failed() throws {
        let server = try RunningServer(["--demo"])
        let client = try server.client()
        for query in ["{cases{totalCount}}", "{nonsense}", "mutation{acceptLead(id:1){replayed}}"] {
            let answer = client.get("/graphql?query=\(query)", fields: ["If-None-Match: *"])
            #expect([200, 405].contains(answer.status))
            #expect(answer.fields("ETag").isEmpty)
            #expect(answer.fields("Cache-Control") == ["private, no-cache"])
        }
        let posted = client.post(#"{"query":"{__typename}"}"#, fields: ["If-None-Match: *"])
        #expect(posted.status == 200)
        #expect(posted.fields("ETag").isEmpty && posted.fields("Cache-Control").isEmpty)
        // An event is no answer that is kept.
        let event = client.get(
            "/graphql?query={__typename}", fields: ["Accept: text/event-stream", "If-None-Match: *"])
        #expect(event.status == 200 && event.body.hasPrefix("event: next\n"))
        #expect(event.fields("ETag").isEmpty && event.fields("Cache-Control") == ["no-store"])
    }
}
