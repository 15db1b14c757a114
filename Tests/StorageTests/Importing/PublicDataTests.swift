import Foundation
import Portal
import SQLite
import Storage
import Testing

/// Two public data sets that are not part of the project: without them beside the package these tests are skipped.
@Suite("Importing public data sets")
struct PublicDataTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "../shared/data").standardizedFileURL
    private static let crm = folder.appending(path: "maven-crm")
    private static let incidents = folder.appending(path: "uci-incident/incident_event_log.csv.gz")
    private static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path()) }

    private static func importing(_ mapping: String, _ file: URL, into db: borrowing Connection) throws -> ImportReport
    {
        try Importer.run(
            Mapping.named(mapping), csv: CSVFile(path: file.path()), into: db,
            now: Timestamp(milliseconds: 1_763_750_096_789))
    }

    @Test("A sales pipeline keeps its published facts", .enabled(if: exists(crm), "the data set is not here"))
    func pipeline() throws {
        let db = try Connection.migrated()
        let files = [
            ("accounts", "accounts", 85), ("products", "products", 7), ("sales-teams", "sales_teams", 35),
            ("pipeline", "sales_pipeline", 8_800),
        ]
        for (mapping, file, rows) in files {
            let report = try Self.importing(mapping, Self.crm.appending(path: "\(file).csv"), into: db)
            #expect((report.rows, report.created, report.refused.count) == (rows, rows, 0), "\(file)")
            if file == "accounts" {
                #expect(try db.integers("SELECT count(*) FROM organization") == [85])
                #expect(try db.integers("SELECT count(*) FROM organization WHERE parent_id IS NOT NULL") == [15])
            }
            if file == "sales_pipeline" { #expect(report.notices.count == 12) }
        }
        #expect(try db.integers("SELECT count(DISTINCT name) FROM product") == [7])
        #expect(try db.integers("SELECT count(*) FROM partner_organization") == [6])
        #expect(try db.integers("SELECT count(*) FROM partner_user WHERE role = 'PARTNER_USER'") == [35])
        #expect(try db.integers("SELECT count(*) FROM partner_user WHERE role = 'PARTNER_SUPERVISOR'") == [6])
        let states = "SELECT state || ' ' || count(*) FROM registration GROUP BY state ORDER BY state"
        #expect(try db.texts(states) == ["QUALIFIED 8300", "REJECTED 12", "SUBMITTED 488"])
        let statuses = "SELECT status || ' ' || count(*) FROM opportunity GROUP BY status ORDER BY status"
        #expect(try db.texts(statuses) == ["LOST 2473", "OPEN 1589", "WON 4238"])
        #expect(try db.integers("SELECT count(*) FROM registration WHERE new_company") == [1_425])
        let gtxPro =
            "SELECT count(*) FROM registration WHERE product_id IN (SELECT id FROM product WHERE name = 'GTX Pro')"
        #expect(try db.integers(gtxPro) == [1_480])
        let top = """
            SELECT representative_name || ' ' || count(*) FROM registration GROUP BY representative_id
            ORDER BY count(*) DESC LIMIT 1
            """
        #expect(try db.texts(top) == ["Darcel Schlecht 747"])
        #expect(try db.integers("SELECT count(DISTINCT representative_id) FROM registration") == [30])
        #expect(try db.texts("PRAGMA foreign_key_check") == [])
        let again = try Self.importing("pipeline", Self.crm.appending(path: "sales_pipeline.csv"), into: db)
        #expect((again.created, again.unchanged, again.refused.count) == (0, 8_800, 0))
    }

    @Test("An incident log becomes cases with all their history", .enabled(if: exists(incidents), "no such data set"))
    func incidentLog() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "portico-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Self.unpack(Self.incidents, to: file)
        let db = try Connection.migrated()
        let report = try Self.importing("incidents", file, into: db)
        #expect((report.rows, report.created, report.refused.count) == (141_712, 24_918, 0))
        #expect(report.notices.count == 6)
        #expect(try db.integers("SELECT count(*) FROM support_case WHERE status = 'CLOSED'") == [24_918])
        #expect(try db.integers("SELECT count(DISTINCT request_id) FROM change") == [141_712])
        #expect(try db.integers("SELECT count(*) FROM agent_group") == [78])
        #expect(try db.integers("SELECT count(*) FROM agent") == [234])
        let steps = try db.texts(
            """
            SELECT (old_value ->> '$') || '→' || (new_value ->> '$') FROM change
            WHERE kind = 'STATE_CHANGE' AND old_value IS NOT NULL
            """)
        let allowed = Set(
            CaseStatus.allCases.flatMap { from in
                from.allowed(by: .vendor).map { "\(from.rawValue)→\($0.rawValue)" }
            })
        #expect(steps.count { allowed.contains($0) } == 58_965)
        #expect(steps.count { !allowed.contains($0) } == 5_049)
        #expect(try db.texts("PRAGMA foreign_key_check") == [])
    }

    private static func unpack(_ packed: URL, to file: URL) throws {
        _ = FileManager.default.createFile(atPath: file.path(), contents: nil)
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/gzip")
        gzip.arguments = ["-dc", packed.path()]
        gzip.standardOutput = try FileHandle(forWritingTo: file)
        try gzip.run()
        gzip.waitUntilExit()
    }
}
