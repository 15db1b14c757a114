import CSQLite

extension Connection {
    /// Adds an SQL function that makes a text of the bytes of its arguments, always the same of the same.
    ///
    /// - Parameters:
    ///   - count: How many arguments it takes.
    ///   - body: Called on the thread that uses the connection.
    package borrowing func addFunction(
        _ name: String, arguments count: Int32, _ body: @escaping @Sendable ([[UInt8]]) -> String
    ) throws(SQLiteError) {
        let code = sqlite3_create_function_v2(
            handle, name, count, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
            Unmanaged.passRetained(ByteFunction(body)).toOpaque(),
            { context, count, arguments in
                guard let function = sqlite3_user_data(context) else { return }
                let bytes = (0..<Int(count)).map { index -> [UInt8] in
                    guard let argument = arguments?[index], let start = sqlite3_value_blob(argument) else { return [] }
                    return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(argument))))
                }
                var text = Unmanaged<ByteFunction>.fromOpaque(function).takeUnretainedValue().body(bytes)
                let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                text.withUTF8 { text in
                    text.withMemoryRebound(to: CChar.self) {
                        sqlite3_result_text64(
                            context, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
                    }
                }
            }, nil, nil,
            { function in
                if let function { Unmanaged<ByteFunction>.fromOpaque(function).release() }
            })
        guard code == SQLITE_OK else { throw SQLiteError(connection: handle, sql: nil) }
    }
}

/// A closure as something a pointer can point to.
private final class ByteFunction: Sendable {
    let body: @Sendable ([[UInt8]]) -> String

    init(_ body: @escaping @Sendable ([[UInt8]]) -> String) { self.body = body }
}
