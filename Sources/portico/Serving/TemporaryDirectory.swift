import Glibc
import Storage

/// A directory for one database, which only this user can read.
struct TemporaryDirectory {
    private let path: String

    init() throws(Failure) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/portico-demo-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(
                .configuration,
                "no temporary database can be made in \(parent): \(systemMessage(errno)): name a file with --data")
        }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    var database: Database { Database(path: path + "/portico.db") }

    /// Removes it with the database.
    func remove() {
        database.remove()
        rmdir(path)
    }
}
