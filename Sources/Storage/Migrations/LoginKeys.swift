import Portal
import SQLite

extension Migrations {
    /// Imports have kept a host with letters beyond ASCII as it was written, where nobody who signs in is looked for.
    ///
    /// If there is an account by the key beside it, that is the one that has been in use, and the other stays as it is.
    static let loginKeys = """
        UPDATE OR IGNORE credential SET login = login_key(login) WHERE login GLOB '*[^ -~]*';
        """

    /// Adds the SQL function `login_key(login)`, the key of an address.
    static let addLoginKey: Migration.Functions = { (connection) throws(SQLiteError) in
        try connection.addFunction("login_key", arguments: 1) { arguments in
            let login = String(decoding: arguments[0], as: UTF8.self)
            return (try? EmailAddress(login))?.key ?? login
        }
    }
}
