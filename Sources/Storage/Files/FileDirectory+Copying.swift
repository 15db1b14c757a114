import Glibc

/// Copies for a backup.
extension FileDirectory {
    /// Puts a file of another directory here: as the same file under two names, since none is ever changed, or copied where
    /// the other lies on another disk.
    ///
    /// - Returns: False if there is no such file.
    func copy(_ name: String, from other: FileDirectory) throws(BackupError) -> Bool {
        let (source, target) = (other.path(of: name), path(of: name))
        do throws(FileFailure) {
            try make(path)
            try make(folder(of: name))
            if unsafe link(source, target) != 0, try !copyBytes(of: source, to: target) { return false }
            try synchronize(folder(of: name))
        } catch { throw error.isNoRoom ? .noRoom(path: path) : .inaccessible(path: path, reason: "\(error)") }
        return true
    }

    /// False if there is nothing to be copied; a server may forget a file at any moment.
    private func copyBytes(of source: String, to target: String) throws(FileFailure) -> Bool {
        let reading = unsafe open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard reading >= 0 else {
            if errno == ENOENT { return false }
            throw FileFailure("open", errno: errno)
        }
        defer { close(reading) }
        let writing = unsafe open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard writing >= 0 else { throw FileFailure("open", errno: errno) }
        defer { close(writing) }
        // At once as much as a file may have: most need one call.
        while true {
            let count = sendfile(writing, reading, nil, 25 << 20)
            guard count >= 0 else { throw FileFailure("sendfile", errno: errno) }
            if count == 0 { break }
        }
        guard fsync(writing) == 0 else { throw FileFailure("fsync", errno: errno) }
        return true
    }
}
