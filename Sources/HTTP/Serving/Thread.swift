import Glibc

/// A thread of the operating system.
///
/// `Storage` has one too: the rooms share nothing below them, and one that held this alone would cost more than it saves.
struct Thread {
    private let handle: pthread_t

    /// Bytes: the deepest document that the limits allow takes an eighth of them, in a debug build.
    ///
    /// Said here, so that no `ulimit -s` around the server decides how deep it can go.
    private static let stackSize = 8 << 20

    /// Runs `body` on a thread of its own, which must be joined.
    init(_ body: @escaping @Sendable () -> Void) throws(ServerError) {
        let box = Unmanaged.passRetained(Body(body))
        var handle = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, Self.stackSize)
        let error = pthread_create(
            &handle, &attributes,
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
