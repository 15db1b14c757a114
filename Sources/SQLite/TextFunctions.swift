import CSQLite

/// SQL functions that know the small letters of every script: SQLite's own know ASCII only, to which Ö and Я are no letters.
///
/// - `fold(text)`: the text in small letters; null for anything but a text.
/// - `includes(text, part)`: whether `part`, which is folded, stands in the text once that is folded.
/// - `sought(words)`: the same words, for a full-text search, which SQLite's machine takes for a few steps.
///
/// What they do is much for one step of SQLite's machine, so they take steps from the allowance themselves.
enum TextFunctions {
    /// - Parameter allowance: What the connection may still do.
    static func add(to connection: OpaquePointer, allowance: UnsafeMutablePointer<WorkAllowance>) -> Int32 {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        let fold = sqlite3_create_function_v2(
            connection, "fold", 1, flags, allowance,
            { context, _, arguments in
                guard let text = TextFunctions.text(arguments, 0) else { return sqlite3_result_null(context) }
                TextFunctions.withFolded(text, in: context) { TextFunctions.result($0, in: context) }
            }, nil, nil, nil)
        guard fold == SQLITE_OK else { return fold }
        let sought = sqlite3_create_function_v2(
            connection, "sought", 1, flags, allowance,
            { context, _, arguments in
                guard let words = TextFunctions.text(arguments, 0) else { return sqlite3_result_null(context) }
                let count = 1 + words.count { $0 == UInt8(ascii: " ") }
                guard TextFunctions.take(count * TextFunctions.stepsOfWord, in: context) else { return }
                sqlite3_result_value(context, arguments?[0])
            }, nil, nil, nil)
        guard sought == SQLITE_OK else { return sought }
        return sqlite3_create_function_v2(
            connection, "includes", 2, flags, allowance,
            { context, _, arguments in
                guard let text = TextFunctions.text(arguments, 0), let part = TextFunctions.text(arguments, 1) else {
                    return sqlite3_result_null(context)
                }
                TextFunctions.withFolded(text, in: context) { folded in
                    sqlite3_result_int(context, TextFunctions.contains(folded, part) ? 1 : 0)
                }
            }, nil, nil, nil)
    }

    private static func text(
        _ arguments: UnsafeMutablePointer<OpaquePointer?>?, _ index: Int
    ) -> UnsafeBufferPointer<UInt8>? {
        guard let argument = arguments?[index], sqlite3_value_type(argument) == SQLITE_TEXT else { return nil }
        let start = sqlite3_value_text(argument)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(argument)))
    }

    /// Calls `body` with the text in small letters, unless no more may be done.
    private static func withFolded(
        _ text: UnsafeBufferPointer<UInt8>, in context: OpaquePointer?, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        let isASCII = text.allSatisfy { $0 < 0x80 }
        // A step takes about ten nanoseconds, an ASCII letter two; other scripts are much slower.
        let steps = isASCII ? 5 + text.count / 4 : 100 + text.count * 4
        guard take(steps, in: context) else { return }
        guard isASCII else {
            var folded = String(decoding: text, as: UTF8.self).lowercased()
            return folded.withUTF8(body)
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { folded in
            for (index, byte) in text.enumerated() {
                folded[index] = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
            }
            body(UnsafeBufferPointer(folded))
        }
    }

    /// Steps for a word of a search: some two tenths of a millisecond.
    private static let stepsOfWord = 20_000

    /// Whether so much may still be done; else the statement is interrupted.
    private static func take(_ steps: Int, in context: OpaquePointer?) -> Bool {
        guard let allowance = sqlite3_user_data(context)?.assumingMemoryBound(to: WorkAllowance.self),
            allowance.pointee.steps >= 0
        else {
            sqlite3_result_error_code(context, SQLITE_INTERRUPT)
            return false
        }
        allowance.pointee.take(steps)
        return true
    }

    private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ part: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = text.baseAddress, let partStart = part.baseAddress else { return part.isEmpty }
        return memmem(start, text.count, partStart, part.count) != nil
    }

    private static func result(_ text: UnsafeBufferPointer<UInt8>, in context: OpaquePointer?) {
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        text.withMemoryRebound(to: CChar.self) {
            sqlite3_result_text64(context, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
        }
    }
}
