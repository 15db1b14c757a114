import Foundation
import Glibc
import Portal
import SQLite
import Storage

extension Verb {
    static let importing = Verb(
        name: "import", arguments: ["<mapping.json>", "<file.csv>"],
        summary: "Takes a CSV file into the database, as a mapping file says; a second time changes nothing.",
        options: [.data, .skipInvalid]
    ) { options in
        try Import(
            mapping: options.arguments[0], csv: options.arguments[1],
            database: Database(path: options.setting(.data).value), skipsInvalid: options.isGiven(.skipInvalid)
        ).run()
    }
}

/// One file on its way into a database that no server has open.
struct Import {
    let mapping: String
    let csv: String
    let database: Database
    let skipsInvalid: Bool

    /// Imports all or nothing.
    ///
    /// A database that was made for it stays, also when nothing is imported: by then others may have it open.
    func run() throws {
        guard let json = FileManager.default.contents(atPath: mapping) else {
            throw Failure(.problems, "\(mapping) cannot be read: name a mapping file")
        }
        let mapping = try naming { () throws(ImportError) in try Mapping(json: json) }
        let file = try naming { () throws(ImportError) in try CSVFile(path: csv) }
        let isNew = access(database.path, F_OK) != 0
        // Claimed to the end: no server opens the file meanwhile.
        let served = try ServedDatabase(path: database.path)
        if isNew { Terminal.complain("\(database.path) was missing and has been made") }
        let report = try take(file, mapping, into: served.database)
        tell(report.notices + report.refused)
        Terminal.say(
            "\(report.rows) rows: \(report.created) records made, \(report.unchanged) there already, "
                + "\(report.refused.count) rows refused")
        guard report.refused.isEmpty else {
            throw Failure(
                .problems, "\(report.refused.count) rows of \(csv) were left out: mend them, and import it again")
        }
    }

    private func take(_ file: CSVFile, _ mapping: Mapping, into database: Database) throws -> ImportReport {
        let connection = try database.connectForWriting()
        let isWatched = isatty(STDERR_FILENO) == 1
        defer { if isWatched { Terminal.show("") } }
        let report = try naming { () throws(ImportError) in
            try Importer.run(
                mapping, csv: file, into: connection, now: Environment.live.now(), skipInvalid: skipsInvalid
            ) { progress in
                let share = progress.bytes * 100 / max(1, progress.totalBytes)
                if isWatched { Terminal.show("\(progress.rows) rows, \(share) %") }
            }
        }
        try connection.analyze()
        return report
    }

    private func tell(_ rows: [RefusedRow]) {
        for row in rows { Terminal.complain("\(csv): \(row)") }
    }

    /// Says which file an error is about.
    private func naming<Result>(_ body: () throws(ImportError) -> Result) throws(Failure) -> Result {
        do { return try body() } catch {
            switch error {
            case .mapping: throw Failure(.problems, "\(mapping): \(error)")
            case .unreadable: throw Failure(.problems, "\(error): name a CSV file")
            case .refused(let rows):
                tell(rows)
                throw Failure(.problems, "\(csv): \(error)")
            case .csv, .database: throw Failure(.problems, "\(csv): \(error)")
            }
        }
    }
}
