import Foundation
import TestSupport
import Testing

extension Robustness {
    @Suite("Backups")
    struct BackupTests {
        private let directory: TemporaryDirectory
        private let path: String
        private let copy: String

        init() throws {
            directory = try TemporaryDirectory()
            path = directory.file("portico.db")
            copy = directory.file("copy.db")
        }

        @Test(
            "A copy that is made while others write has all that was acknowledged before, and a server begins with it")
        func busy() throws {
            let server = try RunningServer(["--demo", "--data", path])
            let token = try server.token(of: "PARTNER_USER")
            let writers = try CaseWriters(4, at: server.port, token: token, named: "busy")
            for round in 1...Lengths.rounds(20, short: 2) {
                #expect(writers.awaitAcknowledgements(20))
                let before = writers.acknowledged
                let copy = directory.file("copy-\(round).db")
                let outcome = try PorticoProcess.run(["backup", copy, "--data", path])
                #expect(outcome.output == "\(copy) holds all that the database held when the backup began\n")
                #expect(outcome.errors.isEmpty)
                #expect(outcome.exitCode == 0)
                #expect(writers.awaitAcknowledgements(1), "They go on.")
                try expectSound(copy, holding: before)
            }
            let fates = writers.stop()
            #expect(fates.refusals.isEmpty)
            #expect(server.stop().exitCode == 0)
            let second = try RunningServer(["--data", directory.file("copy-1.db")])
            let answer = try second.client().post(CaseWriters.request("second"), token: token)
            #expect(CaseWriters.acknowledgement(in: answer) != nil)
        }

        @Test("A disk that is full ends it with 1, and nothing is left")
        func noRoom() throws {
            #expect(try RunningServer(["--demo", "--data", path]).stop().exitCode == 0)
            let before = directory.names
            let outcome = try PorticoProcess.run(["backup", copy, "--data", path], limit: "-S -f 256")
            #expect(
                outcome.errors
                    == "portico: there is no room for \(copy): make some, or name a file on another disk\n")
            #expect(outcome.exitCode == 1)
            #expect(directory.names == before)
            #expect(try PorticoProcess.run(["backup", copy, "--data", path]).exitCode == 0)
        }

        @Test("What is in the way, or missing, is named, with its exit code, and nothing is made or changed")
        func refusals() throws {
            #expect(try RunningServer(["--data", path]).stop().exitCode == 0)
            let precious = try directory.write("precious", to: "precious.db")
            let before = directory.names
            let nowhere = directory.file("nowhere/copy.db")
            let missing = directory.file("missing.db")
            for (target, data, message, exitCode) in [
                (precious, path, "\(precious) exists already: name a new file", 1),
                (path, path, "\(path) is the database itself, or belongs to it: name a new file", 1),
                ("\(path)-wal", path, "\(path)-wal is the database itself, or belongs to it: name a new file", 1),
                (nowhere, path, "\(nowhere) cannot be written: No such file or directory", 1),
                (copy, missing, "\(missing) does not exist: start the server once, or name the right file", 78),
                (copy, precious, "\(precious) cannot be used: the file is not a database, or it is damaged", 78),
            ] as [(String, String, String, Int32)] {
                let outcome = try PorticoProcess.run(["backup", target, "--data", data])
                #expect(outcome.errors == "portico: \(message)\n")
                #expect(outcome.output.isEmpty)
                #expect(outcome.exitCode == exitCode)
            }
            #expect(directory.names == before)
            #expect(try String(contentsOfFile: precious, encoding: .utf8) == "precious")
        }

        /// Expects a whole database that has these cases, each once.
        private func expectSound(_ file: String, holding cases: [String: String]) throws {
            let stored = try StoredCases(in: file, named: "busy")
            #expect(stored.isSound)
            #expect(Set(stored.titles).count == stored.titles.count)
            #expect(cases.allSatisfy { stored.numbers[$0] == $1 })
        }
    }
}
