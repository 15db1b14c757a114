import SQLite

extension Connection {
    /// A connection to the file of a server that runs: it waits while the server writes.
    static func besideServer(_ path: String) throws -> Connection {
        let connection = try Connection(path: path, mode: .readWrite)
        connection.waitForLocks(milliseconds: 30_000)
        return connection
    }
}
