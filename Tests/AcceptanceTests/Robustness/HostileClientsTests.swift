import TestSupport
import Testing

extension Robustness {
    /// Many who misbehave at once, and one who does not.
    @Suite("Hostile clients")
    struct HostileClientsTests {
        private let directory: TemporaryDirectory
        private let server: RunningServer
        private let demo: DemoCase

        init() throws {
            raiseDescriptorLimit()
            directory = try TemporaryDirectory()
            // Nobody reads the log until the end: lines for each request would be more than a pipe holds.
            server = try RunningServer(
                ["--demo", "--data", directory.file("portico.db"), "--rate-limit", "0", "--log", "errors"])
            demo = try DemoCase(server)
        }

        @Test("Slow, idle and rude clients of six kinds keep a good one from nothing")
        func crowd() throws {
            let count = Lengths.rounds(2000, short: 100)
            let size = Lengths.rounds(1000, short: 60)
            // The first round fills caches.
            _ = try goodClient { $0 < count }
            let quiet = try goodClient { $0 < count }
            let figures = ProcessFigures(id: server.id)
            let before = try figures.residentBytes()
            let crowd = try Crowd(size, at: server.port, token: demo.token, subscription: demo.subscription)
            defer { crowd.leave() }
            // Long enough for every deadline to come.
            let rounds = Lengths.rounds(40, short: 2)
            var most = before
            var mostFiles = 0
            let busy = try goodClient { done in
                if done % 50 == 0 {
                    most = max(most, try figures.residentBytes())
                    mostFiles = max(mostFiles, try figures.openFiles())
                }
                return done < count || crowd.roundCount < rounds
            }
            #expect(quiet.failures == 0 && busy.failures == 0)
            // They did come.
            #expect(mostFiles >= size)
            #expect(most - before < 64 << 20, "\(before) bytes became \(most)")
            if Lengths.areFull {
                print("p99 \(quiet.p99) alone, \(busy.p99) in the crowd; \((most - before) >> 10) KiB more")
                #expect(busy.p99 <= max(quiet.p99 * 3, .milliseconds(20)), "\(quiet.p99) became \(busy.p99)")
            }
            crowd.leave()
            #expect(try server.client().get("/readyz").status == 200)
            let outcome = server.stop()
            #expect(outcome.exitCode == 0)
            #expect(!outcome.errors.contains(#""level":"error""#), "\(outcome.errors)")
        }

        @Test("Large requests without end, and answers that nobody reads, take 64 MiB at most and leave little behind")
        func large() throws {
            let size = Lengths.rounds(300, short: 100)
            // The first round fills caches.
            _ = try goodClient { $0 < 100 }
            let figures = ProcessFigures(id: server.id)
            let before = try figures.residentBytes()
            let words = String(repeating: " ", count: (1 << 20) - 1)
            let part = "--X\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n" + words
            let head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(demo.token)\r\n"
            let habits = [
                head + "Content-Type: application/json\r\nContent-Length: \(1 << 20)\r\n\r\n" + words,
                head + "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: \(2 << 20)\r\n\r\n" + part,
                String(repeating: "GET /schema.graphql HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 60),
            ]
            var crowd: [Client] = []
            var most = before
            for habit in habits {
                for _ in 0..<size {
                    let client = try server.client()
                    client.send(habit)
                    crowd.append(client)
                    most = max(most, try figures.residentBytes())
                }
                #expect(try goodClient { $0 < 20 }.failures == 0)
                most = max(most, try figures.residentBytes())
            }
            #expect(most - before < 64 << 20, "\(before) bytes became \(most)")
            crowd = []
            // A loop gives back what is empty twice a second.
            var left = most
            let deadline = ContinuousClock.now + .seconds(10)
            while left - before >= 24 << 20, ContinuousClock.now < deadline { left = try figures.residentBytes() }
            #expect(left - before < 24 << 20, "\(before) bytes became \(most), then \(left)")
            if Lengths.areFull { print("\((most - before) >> 10) KiB more, then \((left - before) >> 10)") }
        }

        private struct Experience {
            var latencies: [Duration] = []
            var failures = 0

            var p99: Duration {
                latencies.isEmpty ? .zero : latencies.sorted()[(latencies.count * 99 - 1) / 100]
            }
        }

        /// Asks one question after the other, now and then over a new connection.
        ///
        /// - Parameter goesOn: Asked before each request, with the number of those that were answered.
        private func goodClient(while goesOn: (Int) throws -> Bool) throws -> Experience {
            var experience = Experience()
            var client = try server.client()
            while try goesOn(experience.latencies.count) {
                if experience.latencies.count % 20 == 19 { client = try server.client() }
                let start = ContinuousClock.now
                let answer = client.post(
                    #"{"query":"{ cases(first: 5) { nodes { caseNumber title } } }"}"#, token: demo.token)
                experience.latencies.append(ContinuousClock.now - start)
                if answer.status != 200 || !answer.body.hasPrefix(#"{"data":{"cases":{"nodes":[{"caseNumber":"#) {
                    experience.failures += 1
                }
            }
            return experience
        }
    }
}
