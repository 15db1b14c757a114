import Glibc
import Synchronization

/// A function running on a thread of its own, whose outcome `join` passes on.
///
/// Not a `Task`: the functions block, and blocking Swift's few cooperative threads would stop other tests.
final class Joined: Sendable {
    private let outcome: Outcome
    private let thread: pthread_t

    private final class Outcome: Sendable {
        let result = Mutex<Result<Void, any Error>?>(nil)
        let body: @Sendable () throws -> Void

        init(_ body: @escaping @Sendable () throws -> Void) { self.body = body }
    }

    init(_ body: @escaping @Sendable () throws -> Void) throws {
        outcome = Outcome(body)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(outcome).toOpaque()
        let error = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let outcome = Unmanaged<Outcome>.fromOpaque(context).takeRetainedValue()
                let result = Result { try outcome.body() }
                outcome.result.withLock { $0 = result }
                return nil
            }, context)
        guard error == 0 else { throw ClientError(call: "pthread_create", errno: error) }
        self.thread = thread
    }

    /// Lets the thread go; its outcome is nobody's.
    func detach() { pthread_detach(thread) }

    func join() throws {
        pthread_join(thread, nil)
        try outcome.result.withLock { $0 }?.get()
    }
}
