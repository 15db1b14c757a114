import Glibc
import Synchronization

/// The file of a listening socket, which would outlive it.
final class SocketFile: Sendable {
    private let path: String
    private let device: dev_t
    private let number: ino_t
    private let isOurs = Atomic(true)

    /// - Parameter path: Where it was just made.
    init(_ path: String) {
        var file = stat()
        lstat(path, &file)
        self.path = path
        device = file.st_dev
        number = file.st_ino
    }

    deinit { remove() }

    /// Removes it, once; what another server has put in its place stays.
    func remove() {
        guard isOurs.exchange(false, ordering: .relaxed) else { return }
        var file = stat()
        guard lstat(path, &file) == 0, file.st_dev == device, file.st_ino == number else { return }
        unlink(path)
    }
}
