import Glibc
import SQLite

/// The files of a database's attachments: in a directory beside it, each under a random name, in one of 256 folders.
///
/// Only their owner may read them. A client's name of a file is in the database, and never here.
package struct FileDirectory: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package init(beside database: Database) { path = database.path + "-attachments" }

    /// Where the file of that name is; `FileBody` and others open it.
    package func path(of name: String) -> String { "\(folder(of: name))/\(name)" }

    /// What files are called that are not whole yet begins so.
    static let partPrefix = ".part-"

    func folder(of name: String) -> String { "\(path)/\(name.prefix(2))" }

    func part(of name: String) -> String { "\(path)/\(Self.partPrefix)\(name)" }

    // MARK: Making and removing

    /// Makes a directory that only its owner may read, unless it is there, and has the disk keep its name.
    func make(_ directory: String) throws(FileFailure) {
        if unsafe mkdir(directory, 0o700) == 0 { return try synchronize(Self.parent(of: directory)) }
        guard errno == EEXIST else { throw FileFailure("mkdir", errno: errno) }
    }

    /// Returns when what the directory or file holds is on the disk.
    func synchronize(_ file: String) throws(FileFailure) {
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure("open", errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileFailure("fsync", errno: errno) }
    }

    func remove(_ name: String) { unsafe unlink(path(of: name)) }

    /// Removes a file that nobody waits for any more.
    func remove(_ result: Result<StoredFile, UploadFailure>) {
        if case .success(let file) = result { remove(file.name) }
    }

    /// Removes what was not whole when a server was killed: only while none is running.
    func removeParts() {
        for name in Self.names(in: path) where name.hasPrefix(Self.partPrefix) { unsafe unlink("\(path)/\(name)") }
    }

    /// Removes it with all that can be in it.
    package func remove() {
        for folder in Self.names(in: path) {
            for file in Self.names(in: "\(path)/\(folder)") { unsafe unlink("\(path)/\(folder)/\(file)") }
            if unsafe rmdir("\(path)/\(folder)") != 0 { unsafe unlink("\(path)/\(folder)") }
        }
        unsafe rmdir(path)
    }

    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// Removes files that the database does not speak of, because a server was killed between the one and the other, or had
    /// no time for it: only while none is on its way.
    package func removeUnknown(to database: Database) throws {
        let names = names
        guard !names.isEmpty else { return }
        let connection = try database.connectForReading()
        let known = try connection.prepare("SELECT 1 FROM attachment WHERE file = ?1")
        for name in names {
            var rows = known.rows(.text(name))
            if try !rows.step() { remove(name) }
        }
    }

    // MARK: What is there

    /// The names of all files.
    var names: [String] { Self.names(in: path).flatMap { Self.names(in: "\(path)/\($0)") } }

    /// Empty for what is no directory.
    private static func names(in directory: String) -> [String] {
        guard let stream = unsafe opendir(directory) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

/// The operating system does not do with a file what it should.
package struct FileFailure: Error, Equatable, CustomStringConvertible {
    private let call: String
    private let errno: Int32

    init(_ call: String, errno: Int32) {
        self.call = call
        self.errno = errno
    }

    /// Whether the disk, or the allowed file size, is used up.
    package var isNoRoom: Bool { [ENOSPC, EDQUOT, EFBIG].contains(errno) }

    package var description: String { "\(call): \(unsafe String(cString: strerror(errno)))" }
}
