import Glibc
package import SQLite

/// Why a database file cannot be used; its text says what, why and what to do.
package enum DatabaseError: Error, Equatable, CustomStringConvertible {
    /// Another server has the file.
    case inUse(path: String)
    /// There is no such file, and none was to be made.
    case missing(path: String)
    /// The file has an older layout, which only a server or an import brings up to date.
    case outdated(path: String)
    /// The file, or its directory, cannot be read or written.
    case inaccessible(path: String, reason: String)
    /// It is not a database of this version of Portico.
    case unsuitable(path: String, MigrationError)

    /// The operating system refuses a file, for the reason that `errno` gives.
    static func inaccessible(path: String, errno: Int32) -> Self {
        .inaccessible(path: path, reason: unsafe String(cString: strerror(errno)))
    }

    package var description: String {
        switch self {
        case .inUse(let path):
            "\(path) is in use by another Portico server: stop that server, or choose another file"
        case .missing(let path): "\(path) does not exist: start the server once, or name the right file"
        case .outdated(let path): "\(path) was written by an older version: start the server once to update it"
        case .inaccessible(let path, let reason): "\(path) cannot be used: \(reason)"
        case .unsuitable(let path, let error): "\(path) cannot be used: \(error)"
        }
    }
}
