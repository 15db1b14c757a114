import Glibc

/// A thread of the operating system.
///
/// `HTTP` has one too: the rooms share nothing below them, and one that held this alone would cost more than it saves.
package struct Thread: Sendable {
    /// The system has no thread to give; the number is its `errno`.
    package struct Unavailable: Error, Equatable {
        package let errno: Int32
    }

    private let handle: pthread_t

    /// Bytes: the deepest document that the limits allow takes an eighth of them, in a debug build.
    ///
    /// Said here, so that no `ulimit -s` around the server decides how deep it can go.
    private static let stackSize = 8 << 20

    /// Runs `body` on a thread of its own, which must be joined.
    package init(_ body: @escaping @Sendable () -> Void) throws(Unavailable) {
        var attributes = pthread_attr_t()
        try Self.check(unsafe pthread_attr_init(&attributes))
        defer { unsafe pthread_attr_destroy(&attributes) }
        try Self.check(unsafe pthread_attr_setstacksize(&attributes, Self.stackSize))
        var handle = pthread_t()
        let box = unsafe Unmanaged.passRetained(Body(body))
        let error = unsafe pthread_create(
            &handle, &attributes,
            { context in
                if let context = unsafe context { unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, box.toOpaque())
        if error != 0 { unsafe box.release() }
        try Self.check(error)
        self.handle = handle
    }

    package func join() { pthread_join(handle, nil) }

    private static func check(_ error: Int32) throws(Unavailable) {
        if error != 0 { throw Unavailable(errno: error) }
    }

    /// A closure as something a pointer can point to.
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
