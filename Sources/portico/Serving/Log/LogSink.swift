import Glibc
import Synchronization

/// A descriptor whose reader may be slow, or gone.
final class LogSink: Sendable {
    private let descriptor: Int32
    private let closing = Atomic(false)

    /// Bytes that a pipe takes without anybody waiting, once poll(2) says that it takes some.
    private static let portion = Int(PIPE_BUF)
    /// Milliseconds without a reader after which a server that ends gives up its last lines.
    private static let patience: Int32 = 1000

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Whether the server ends.
    var isClosing: Bool { closing.load(ordering: .relaxed) }

    /// From here on nobody is waited for who does not read.
    func close() { closing.store(true, ordering: .relaxed) }

    /// Has a reader that is gone be an error on the calling thread, not a signal that ends the process.
    func prepare() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Hands over all bytes, however long that takes, unless the reader is gone.
    ///
    /// - Returns: False if the server ends and nobody reads.
    func send(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            let ready = poll(&watched, 1, Self.patience)
            if ready == 0, isClosing { return false }
            guard ready > 0 || ready < 0 && errno != EINTR else { continue }
            let count = write(descriptor, rest.baseAddress, min(rest.count, Self.portion))
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return true }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        return true
    }
}
