import CLinux
import Glibc
import Synchronization

/// A listening socket of one event loop.
struct Listener: ~Copyable {
    /// Negative once closed.
    private(set) var descriptor: Int32
    /// Kept open for the day all descriptors are used up: closing it makes room to accept a connection and close it, which is kinder than
    /// leaving the client in the queue, and the only way to empty the queue so that epoll stops reporting it.
    private var reserve: Int32

    enum Accepted {
        case connection(Int32, PeerAddress)
        /// There was one, and it was closed for want of descriptors.
        case turnedAway
        /// There was one, and its client is gone.
        case broken
        case nothing
        /// Accepting cannot work for now.
        case failed
    }

    init(descriptor: Int32) {
        self.descriptor = descriptor
        reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)
    }

    deinit {
        if descriptor >= 0 { Glibc.close(descriptor) }
        if reserve >= 0 { Glibc.close(reserve) }
    }

    /// Refuses new connections from here on.
    mutating func close() {
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// Held by whoever accepts: else the connection of another loop could take the place that a reserve has just made.
    private static let turn = Mutex(())

    /// Takes one connection out of the queue.
    mutating func accept() -> Accepted { Self.turn.withLock { _ in acceptNext() } }

    private mutating func acceptNext() -> Accepted {
        var storage = sockaddr_storage()
        let accepted = accept(into: &storage)
        if accepted >= 0 { return .connection(accepted, PeerAddress(storage)) }
        switch errno {
        case EAGAIN: return .nothing
        // accept(2): errors of the connection itself, to be taken as "try the next one".
        case ECONNABORTED, EINTR, EPROTO, ENETDOWN, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH: return .broken
        case EMFILE, ENFILE: return turnAway()
        default: return .failed
        }
    }

    private mutating func turnAway() -> Accepted {
        if reserve >= 0 { Glibc.close(reserve) }
        var storage = sockaddr_storage()
        let accepted = accept(into: &storage)
        let error = errno
        if accepted >= 0 { Glibc.close(accepted) }
        reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)
        if accepted >= 0 { return .turnedAway }
        return error == EAGAIN ? .nothing : .failed
    }

    private func accept(into storage: inout sockaddr_storage) -> Int32 {
        withUnsafeMutableBytes(of: &storage) { bytes in
            var length = socklen_t(bytes.count)
            let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            return linux_accept(descriptor, address, &length)
        }
    }
}
