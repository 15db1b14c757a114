import Foundation
import TestSupport
import Testing

extension Robustness {
    /// A file-size limit stands in for the disk: the operating system refuses to let files grow in either case.
    @Suite(
        "A full disk",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/prlimit"), "prlimit is not installed"))
    struct DiskFullTests {
        private let directory: TemporaryDirectory
        private let path: String
        private let server: RunningServer
        private let reader: Client
        private let user: String
        private let admin: String

        init() throws {
            directory = try TemporaryDirectory()
            path = directory.file("portico.db")
            let first = try RunningServer(["--demo", "--data", path])
            user = try first.token(of: "PARTNER_USER")
            admin = try first.token(of: "ADMIN")
            #expect(first.stop().exitCode == 0)
            server = try RunningServer(["--data", path])
            reader = try server.client()
        }

        private static let message =
            "There is no room to keep changes. Reading goes on; try again later. INSUFFICIENT_STORAGE"
        /// Reads what the audit log wants to know of.
        private static let audited = #"{"query":"{ agents(first: 1) { nodes { phone } } }"}"#
        private static let files =
            #"{"query":"{ cases(scope: ALL, first: 100) { nodes { attachments { nodes { url } } } } }"}"#
        private static let plain = #"{"query":"{ agents(first: 1) { nodes { displayName } } }"}"#

        @Test("Reading goes on, changes are refused, and taken again once there is room")
        func full() throws {
            #expect(reader.post(Self.audited, token: admin).status == 200)
            let file = try #require(
                reader.post(Self.files, token: admin).body.firstMatch(of: #/"url":"([^"]+)"/#).map { String($0.1) })
            // Room for some changes in the write-ahead log, and for none in the database, which is larger already.
            try allow(bytes: "1048576")
            let writers = try CaseWriters(4, at: server.port, token: user, named: "full")
            var refusal = reader.post(CaseWriters.request("room/0"), token: user)
            var count = 0
            while CaseWriters.acknowledgement(in: refusal) != nil, count < 10_000 {
                count += 1
                refusal = reader.post(CaseWriters.request("room/\(count)"), token: user)
            }
            expectRefused(refusal)
            // An entry of the audit log needs less room than a case.
            var reading = reader.post(Self.audited, token: admin)
            while reading.status == 200 { reading = reader.post(Self.audited, token: admin) }
            expectRefused(reading)
            var download = reader.get(file)
            for _ in 0..<1000 where download.status == 200 { download = reader.get(file) }
            #expect(download.status == 507 && download.request(behind: "Insufficient Storage") != nil)
            #expect(download.fields("Retry-After") == ["10"])
            for _ in 0..<100 {
                let answer = reader.post(Self.plain, token: admin)
                #expect(answer.status == 200)
                #expect(answer.body.hasPrefix(#"{"data":{"agents":{"nodes":[{"displayName":"#))
            }
            let fates = writers.finish()
            for refusal in fates.refusals { expectRefused(refusal) }
            try allow(bytes: "unlimited")
            // What was refused was not done, and can be asked for again.
            for title in fates.unacknowledged + ["room/\(count)"] {
                let answer = reader.post(CaseWriters.request(title), token: user)
                #expect(CaseWriters.acknowledgement(in: answer)?.isReplayed == false, "\(answer)")
            }
            #expect(reader.post(Self.audited, token: admin).status == 200)
            #expect(reader.get(file).status == 200)
            let outcome = server.stop()
            #expect(outcome.exitCode == 0)
            let lines = outcome.errors.split(separator: "\n").filter { $0.contains(#""message":"request""#) }
            #expect(!lines.isEmpty)
            for line in lines {
                #expect(line.contains(#""level":"error""#) == line.contains(#""status":507"#), "\(line)")
            }
            let stored = try StoredCases(in: path, named: "full")
            #expect(stored.isSound)
            #expect(Set(stored.titles) == Set(fates.acknowledged.keys).union(fates.unacknowledged))
            #expect(stored.titles.count == Set(stored.titles).count)
        }

        @Test("A command beside the server says that there is no room")
        func command() throws {
            let account = ["user", "add", "eve@vendor.example", "--name", "Eve", "--data", path]
            let refused = try PorticoProcess.run(account, limit: "-S -f 1")
            #expect(
                refused.errors == "portico: the disk has no room for the database to grow: make some, and try again\n")
            #expect(refused.exitCode == 1)
            #expect(try PorticoProcess.run(account).exitCode == 0)
        }

        private func expectRefused(_ answer: Client.Answer, sourceLocation: SourceLocation = #_sourceLocation) {
            #expect(answer.status == 507, sourceLocation: sourceLocation)
            #expect(answer.fields("Retry-After") == ["10"], sourceLocation: sourceLocation)
            #expect(answer.error == Self.message, sourceLocation: sourceLocation)
        }

        /// How far into any file the server may write from now on.
        private func allow(bytes: String) throws {
            _ = try Shell.run("prlimit --pid \(server.id) --fsize=\(bytes):")
        }
    }
}
