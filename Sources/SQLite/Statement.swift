import CSQLite

/// A compiled SQL statement, ready to run any number of times.
///
/// A class because `Array` cannot hold noncopyable values yet and a prepared plan keeps a list of them.
package final class Statement {
    @usableFromInline let handle: OpaquePointer

    init(_ sql: String, on connection: OpaquePointer) throws(SQLiteError) {
        var handle: OpaquePointer?
        guard sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil) == SQLITE_OK,
            let handle
        else { throw SQLiteError(connection: connection, sql: sql) }
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    /// The statement as the walker uses it; valid while this object lives.
    package var run: StatementRun { StatementRun(handle: handle) }

    /// Whether the SQL mentions the parameter `?number`.
    package func uses(parameter number: Int32) -> Bool { sqlite3_bind_parameter_name(handle, number) != nil }

    /// Starts one run with its parameters, numbered from `?1`.
    package func rows(_ parameters: Value...) -> Rows {
        rows(parameters)
    }

    /// Starts one run with its parameters, numbered from `?1`.
    package func rows(_ parameters: [Value]) -> Rows {
        for (index, value) in parameters.enumerated() { run.bind(value, at: Int32(index + 1)) }
        return Rows(statement: self)
    }

    /// Runs a statement whose rows nobody wants.
    package func execute(_ parameters: Value...) throws(SQLiteError) {
        var rows = rows(parameters)
        while try rows.step() {}
    }
}

/// One run of a statement.
///
/// Noncopyable: dropping it is what resets the statement for its next run.
package struct Rows: ~Copyable {
    private let statement: Statement

    init(statement: Statement) { self.statement = statement }

    deinit { statement.run.reset() }

    /// Moves to the next row; false after the last.
    package mutating func step() throws(SQLiteError) -> Bool {
        switch statement.run.step() {
        case .row: true
        case .done: false
        case .failed: throw statement.run.error
        }
    }

    package borrowing func integer(_ column: Int32) -> Int64 { statement.run.integer(column) }

    package borrowing func isNull(_ column: Int32) -> Bool { statement.run.isNull(column) }

    /// The column as text; an empty string for a null.
    package borrowing func text(_ column: Int32) -> String {
        String(decoding: statement.run.text(column), as: UTF8.self)
    }

    /// The column as stored.
    package borrowing func value(_ column: Int32) -> Value { statement.run.value(column) }
}
