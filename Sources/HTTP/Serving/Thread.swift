import Glibc

/// A thread of the operating system.
///
/// `Storage` has one too: the rooms share nothing below them, and one that held this alone would cost more than it saves.
struct Thread {
    private let handle: pthread_t

    /// Runs `body` on a thread of its own, which must be joined.
    init(_ body: @escaping @Sendable () -> Void) throws(ServerError) {
        let box = Unmanaged.passRetained(Body(body))
        var handle = pthread_t()
        let error = pthread_create(
            &handle, nil,
            { context in
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, box.toOpaque())
        guard error == 0 else {
            box.release()
            throw ServerError.system(call: "pthread_create", errno: error)
        }
        self.handle = handle
    }

    func join() { pthread_join(handle, nil) }

    /// A closure as something a pointer can point to.
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
