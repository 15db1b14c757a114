import Glibc

/// Lets one thread sleep until another rings: a pipe, because its ends are plain numbers that any thread may hold.
package final class Doorbell: Sendable {
    private let listening: Int32
    private let ringing: Int32

    package init() throws(Thread.Unavailable) {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw Thread.Unavailable(errno: errno) }
        listening = ends[0]
        ringing = ends[1]
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // A full pipe has woken the sleeper already.
        _ = fcntl(ringing, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(listening)
        close(ringing)
    }

    package func ring() {
        var byte: UInt8 = 1
        _ = unsafe write(ringing, &byte, 1)
    }

    /// Returns once it has rung since the last call; at times without cause.
    ///
    /// - Parameter milliseconds: How long at most; for ever if negative.
    package func wait(milliseconds: Int32 = -1) {
        var ring = pollfd(fd: listening, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&ring, 1, milliseconds) > 0 else { return }
        unsafe withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) {
            _ = unsafe read(listening, $0.baseAddress, $0.count)
        }
    }
}
