import Glibc

/// A file that an answer sends, opened; it is closed when nobody needs it any more.
package final class FileBody: Sendable {
    let descriptor: Int32

    /// Nil if there is no such regular file, or it cannot be read.
    package init?(path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}

/// The part of a file that is still to be sent.
struct FileTransfer {
    let file: FileBody
    private var offset: off_t
    private(set) var remaining: Int

    init(_ file: FileBody, bytes: Range<Int>) {
        self.file = file
        offset = off_t(bytes.lowerBound)
        remaining = bytes.count
    }

    /// Has the kernel copy some of it to a socket, past this process's memory.
    ///
    /// - Returns: What sendfile(2) returns; 0 if the file is shorter than promised.
    mutating func send(to socket: Int32) -> Int {
        let count = sendfile(socket, file.descriptor, &offset, min(remaining, Self.turn))
        if count > 0 { remaining -= count }
        return count
    }

    /// Bytes sent before other connections have their turn.
    private static let turn = 256 * 1024
}
