import Synchronization

extension Thread {
    /// Runs `body` on a thread of its own, and returns once it says how its start went.
    ///
    /// - Throws: What it says has failed; it must end then.
    package static func start(_ body: @escaping @Sendable (ThreadStart) -> Void) throws -> Thread {
        let start = try ThreadStart()
        let thread = try Thread { body(start) }
        if let error = start.error() {
            thread.join()
            throw error
        }
        return thread
    }
}

/// How a thread's start went, from it to whoever waits for it.
package final class ThreadStart: Sendable {
    private enum Outcome { case pending, running, failed(any Error) }

    private let outcome = Mutex(Outcome.pending)
    private let doorbell: Doorbell

    fileprivate init() throws(Thread.Unavailable) { doorbell = try Doorbell() }

    package func succeeded() { report(.running) }

    package func failed(_ error: any Error) { report(.failed(error)) }

    /// Waits for the outcome: the error, or nil when the thread is running.
    fileprivate func error() -> (any Error)? {
        while true {
            switch outcome.withLock({ $0 }) {
            case .pending: doorbell.wait()
            case .running: return nil
            case .failed(let error): return error
            }
        }
    }

    private func report(_ outcome: Outcome) {
        self.outcome.withLock { $0 = outcome }
        doorbell.ring()
    }
}
