package import Portal
package import SQLite

/// Takes a CSV file into the database.
package enum Importer {
    /// How far an import has come.
    package struct Progress: Sendable {
        package let rows: Int
        package let bytes: Int
        /// Size of the file.
        package let totalBytes: Int
    }

    /// Imports one file in one transaction.
    ///
    /// Records that are there already, told by their reference, are left alone: running twice changes nothing. A row that
    /// is refused spoils the whole file, unless `skipInvalid` says to go on without it; either way all of them are told.
    package static func run(
        _ mapping: Mapping, csv file: CSVFile, into db: borrowing Connection, now: Timestamp, skipInvalid: Bool = false,
        progress: (Progress) -> Void = { _ in }
    ) throws(ImportError) -> ImportReport {
        let session = ImportSession(now: now)
        return switch mapping.target {
        case .organizations:
            try run(OrganizationImport(session), mapping, file, db, session, skipInvalid, progress)
        case .products: try run(ProductImport(session), mapping, file, db, session, skipInvalid, progress)
        case .salesTeams: try run(SalesTeamImport(session), mapping, file, db, session, skipInvalid, progress)
        case .registrations: try run(RegistrationImport(session), mapping, file, db, session, skipInvalid, progress)
        case .caseEvents: try run(CaseEventImport(session), mapping, file, db, session, skipInvalid, progress)
        }
    }

    private static func run<Target: ImportTarget>(
        _ target: Target, _ mapping: Mapping, _ file: CSVFile, _ db: borrowing Connection, _ session: ImportSession,
        _ skipInvalid: Bool, _ progress: (Progress) -> Void
    ) throws(ImportError) -> ImportReport {
        var run = ImportRun(target: target, mapping: mapping, session: session, skipInvalid: skipInvalid)
        try execute("BEGIN IMMEDIATE", db)
        do throws(ImportError) {
            try run.read(file, into: db, progress)
            guard skipInvalid || run.report.refused.isEmpty else { throw .refused(run.report.refused) }
            try execute("COMMIT", db)
            return run.report
        } catch {
            try? db.execute("ROLLBACK")
            throw error
        }
    }

    fileprivate static func execute(_ sql: String, _ db: borrowing Connection) throws(ImportError) {
        do { try db.execute(sql) } catch { throw .database(error) }
    }
}

/// One kind of record that files can be imported as.
protocol ImportTarget {
    /// The fields a mapping may have, and those it must have.
    static var fields: [String] { get }
    static var required: [String] { get }
    /// The field whose value tells one record from another.
    static var reference: String { get }
    /// Whether rows of one reference that follow each other are one record.
    static var groupsRows: Bool { get }

    /// Makes one record of its rows, unless it is there already.
    ///
    /// - Returns: whether it was made.
    mutating func take(_ rows: [MappedRow], on db: borrowing Connection) throws(RowError) -> Bool

    /// Does what has to wait for the last row; returns the rows that are refused by it.
    mutating func finish(on db: borrowing Connection) throws(RowError) -> [RefusedRow]
}

extension ImportTarget {
    static var groupsRows: Bool { false }
    mutating func finish(on db: borrowing Connection) throws(RowError) -> [RefusedRow] { [] }
}

/// One file on its way into the database.
private struct ImportRun<Target: ImportTarget> {
    /// So many refused rows are told before a file that must be all right is given up.
    private static var enoughRefusals: Int { 100 }

    var target: Target
    let mapping: Mapping
    let session: ImportSession
    let skipInvalid: Bool
    var report = ImportReport()
    private var columns: MappedColumns?
    private var headerCount = 0
    /// Rows of one reference, not yet stored.
    private var unit: [MappedRow] = []
    private var seen: Set<String> = []

    init(target: Target, mapping: Mapping, session: ImportSession, skipInvalid: Bool) {
        (self.target, self.mapping, self.session, self.skipInvalid) = (target, mapping, session, skipInvalid)
    }

    mutating func read(
        _ file: CSVFile, into db: borrowing Connection, _ progress: (Importer.Progress) -> Void
    ) throws(ImportError) {
        var reader = CSVReader()
        var bytes = 0
        while true {
            let chunk = try file.read()
            if chunk.isEmpty { break }
            for byte in chunk {
                if let row = try parse({ () throws(CSVError) in try reader.read(byte) }) { try take(row, db) }
            }
            bytes += chunk.count
            progress(Importer.Progress(rows: report.rows, bytes: bytes, totalBytes: file.size))
        }
        if let row = try parse({ () throws(CSVError) in try reader.finish() }) { try take(row, db) }
        guard columns != nil else { throw .csv(CSVError(line: 1, reason: "the file has no header")) }
        try store(db)
        do throws(RowError) {
            report.refused += try target.finish(on: db)
        } catch { try refuse(error) }
        report.refused.sort { $0.line < $1.line }
        report.notices = session.notices
    }

    private func parse(_ read: () throws(CSVError) -> CSVRow?) throws(ImportError) -> CSVRow? {
        do { return try read() } catch { throw .csv(error) }
    }

    private mutating func take(_ row: CSVRow, _ db: borrowing Connection) throws(ImportError) {
        guard let columns else {
            headerCount = row.count
            let mapped = try MappedColumns(
                mapping, header: row, known: Target.fields, required: Target.required, reference: Target.reference)
            for (field, column) in mapped.ambiguous {
                session.notice(field, "of the columns «\(column)» the first is taken", line: row.line)
            }
            columns = mapped
            return
        }
        report.rows += 1
        var next: MappedRow?
        do throws(RowError) {
            let mapped = try map(row, columns)
            if Target.groupsRows, unit.first?.reference == mapped.reference {
                unit.append(mapped)
                return
            }
            next = mapped
        } catch { try refuse(error) }
        try store(db)
        if let next { unit = [next] }
    }

    private mutating func map(_ row: CSVRow, _ columns: MappedColumns) throws(RowError) -> MappedRow {
        guard row.count == headerCount else {
            let reason = "it has \(row.count) fields, the header has \(headerCount)"
            throw .refused(RefusedRow(line: row.line, field: nil, reason: reason))
        }
        let mapped = try MappedRow(row, columns, referenceField: Target.reference)
        let isMore = Target.groupsRows && unit.first?.reference == mapped.reference
        guard isMore || seen.insert(mapped.reference).inserted else {
            throw mapped.refusal(Target.reference, "«\(mapped.reference)» has come before")
        }
        return mapped
    }

    /// Stores the rows of one record; of a refused one no trace is left.
    ///
    /// A savepoint copies every page it touches, which costs more than the record itself: a file that one refusal
    /// spoils goes without, because nothing of it will stay.
    private mutating func store(_ db: borrowing Connection) throws(ImportError) {
        guard let first = unit.first else { return }
        defer { unit.removeAll(keepingCapacity: true) }
        session.line = first.line
        if skipInvalid { try Importer.execute("SAVEPOINT record", db) }
        do throws(RowError) {
            if try target.take(unit, on: db) { report.created += 1 } else { report.unchanged += 1 }
        } catch {
            if skipInvalid { try Importer.execute("ROLLBACK TO record", db) }
            session.forget()
            try refuse(error)
        }
        if skipInvalid { try Importer.execute("RELEASE record", db) }
    }

    private mutating func refuse(_ error: RowError) throws(ImportError) {
        switch error {
        case .refused(let row): report.refused.append(row)
        case .database(let error): throw .database(error)
        }
        if !skipInvalid, report.refused.count >= Self.enoughRefusals { throw .refused(report.refused) }
    }
}
