import Foundation
import Portal
import SQLite
import Storage
import Testing

@Suite("Many at once")
struct RegistrationRaceTests {
    @Test("Of 64 clients who register the same new company at once exactly one wins")
    func oneWinner() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "portico-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "race.db").path
        let db = try SampleDatabase.openForWriting()
        try db.execute("VACUUM INTO '\(path)'")

        let answers = await withTaskGroup(of: [String].self) { group in
            for client in 0..<64 {
                group.addTask { Self.register(client, in: path) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0 == [] } == 1)
        #expect(
            answers.count {
                $0.prefix(3).map { $0.prefix { $0 != " " } } == [
                    "DUPLICATE_COMPANY_NAME", "DUPLICATE_COMPANY_WEBSITE", "DUPLICATE_COMPANY_TIN",
                ]
            } == 63)
        let after = try Connection(path: path, mode: .readOnly)
        #expect(try after.text("SELECT count(*) FROM organization WHERE name_key = 'fern llc'") == "1")
        #expect(try after.text("SELECT count(*) FROM registration WHERE company_name = 'Fern LLC'") == "1")
        #expect(try after.text("SELECT last FROM counter WHERE series = 'RECEIPT'") == "3")
    }

    /// One client's answer, over a connection of its own; even ones work for one partner, odd ones for the other.
    private static func register(_ client: Int, in path: String) -> [String] {
        var form = RegistrationStoreTests.form
        form.product = nil
        form.attachments = []
        form.representative = client % 2 == 0 ? 3 : 5
        let viewer = client % 2 == 0 ? SampleDatabase.user : SampleDatabase.rival
        do {
            let connection = try Connection(path: path, mode: .readWrite)
            connection.waitForLocks(milliseconds: 60_000)
            try connection.execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF")
            return try refusals(in: connection) { [form] in
                try RegistrationStore.register(form, by: viewer, context, in: $0)
            }
        } catch {
            return ["\(error)"]
        }
    }
}
