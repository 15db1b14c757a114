import CLinux
import Glibc
import Synchronization

/// What other threads have to say to an event loop.
final class Mailbox: Sendable {
    enum Letter: Sendable {
        case answer(Answer)
        /// Finish what has been received, then end.
        case drain
        /// End now.
        case stop
    }

    private let letters = Mutex<[Letter]>([])
    /// Readable while there are letters.
    let bell: Bell

    init() throws(ServerError) { bell = try Bell() }

    func post(_ letter: Letter) {
        let isFirst = letters.withLock { letters in
            letters.append(letter)
            return letters.count == 1
        }
        if isFirst { bell.ring() }
    }

    /// Takes all letters.
    func empty() -> [Letter] {
        bell.silence()
        return letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
    }
}

/// An eventfd: a descriptor that becomes readable when another thread rings it.
final class Bell: Sendable {
    let descriptor: Int32

    init() throws(ServerError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard descriptor >= 0 else { throw ServerError.system(call: "eventfd", errno: errno) }
    }

    deinit { close(descriptor) }

    func ring() { eventfd_write(descriptor, 1) }

    func silence() {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
    }
}
