import Execution
import Portal
import SQLite
import Storage

/// Who is asking, and what they showed for it.
struct Caller: Sendable {
    let viewer: Viewer
    /// SHA-256 of the token; nil for a caller without one.
    let token: [UInt8]?
    /// Whether it is time to note that the token is in use.
    var isUseNews = false

    static let anonymous = Caller(viewer: .anonymous, token: nil)
}

/// Who is asking, from the header `Authorization: Bearer …` (RFC 6750 §2.1): one loop's own.
struct SignIn: ~Copyable {
    let store: ViewerStore
    /// Viewers by the hash of their token, as of `changes`, and when they were looked up.
    private var known: [[UInt8]: (viewer: Viewer, at: Timestamp)] = [:]
    private var changes: UInt64 = 0

    /// Tokens that are remembered; past it all are forgotten.
    private static let capacity = 4096
    /// How long a look-up is trusted: as long a token may outlive its end, or a command beside the server.
    private static let trust = Timestamp.second

    init(_ connection: borrowing Connection) throws(SQLiteError) { store = try ViewerStore(connection) }

    /// The caller: anonymous without a token, nil with one that is wrong, expired or revoked.
    ///
    /// - Parameter changes: Grows with every commit of this server; what was looked up before it is looked up again.
    mutating func caller(
        authorization: UnsafeRawBufferPointer?, changes: UInt64, at now: Timestamp
    ) throws(SQLiteError) -> Caller? {
        guard let authorization else { return .anonymous }
        guard let token = Self.token(authorization) else { return nil }
        if changes != self.changes || known.count >= Self.capacity {
            known.removeAll(keepingCapacity: true)
            self.changes = changes
        }
        let hash = SHA256.digest(token.span)
        if let known = known[hash], (0..<Self.trust).contains(now.milliseconds - known.at.milliseconds) {
            return Caller(viewer: known.viewer, token: hash)
        }
        guard let (viewer, lastUse) = try store.holder(ofToken: hash, at: now) else {
            known[hash] = nil
            return nil
        }
        known[hash] = (viewer, now)
        let isUseNews = now.milliseconds - lastUse.milliseconds >= SessionStore.noteInterval
        return Caller(viewer: viewer, token: hash, isUseNews: isUseNews)
    }

    /// The viewer of a token as the snapshot has it, whatever is remembered; nil for one that is no longer good.
    func viewer(ofToken hash: [UInt8], at now: Timestamp) throws(SQLiteError) -> Viewer? {
        try store.viewer(ofToken: hash, at: now)
    }

    /// What is wrong with a header for which there is no caller.
    static func refusal(of authorization: UnsafeRawBufferPointer?) -> FieldRefusal {
        authorization.flatMap(credentials) == nil ? .noBearerToken : .invalidToken
    }

    /// The credentials after `Bearer`, if they can be a token at all.
    private static func token(_ authorization: UnsafeRawBufferPointer) -> [UInt8]? {
        authorization.count <= 512 ? credentials(authorization).map(Array.init) : nil
    }

    /// What stands after `Bearer`; a cookie that is too long to be a token comes so, too.
    private static func credentials(_ authorization: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>? {
        let scheme = "bearer ".utf8
        let isBearer = zip(authorization, scheme).allSatisfy { $0 | 0x20 == $1 }
        return isBearer && authorization.count > scheme.count ? authorization.dropFirst(scheme.count) : nil
    }
}
