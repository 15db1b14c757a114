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
        var attributes = pthread_attr_t()
        try Self.check("pthread_attr_init", pthread_attr_init(&attributes))
        defer { pthread_attr_destroy(&attributes) }
        try Self.check("pthread_attr_setstacksize", pthread_attr_setstacksize(&attributes, Self.stackSize))
        var handle = pthread_t()
        let box = Unmanaged.passRetained(Body(body))
        let error = pthread_create(
            &handle, &attributes,
            { context in
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, box.toOpaque())
        if error != 0 { box.release() }
        try Self.check("pthread_create", error)
        self.handle = handle
    }

    func join() { pthread_join(handle, nil) }

    private static func check(_ call: String, _ error: Int32) throws(ServerError) {
        if error != 0 { throw .system(call: call, errno: error) }
    }

    /// A closure as something a pointer can point to.
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
