import Glibc

/// The claim of one server on a database file, given up when this value, or its process, ends.
///
/// SQLite itself lets several processes write, which is how `portico user token` works beside a running server. But two
/// servers would each believe their caches, so a server claims the file beside it (`flock(2)` on `<path>-lock`).
struct DatabaseLock: ~Copyable {
    private let descriptor: Int32

    init(path: String) throws(DatabaseError) {
        let descriptor = unsafe open(path + "-lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .inaccessible(path: path, errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            close(descriptor)
            throw reason == EWOULDBLOCK ? .inUse(path: path) : .inaccessible(path: path, errno: reason)
        }
        self.descriptor = descriptor
    }

    // The file stays: removing it would let a third process lock a new one while a second still holds this one.
    deinit { close(descriptor) }
}
