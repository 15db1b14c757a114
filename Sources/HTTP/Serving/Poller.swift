import CLinux
import Glibc

/// The events of descriptors a loop is interested in, as epoll's bits.
struct Interest: OptionSet {
    let rawValue: UInt32

    static let readable = Interest(rawValue: EPOLLIN.rawValue)
    static let writable = Interest(rawValue: EPOLLOUT.rawValue)
    /// Reported without being asked for: the connection is dead in both directions.
    static let dead = Interest(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
}

/// An epoll instance, level-triggered: what is not read now is reported again.
struct Poller: ~Copyable {
    private let descriptor: Int32
    private let events: UnsafeMutableBufferPointer<epoll_event>

    init() throws(ServerError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw ServerError.system(call: "epoll_create1", errno: errno) }
        events = .allocate(capacity: 256)
        events.initialize(repeating: epoll_event())
    }

    deinit {
        close(descriptor)
        events.deallocate()
    }

    /// Waits for events, for ever if `milliseconds` is negative, and returns their number.
    func wait(milliseconds: Int32) -> Int {
        max(0, Int(epoll_wait(descriptor, events.baseAddress, Int32(events.count), milliseconds)))
    }

    /// What happened to whom: one of the events of the last `wait`.
    func event(_ index: Int) -> (token: UInt64, happened: Interest) {
        let event = events[index]
        return (event.data.u64, Interest(rawValue: event.events))
    }

    /// False if the kernel cannot watch one more.
    func add(_ watched: Int32, token: UInt64, interest: Interest) -> Bool {
        control(EPOLL_CTL_ADD, watched, token: token, interest: interest)
    }

    func modify(_ watched: Int32, token: UInt64, interest: Interest) {
        _ = control(EPOLL_CTL_MOD, watched, token: token, interest: interest)
    }

    private func control(_ operation: Int32, _ watched: Int32, token: UInt64, interest: Interest) -> Bool {
        var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: token))
        return epoll_ctl(descriptor, operation, watched, &event) == 0
    }
}
