import Portal
package import SQLite

/// Why nothing was imported.
package enum ImportError: Error, Equatable, CustomStringConvertible {
    /// The mapping file is wrong at `member`, such as `fields.sector.values`.
    case mapping(member: String, reason: String)
    /// A file cannot be read.
    case unreadable(path: String)
    /// The file is no CSV from here on.
    case csv(CSVError)
    /// Some rows were refused, so none was taken.
    case refused([RefusedRow])
    /// The database failed, or refuses a row for a reason the importer does not know.
    case database(SQLiteError)

    package var description: String {
        switch self {
        case .mapping(let member, let reason): "the mapping is wrong at \(member): \(reason)"
        case .unreadable(let path): "cannot read \(path)"
        case .csv(let error): error.description
        case .refused(let rows): "\(rows.count) rows refused, nothing imported: mend them, and import it again"
        case .database(let error): error.description
        }
    }
}

/// A row that was not taken, and why.
package struct RefusedRow: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line of the CSV file, from 1.
    package let line: Int
    /// The field of the mapping at fault; nil when no single one is.
    package let field: String?
    package let reason: String

    package init(line: Int, field: String?, reason: String) {
        (self.line, self.field, self.reason) = (line, field, reason)
    }

    package var description: String {
        "line \(line): " + (field.map { "\($0): " } ?? "") + reason
    }
}

/// What an import did.
package struct ImportReport: Equatable, Sendable {
    /// Rows read, without the header.
    package internal(set) var rows = 0
    /// Records made.
    package internal(set) var created = 0
    /// Records that were there already and were left alone.
    package internal(set) var unchanged = 0
    package internal(set) var refused: [RefusedRow] = []
    /// Rows that were taken though something of them was not; the reason says what.
    package internal(set) var notices: [RefusedRow] = []
}

/// What stops the work on one row.
enum RowError: Error {
    case refused(RefusedRow)
    case database(SQLiteError)
}
