import Glibc

/// Whoever reads what a program writes to a file of its own, such as a terminal.
final class LogReader {
    /// The file that the program opens.
    let path: String
    private let descriptor: Int32

    struct Unavailable: Error { let errno: Int32 }

    private init(_ path: String, _ descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// A terminal that nobody sits at (pts(4)).
    static func terminal() throws -> LogReader {
        let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (isLocked, number): (Int32, Int32) = (0, 0)
        guard descriptor >= 0, ioctl(descriptor, setLock, &isLocked) == 0, ioctl(descriptor, getNumber, &number) == 0
        else { throw Unavailable(errno: errno) }
        return LogReader("/dev/pts/\(number)", descriptor)
    }

    /// TIOCSPTLCK and TIOCGPTN of ioctl_tty(2), as macros that Swift does not see.
    private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

    /// A pipe, which takes 64 KiB that nobody reads.
    static func pipe(at path: String) throws -> LogReader {
        guard mkfifo(path, 0o600) == 0 else { throw Unavailable(errno: errno) }
        // Whoever opens it for writing would wait for its reader.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unavailable(errno: errno) }
        return LogReader(path, descriptor)
    }

    /// All that was written, once those who wrote have let go of it.
    func text() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
