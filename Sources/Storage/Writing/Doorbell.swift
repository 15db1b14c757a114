import Glibc

/// Lets one thread sleep until another rings: a pipe, because its ends are plain numbers that any thread may hold.
final class Doorbell: Sendable {
    private let listening: Int32
    private let ringing: Int32

    init() throws(Thread.Unavailable) {
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

    func ring() {
        var byte: UInt8 = 1
        _ = unsafe write(ringing, &byte, 1)
    }

    /// Returns once it has rung since the last call; at times without cause.
    func wait() {
        unsafe withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) {
            _ = unsafe read(listening, $0.baseAddress, $0.count)
        }
    }
}
