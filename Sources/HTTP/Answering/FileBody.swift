import Glibc

/// A file that an answer sends, opened; it is closed when nobody needs it any more.
package final class FileBody: Sendable {
    let descriptor: Int32

    package typealias Opening = () throws(Failure) -> FileBody

    package enum Failure: Error {
        /// There is no such regular file, or it cannot be read.
        case missing
        /// Too many files are open: a little later there may be fewer.
        case tooManyOpen
    }

    package init(path: String) throws(Failure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw [EMFILE, ENFILE].contains(errno) ? .tooManyOpen : .missing }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .missing }
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
