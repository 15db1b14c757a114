import Foundation
import SQLite
import TestSupport
import Testing

extension Robustness {
    /// Servers that end while many write: what was acknowledged is there, once.
    @Suite("Sudden ends")
    struct SuddenEndTests {
        private let directory: TemporaryDirectory
        private let path: String
        private let token: String

        init() throws {
            directory = try TemporaryDirectory()
            path = directory.file("portico.db")
            let server = try RunningServer(["--demo", "--data", path])
            token = try server.token(of: "PARTNER_USER")
            #expect(server.stop().exitCode == 0)
        }

        @Test("After SIGKILL all that was acknowledged is there once, and keys that are repeated say so")
        func killed() throws {
            var dice = SeededGenerator(seed: 9)
            var kept: Set<String> = []
            var server = try RunningServer(["--data", path])
            for round in 1...Lengths.rounds(100, short: 3) {
                let name = "killed-\(round)"
                let writers = try CaseWriters(4, at: server.port, token: token, named: name)
                #expect(writers.awaitAcknowledgements(Int.random(in: 1...60, using: &dice)))
                #expect(server.stop(with: SIGKILL).exitCode == nil)
                let fates = writers.finish()
                #expect(fates.refusals.isEmpty)
                let start = ContinuousClock.now
                server = try RunningServer(["--data", path])
                let client = try server.client()
                #expect(client.get("/readyz").status == 200)
                #expect(ContinuousClock.now - start < .seconds(Lengths.areFull ? 1 : 5))
                for (title, number) in fates.acknowledged {
                    let again = CaseWriters.acknowledgement(in: client.post(CaseWriters.request(title), token: token))
                    #expect(again?.number == number)
                    #expect(again?.isReplayed == true)
                }
                // Whether these were done nobody knows: who asks again has them done, and that once.
                for title in fates.unacknowledged {
                    let first = CaseWriters.acknowledgement(in: client.post(CaseWriters.request(title), token: token))
                    let second = CaseWriters.acknowledgement(in: client.post(CaseWriters.request(title), token: token))
                    #expect(first != nil && first?.number == second?.number)
                    #expect(second?.isReplayed == true)
                }
                let stored = try StoredCases(in: path, named: name)
                #expect(stored.isSound)
                #expect(stored.titles.sorted() == (fates.acknowledged.keys + fates.unacknowledged).sorted())
                kept.formUnion(stored.titles)
            }
            #expect(server.stop().exitCode == 0)
            let stored = try StoredCases(in: path, named: "killed-%")
            #expect(stored.titles.sorted() == kept.sorted())
        }

        @Test("SIGTERM under load ends it with 0: what was received is answered, and what was answered is there")
        func terminated() throws {
            var dice = SeededGenerator(seed: 20)
            for round in 1...Lengths.rounds(20, short: 2) {
                let server = try RunningServer(["--data", path])
                let name = "terminated-\(round)"
                let writers = try CaseWriters(8, at: server.port, token: token, named: name)
                #expect(writers.awaitAcknowledgements(Int.random(in: 1...60, using: &dice)))
                let start = ContinuousClock.now
                let outcome = server.stop()
                #expect(ContinuousClock.now - start < .seconds(Lengths.areFull ? 5 : 25))
                #expect(outcome.exitCode == 0)
                #expect(!directory.names.contains("portico.db-wal"))
                #expect(!outcome.errors.contains(#""level":"error""#), "\(outcome.errors)")
                let fates = writers.finish()
                #expect(fates.refusals.isEmpty)
                let stored = try StoredCases(in: path, named: name)
                #expect(stored.isSound)
                // Who was not answered was not heard: nothing was done that nobody was told of.
                #expect(stored.numbers == fates.acknowledged)
                #expect(stored.titles.count == fates.acknowledged.count)
            }
        }

        @Test("SIGTERM while another program keeps the database: what was received is refused, and hears of it")
        func terminatedBesideAnother() throws {
            let server = try RunningServer(["--data", path])
            let client = try server.client()
            #expect(client.get("/readyz").status == 200)
            let other = try Connection.besideServer(path)
            try other.execute("BEGIN IMMEDIATE")
            client.send(Client.request(CaseWriters.request("kept out"), token: token))
            #expect(server.stop().exitCode == 0)
            let answer = client.answer()
            #expect(answer.status == 503)
            #expect(answer.body.contains(#""code":"OVERLOADED""#), "\(answer.body)")
            try other.execute("ROLLBACK")
            #expect(try StoredCases(in: path, named: "kept out").titles.isEmpty)
        }
    }
}
