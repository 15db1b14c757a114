/// One step of a database's layout: SQL that is never edited once it was released.
package struct Migration: Sendable {
    package typealias Functions = @Sendable (borrowing Connection) throws(SQLiteError) -> Void

    package let name: String
    private let sql: String
    private let addFunctions: Functions

    /// - Parameter addFunctions: Adds those that the SQL calls beside SQLite's own.
    package init(
        name: String, sql: String,
        addingFunctions addFunctions: @escaping Functions = { (_) throws(SQLiteError) in }
    ) {
        self.name = name
        self.sql = sql
        self.addFunctions = addFunctions
    }

    /// Does the step, in whichever transaction there is.
    package func run(on connection: borrowing Connection) throws(SQLiteError) {
        try addFunctions(connection)
        try connection.execute(sql)
    }
}

/// Why a file cannot be brought to the layout this program knows.
package enum MigrationError: Error, Equatable, CustomStringConvertible {
    /// The file is no SQLite database, or a damaged one.
    case notADatabase
    /// A database of another program.
    case foreign
    /// A database that a newer version of this program has written.
    case newer(version: Int64, known: Int)
    /// The file cannot be opened, read or written.
    case inaccessible(SQLiteError)
    /// Another process holds the file's lock.
    case busy
    /// A step failed; nothing of it remains.
    case failed(migration: String, SQLiteError)

    package var description: String {
        switch self {
        case .notADatabase: "the file is not a database, or it is damaged"
        case .foreign: "the file is a database of another program"
        case .newer(let version, let known):
            "the file has layout \(version), written by a newer version; this one knows layouts up to \(known)"
        case .inaccessible(let error): "the file cannot be used: \(error.message)"
        case .busy: "another process is using the file"
        case .failed(let migration, let error): "the step «\(migration)» failed: \(error.message)"
        }
    }

    package init(_ error: SQLiteError) {
        self =
            switch error.reason {
            case .notADatabase: .notADatabase
            case .busy: .busy
            default: .inaccessible(error)
            }
    }
}

/// Brings a database to the layout a program expects, step by step.
///
/// The file remembers how many steps it has seen (`user_version`) and whose it is (`application_id`):
/// <https://www.sqlite.org/pragma.html>.
package struct Migrator: Sendable {
    package let applicationID: Int32
    package let migrations: [Migration]

    package init(applicationID: Int32, migrations: [Migration]) {
        self.applicationID = applicationID
        self.migrations = migrations
    }

    /// How many steps the file has seen.
    ///
    /// - Throws: when the file is not this program's, or not one that it can read.
    package func version(of connection: borrowing Connection) throws(MigrationError) -> Int {
        let owner: Int64
        let version: Int64
        let isEmpty: Bool
        do throws(SQLiteError) {
            owner = try connection.integer("PRAGMA application_id")
            version = try connection.integer("PRAGMA user_version")
            isEmpty = try connection.integer("SELECT count(*) FROM sqlite_schema") == 0
        } catch { throw MigrationError(error) }
        guard owner == Int64(applicationID) || (owner == 0 && version == 0 && isEmpty) else { throw .foreign }
        guard let steps = Int(exactly: version), (0...migrations.count).contains(steps) else {
            throw .newer(version: version, known: migrations.count)
        }
        return steps
    }

    /// Runs the missing steps, each in a transaction of its own.
    ///
    /// Two processes may do so at once: each step looks at the version again once it holds the lock.
    package func migrate(_ connection: borrowing Connection) throws(MigrationError) {
        while try version(of: connection) < migrations.count { try runOneStep(on: connection) }
    }

    private func runOneStep(on connection: borrowing Connection) throws(MigrationError) {
        do throws(SQLiteError) { try connection.execute("BEGIN IMMEDIATE") } catch { throw MigrationError(error) }
        do throws(MigrationError) {
            let seen = try version(of: connection)
            if seen < migrations.count { try run(migrations[seen], leadingTo: seen + 1, on: connection) }
            do throws(SQLiteError) { try connection.execute("COMMIT") } catch { throw MigrationError(error) }
        } catch {
            try? connection.execute("ROLLBACK")
            throw error
        }
    }

    private func run(
        _ migration: Migration, leadingTo version: Int, on connection: borrowing Connection
    ) throws(MigrationError) {
        do throws(SQLiteError) {
            try migration.run(on: connection)
            try connection.execute("PRAGMA user_version = \(version); PRAGMA application_id = \(applicationID)")
        } catch { throw .failed(migration: migration.name, error) }
    }
}

extension Connection {
    /// The first column of the only row of a query without parameters.
    borrowing func integer(_ sql: String) throws(SQLiteError) -> Int64 {
        var rows = try prepare(sql).rows()
        return try rows.step() ? rows.integer(0) : 0
    }
}
