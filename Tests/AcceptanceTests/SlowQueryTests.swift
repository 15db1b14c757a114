import SQLite
import TestSupport
import Testing

/// A query that takes long, over real sockets.
@Suite("Slow queries over HTTP")
struct SlowQueryTests {
    private let directory: TemporaryDirectory
    private let server: RunningServer
    private let token: String

    private static let slow = #"{"query":"query Slow { viewer { salesDirections { name } } }"}"#
    private static let quick = #"{"query":"query Quick { viewer { role } }"}"#

    init() throws {
        directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        server = try RunningServer(["--demo", "--data", path, "--loops", "1"])
        token = try server.token(of: "AGENT")
    }

    /// Has the name of each sales direction take so many steps, and be a tenth of their number.
    private func slowDown(_ steps: Int) throws {
        let connection = try Connection.besideServer(directory.file("portico.db"))
        try connection.execute("ALTER TABLE sales_direction RENAME TO quick_direction")
        try connection.execute(
            """
            CREATE VIEW sales_direction AS SELECT id, active,
                (WITH RECURSIVE step (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < \(steps / 10))
                    SELECT max(n) FROM step) AS name FROM quick_direction
            """)
    }

    @Test("Others are served meanwhile by the same loop, and answers stay in order")
    func meanwhile() throws {
        try slowDown(10_000_000)
        let client = try server.client()
        client.send(Client.request(Self.slow, token: token) + Client.request(Self.quick, token: token))
        let other = try server.client()
        other.send(Client.request(Self.quick, token: token))
        #expect(Client.firstReadable(of: [client, other]) === other)
        #expect(other.answer().body.hasPrefix(#"{"data":{"viewer":{"role":"AGENT"}}"#))
        let slow = client.answer()
        #expect(slow.status == 200)
        #expect(slow.body.hasPrefix(#"{"data":{"viewer":{"salesDirections":[{"name":"1000000"}"#), "\(slow.body)")
        #expect(slow.fields("RateLimit").count == 1)
        #expect(client.answer().body.hasPrefix(#"{"data":{"viewer":{"role":"AGENT"}}"#))
    }

    @Test("What nobody waits for any more is given up; who says no more is taken for gone", arguments: [true, false])
    func gone(isReset: Bool) throws {
        try slowDown(25_000_000)
        do {
            let client = try server.client()
            // They come together: when one is answered, the server has the other.
            client.send(Client.request(Self.quick, token: token) + Client.request(Self.slow, token: token))
            #expect(client.answer().status == 200)
            if isReset { client.reset() } else { client.finish() }
            if !isReset { #expect(client.answer().body.contains(#""extensions":{"code":"TIMEOUT"}"#)) }
        }
        let lines = server.stop().errors.split(separator: "\n")
        // The thread that has more time may be stopped before it knows the operation again.
        let given = lines.filter { $0.contains(#""path":"/graphql""#) && $0.hasSuffix(#""codes":["TIMEOUT"]}"#) }
        #expect(given.count == 1, "\(lines)")
    }
}
