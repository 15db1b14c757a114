import CSQLite

/// The SQL function `fold(text)`: the text in small letters of every script.
///
/// SQLite's own `lower` knows ASCII only, to which Ö and Я are no letters. Anything but a text is null.
enum FoldFunction {
    static func add(to connection: OpaquePointer) -> Int32 {
        sqlite3_create_function_v2(
            connection, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nil,
            { context, count, arguments in
                guard count == 1, let argument = arguments?[0], sqlite3_value_type(argument) == SQLITE_TEXT else {
                    return sqlite3_result_null(context)
                }
                let start = sqlite3_value_text(argument)
                let text = UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(argument)))
                var folded = String(decoding: text, as: UTF8.self).lowercased()
                let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                folded.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) {
                        sqlite3_result_text64(
                            context, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
                    }
                }
            }, nil, nil, nil)
    }
}
