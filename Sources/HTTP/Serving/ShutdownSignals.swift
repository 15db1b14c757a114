import CLinux
import Glibc

/// SIGTERM, SIGINT and SIGHUP, which a closed terminal sends, as a descriptor that becomes readable.
package final class ShutdownSignals: Sendable {
    let descriptor: Int32

    /// Keeps the signals from ending the process.
    ///
    /// Call it at the very start of `main`: threads inherit the mask, and one thread without it would be where the kernel delivers the signal.
    package static func block() {
        var signals = set
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Whether one has come that nobody has taken: what works long without a server looks for it from time to time.
    package static var isPending: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return numbers.contains { sigismember(&pending, $0) == 1 }
    }

    init() throws(ServerError) {
        Self.block()
        var signals = Self.set
        descriptor = signalfd(-1, &signals, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
        guard descriptor >= 0 else { throw ServerError.system(call: "signalfd", errno: errno) }
    }

    deinit { close(descriptor) }

    /// Takes one signal that has come; false if none has.
    func take() -> Bool {
        var info = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        return read(descriptor, &info, size) == size
    }

    private static let numbers = [SIGTERM, SIGINT, SIGHUP]

    private static var set: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in numbers { sigaddset(&signals, number) }
        return signals
    }
}
