import Portal
import SQLite

extension Endpoint {
    /// Who is asking, as far as `SignIn` knows; notes that their token is in use.
    mutating func caller(
        _ authorization: UnsafeRawBufferPointer?, at now: Timestamp
    ) throws(SQLiteError) -> Caller? {
        let caller = try signIn.caller(authorization: authorization, changes: writer.changes, at: now)
        if let caller, caller.isUseNews, let token = caller.token { writer.noteUse(of: token, at: now) }
        return caller
    }
}
