import Portal
package import SQLite

/// Addresses of attachments that work for a while, for whoever has them: they carry what they allow, to whom and until
/// when, and a signature that only this database can make.
package enum SignedAddress {
    /// How long a file may be fetched, in seconds.
    static let secondsToDownload: Int64 = 5 * 60
    /// How long an upload may begin, in seconds.
    static let secondsToUpload: Int64 = 15 * 60

    private static let key = "(SELECT key FROM server_secret)"

    /// Adds the SQL function `signature(key, text)`, by which a list makes an address for each of its rows.
    package static func addFunction(to connection: borrowing Connection) throws(SQLiteError) {
        try connection.addFunction("signature", arguments: 2) { arguments in
            let (key, text) = (arguments[0], arguments[1])
            return HMAC.sha256(of: text.span, key: key.span).hexadecimal
        }
    }

    // MARK: Downloads

    /// The address, made for the viewer now, from which the row called `row` is downloaded.
    static func download(of row: String) -> String {
        let expiry = "(\(Parameter.now) / 1000 + \(secondsToDownload))"
        return """
            '/attachments/' || \(row).id || '?e=' || \(expiry) || '&v=' || \(Parameter.viewer) || '&s='
            || signature(\(key), 'GET ' || \(row).id || ' ' || \(expiry) || ' ' || \(Parameter.viewer))
            """
    }

    /// Whether a download was signed for that viewer, and is not over.
    static func allowsDownload(
        of attachment: Int64, by viewer: Int64, until expiry: Int64, signature: [UInt8], at now: Timestamp,
        in db: borrowing Connection
    ) throws(SQLiteError) -> Bool {
        let isGenuine = try isGenuine(signature, "GET \(attachment) \(expiry) \(viewer)", in: db)
        return isGenuine && expiry >= now.seconds
    }

    // MARK: Uploads

    /// The address to which an announced file may be sent until a while after `now`.
    static func upload(
        of attachment: Int64, at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> String? {
        let expiry = now.seconds + secondsToUpload
        return try signature(of: "PUT \(attachment) \(expiry)", in: db).map { signature in
            "/attachments/\(attachment)?upload=\(expiry)-\(signature)"
        }
    }

    /// Whether what stands behind `upload=` was signed for that file, and is not over.
    static func allowsUpload(
        of attachment: Int64, token: [UInt8], at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> Bool {
        let parts = token.split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let expiry = Int64(String(decoding: parts[0], as: UTF8.self)) else { return false }
        let isGenuine = try isGenuine(Array(parts[1]), "PUT \(attachment) \(expiry)", in: db)
        return isGenuine && expiry >= now.seconds
    }

    // MARK: Signatures

    private static func isGenuine(
        _ signature: [UInt8], _ text: String, in db: borrowing Connection
    ) throws(SQLiteError) -> Bool {
        try self.signature(of: text, in: db)?.utf8.equalsInConstantTime(signature) ?? false
    }

    private static func signature(of text: String, in db: borrowing Connection) throws(SQLiteError) -> String? {
        try db.first("SELECT signature(\(key), ?1)", .text(text)) { $0.text(0) }
    }
}

extension Timestamp {
    /// Whole seconds since 1970 (UTC).
    fileprivate var seconds: Int64 { milliseconds / Timestamp.second }
}
