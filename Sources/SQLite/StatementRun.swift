import CSQLite

/// A value as SQLite stores it.
package enum Value: Equatable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(nilLiteral: ()) { self = .null }

    /// The text, or null when there is none.
    package init(_ text: String?) { self = text.map(Value.text) ?? .null }
    /// The number, or null when there is none.
    package init(_ integer: Int64?) { self = integer.map(Value.integer) ?? .null }
    package init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
}

/// A statement seen by the walker of a plan: a bare handle, so that stepping a row touches no reference count.
///
/// Whoever holds one keeps its `Statement` alive.
package struct StatementRun {
    @usableFromInline let handle: OpaquePointer

    @usableFromInline init(handle: OpaquePointer) { self.handle = handle }

    /// What one step led to.
    @frozen package enum Step { case row, done, failed }

    /// Moves to the next row.
    @inlinable package func step() -> Step {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: .row
        case SQLITE_DONE: .done
        default: .failed
        }
    }

    /// Makes the statement ready for its next run; parameters keep their values.
    @inlinable package func reset() { sqlite3_reset(handle) }

    /// Makes it ready for somebody else: nothing that was bound is kept.
    @inlinable package func forget() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    @inlinable package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    @inlinable package func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    @inlinable package func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// The column's UTF-8 bytes, in SQLite's memory until the next step or reset.
    @inlinable package func text(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_text(handle, column)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// The column as stored.
    package func value(_ column: Int32) -> Value {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(integer(column))
        case SQLITE_FLOAT: return .real(real(column))
        case SQLITE_TEXT: return .text(String(decoding: text(column), as: UTF8.self))
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(handle, column))
            let bytes = UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: count)
            return .blob(Array(bytes))
        default: return .null
        }
    }

    @inlinable package func bind(_ integer: Int64, at parameter: Int32) {
        sqlite3_bind_int64(handle, parameter, integer)
    }

    @inlinable package func bindNull(at parameter: Int32) { sqlite3_bind_null(handle, parameter) }

    /// Binds UTF-8 text; SQLite takes a copy.
    package func bind(text: UnsafeBufferPointer<UInt8>, at parameter: Int32) {
        // An empty buffer may have no address, which SQLite would take for NULL.
        guard let start = text.baseAddress, !text.isEmpty else {
            sqlite3_bind_text(handle, parameter, "", 0, nil)
            return
        }
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        start.withMemoryRebound(to: CChar.self, capacity: text.count) {
            _ = sqlite3_bind_text64(handle, parameter, $0, UInt64(text.count), transient, UInt8(SQLITE_UTF8))
        }
    }

    package func bind(_ value: Value, at parameter: Int32) {
        switch value {
        case .null: bindNull(at: parameter)
        case .integer(let integer): bind(integer, at: parameter)
        case .real(let real): sqlite3_bind_double(handle, parameter, real)
        case .text(var text): text.withUTF8 { bind(text: $0, at: parameter) }
        case .blob(let bytes):
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            _ = bytes.withUnsafeBytes {
                sqlite3_bind_blob64(handle, parameter, $0.baseAddress, UInt64($0.count), transient)
            }
        }
    }

    /// Binds what `column` of another statement's current row holds.
    @inlinable package func bind(_ column: Int32, of other: StatementRun, at parameter: Int32) {
        sqlite3_bind_value(handle, parameter, sqlite3_column_value(other.handle, column))
    }

    /// Why the last step failed.
    package var error: SQLiteError {
        SQLiteError(
            connection: sqlite3_db_handle(handle), sql: sqlite3_sql(handle).map { String(cString: $0) })
    }
}
