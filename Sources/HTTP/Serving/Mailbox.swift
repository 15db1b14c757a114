import CLinux
import Glibc
import Synchronization

/// What other threads have to say to an event loop.
final class Mailbox: Sendable {
    enum Letter: Sendable {
        case answer(Answer)
        case message(StreamMessage, StreamID)
        case resume(StreamID)
        /// Finish what has been received, then end.
        case drain
        /// End now.
        case stop
    }

    private let letters = Mutex<[Letter]>([])
    private let news = Atomic(false)
    /// Readable while there are letters or news.
    let bell: Bell

    init() throws(ServerError) { bell = try Bell() }

    func post(_ letter: Letter) {
        let isFirst = letters.withLock { letters in
            letters.append(letter)
            return letters.count == 1
        }
        if isFirst { bell.ring() }
    }

    /// Tells of news: once, however often it is called before the loop takes notice.
    func announce() {
        if !news.exchange(true, ordering: .acquiringAndReleasing) { bell.ring() }
    }

    /// Whether there are news; asked after `empty()`, which silences the bell.
    func takeNews() -> Bool { news.exchange(false, ordering: .acquiringAndReleasing) }

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
