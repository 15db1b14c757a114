import Glibc
import SQLite

/// Why a copy of the database was not made; its text says what, why and what to do.
package enum BackupError: Error, Equatable, CustomStringConvertible {
    /// The copy would be written over the database, or over what SQLite and a server keep beside it.
    case ofItself(path: String)
    /// There is such a file already.
    case exists(path: String)
    /// There is one that is not complete: written just now, or left behind.
    case unfinished(part: String, files: String)
    /// The disk of the copy, or the allowed file size, is used up.
    case noRoom(path: String)
    /// The copy cannot be written.
    case inaccessible(path: String, reason: String)
    /// Whoever wanted it wants it no more.
    case brokenOff(path: String)

    package var description: String {
        switch self {
        case .ofItself(let path): "\(path) is the database itself, or belongs to it: name a new file"
        case .exists(let path): "\(path) exists already: name a new file"
        case .unfinished(let part, let files):
            "\(part) exists already: another backup is writing it, or one was killed and left it: then remove it and \(files)"
        case .noRoom(let path): "there is no room for \(path): make some, or name a file on another disk"
        case .inaccessible(let path, let reason): "\(path) cannot be written: \(reason)"
        case .brokenOff(let path): "\(path) was not finished: a signal ended the backup"
        }
    }

    /// The operating system refuses a file, for the reason that `errno` gives.
    init(_ path: String, errno: Int32) {
        self =
            switch errno {
            case ENOSPC, EDQUOT, EFBIG: .noRoom(path: path)
            default: .inaccessible(path: path, reason: unsafe String(cString: strerror(errno)))
            }
    }
}

extension Database {
    /// Copies all that the database holds at this moment to a new file, and its attachments beside that; servers and
    /// commands may write meanwhile.
    ///
    /// The copy is written as `<target>.part`, and gets its name when it has been checked and is on the disk with its
    /// attachments: what has the name is a whole copy, and nothing is left of one that failed.
    ///
    /// - Parameter goesOn: Asked again and again, with the share that is copied, from 0 to 1; false breaks the copy off.
    /// - Returns: How many files of attachments were not there to be copied, though the database speaks of them.
    /// - Throws: `BackupError`; `DatabaseError` when there is no database of Portico's to be copied, or a damaged one.
    package func backUp(to target: String, goesOn: (_ share: Double) -> Bool) throws -> Int {
        guard unsafe access(path, F_OK) == 0 else { throw DatabaseError.missing(path: path) }
        try refuseForeign()
        guard !owns(target) else { throw BackupError.ofItself(path: target) }
        let files = FileDirectory(beside: Database(path: target))
        let part = target + ".part"
        // In this order: beside a part it is not the directory that is in the way, and beside a whole copy nothing is to be
        // removed.
        if unsafe access(target, F_OK) == 0 { throw BackupError.exists(path: target) }
        if unsafe access(part, F_OK) == 0 { throw BackupError.unfinished(part: part, files: files.path) }
        if unsafe access(files.path, F_OK) == 0 { throw BackupError.exists(path: files.path) }
        // The last connection that closes removes the write-ahead log only if it may write.
        let connection = try connectForWriting()
        _ = try layout(of: connection)
        try claim(part, for: target, files)
        do {
            try copy(connection, to: part, of: target, goesOn)
            let missing = try copyFiles(of: part, to: files, connection) { goesOn(1) }
            try keep(part, as: target)
            return missing
        } catch {
            files.remove()
            for suffix in ["", "-journal", "-wal", "-shm"] { unsafe unlink(part + suffix) }
            throw error
        }
    }

    /// Gives the copy the files that it speaks of.
    ///
    /// - Returns: How many of them are missing.
    private func copyFiles(
        of part: String, to files: FileDirectory, _ connection: borrowing Connection, goesOn: () -> Bool
    ) throws -> Int {
        let own = FileDirectory(beside: self)
        let copy = try Connection(path: part, mode: .readOnly)
        let names = try copy.all("SELECT DISTINCT file FROM attachment WHERE file IS NOT NULL") { $0.text(0) }
        var missing = 0
        for name in names {
            guard goesOn() else { throw BackupError.brokenOff(path: files.path) }
            if try files.copy(name, from: own) { continue }
            // What was forgotten since the copy was made has lost its file as it should.
            let isKnown = try connection.first("SELECT 1 FROM attachment WHERE file = ?1", .text(name)) { _ in true }
            if isKnown == true { missing += 1 }
        }
        return missing
    }

    /// Whether a file is this one, or one that SQLite or a server's claim makes beside it.
    private func owns(_ file: String) -> Bool {
        if ["-wal", "-shm", "-journal", "-lock", "-attachments"].contains(where: { path + $0 == file }) { return true }
        var (ours, theirs) = (stat(), stat())
        guard unsafe stat(path, &ours) == 0, unsafe stat(file, &theirs) == 0 else { return false }
        return ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino
    }

    /// Makes the empty file that becomes the copy; only its owner may read it, as it will hold password hashes.
    private func claim(_ part: String, for target: String, _ files: FileDirectory) throws(BackupError) {
        let descriptor = unsafe open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST ? .unfinished(part: part, files: files.path) : BackupError(target, errno: errno)
        }
        close(descriptor)
    }

    private func copy(
        _ connection: borrowing Connection, to part: String, of target: String, _ goesOn: (Double) -> Bool
    ) throws {
        do {
            let copy = try Connection(path: part, mode: .readWrite)
            // No journal and no waiting for the disk: what fails is thrown away, and the disk is waited for at the end.
            try copy.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            guard try connection.copy(over: copy, goesOn: goesOn) else { throw BackupError.brokenOff(path: target) }
            guard try copy.isSound() else { throw DatabaseError.unsuitable(path: path, .notADatabase) }
            // It has come in WAL mode, and would need a file beside it to be read.
            try copy.execute("PRAGMA journal_mode = DELETE")
        } catch let error as SQLiteError {
            switch error.reason {
            case .full: throw BackupError.noRoom(path: target)
            case .notADatabase: throw DatabaseError.unsuitable(path: path, .notADatabase)
            default: throw BackupError.inaccessible(path: target, reason: error.message)
            }
        }
    }

    /// Gives the copy its name once it is on the disk, and then the directory.
    private func keep(_ part: String, as target: String) throws(BackupError) {
        try synchronize(part, for: target)
        guard unsafe rename(part, target) == 0 else { throw BackupError(target, errno: errno) }
        let directory = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
        try synchronize(directory, for: target)
    }

    private func synchronize(_ file: String, for target: String) throws(BackupError) {
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BackupError(target, errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BackupError(target, errno: errno) }
    }
}
