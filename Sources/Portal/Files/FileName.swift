/// What people call a file: shown to others, and never the name of a file of ours.
package enum FileName {
    /// The name, trimmed.
    ///
    /// - Throws: `REQUIRED`, `TOO_LONG` above 255 characters, `INVALID_FORMAT` for control characters, for what turns the
    ///   direction of the text around it, so that an ending is where it seems to be, and for a path.
    package static func read(_ text: String) throws(Refusal) -> String {
        let name = try Text.line(text)
        guard !name.unicodeScalars.contains(where: { $0 == "/" || $0 == "\\" }), name != ".", name != ".." else {
            throw .invalidFormat(expected: "the name of a file, without the folders around it")
        }
        return name
    }

    /// What stands behind the last point, in small letters; nil without a point.
    static func ending(of name: String) -> String? {
        name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
    }
}
