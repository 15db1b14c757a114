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

    /// Runs `body` on a thread of its own, which must be joined.
    package init(_ body: @escaping @Sendable () -> Void) throws(Unavailable) {
        let box = unsafe Unmanaged.passRetained(Body(body))
        var handle = pthread_t()
        let error = unsafe pthread_create(
            &handle, nil,
            { context in
                if let context = unsafe context { unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, box.toOpaque())
        guard error == 0 else {
            unsafe box.release()
            throw Unavailable(errno: error)
        }
        self.handle = handle
    }

    package func join() { pthread_join(handle, nil) }

    /// A closure as something a pointer can point to.
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
