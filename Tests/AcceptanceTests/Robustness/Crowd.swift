import Glibc
import Storage
import Synchronization

/// Clients who wear a server out, each with a connection of its own, and all on one thread.
final class Crowd: Sendable {
    /// What a client does, again and again.
    enum Habit: CaseIterable, Sendable {
        /// Connects, and says nothing.
        case idles
        /// Sends a header section without end, a byte at a time.
        case tricklesHeader
        /// Announces content, and sends it a byte at a time.
        case tricklesContent
        /// Asks for a mebibyte, and takes none of it.
        case leavesAnswers
        /// Subscribes, and hears nothing.
        case leavesEvents
        /// Ends its side in the middle of a request, then resets the connection.
        case breaksOff
    }

    private let rounds = Atomic(0)
    private let isOver = Atomic(false)
    /// Written to when it is over.
    private let ends: (read: Int32, write: Int32)
    private let thread = Mutex<Thread?>(nil)

    /// Brings so many clients to a port, as many of each habit, and has them do what they do once.
    ///
    /// - Parameters:
    ///   - token: Of somebody who may subscribe.
    ///   - subscription: The body of the request.
    init(_ count: Int, at port: UInt16, token: String, subscription: String) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Client.Failure(errno: errno) }
        self.ends = (ends[0], ends[1])
        let greedy = String(repeating: "GET /schema.graphql HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 8)
        let subscriber = Client.request(subscription, token: token, fields: ["Accept: text/event-stream"])
        var members: [Member] = []
        for number in 0..<count {
            let habit = Habit.allCases[number % Habit.allCases.count]
            let beginning =
                switch habit {
                case .idles: ""
                case .tricklesHeader: "GET / HTTP/1.1\r\nX: "
                case .tricklesContent:
                    "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
                case .leavesAnswers: greedy
                case .leavesEvents: subscriber
                case .breaksOff: "POST /graphql HTTP/1.1\r\nHost: loc"
                }
            members.append(try Member(habit, beginning: Array(beginning.utf8), port: port))
        }
        let crowd = members
        let thread = try Thread { [self] in run(crowd) }
        self.thread.withLock { $0 = thread }
    }

    deinit {
        close(ends.read)
        close(ends.write)
    }

    /// How often each has done what it does, once a second.
    var roundCount: Int { rounds.load(ordering: .relaxed) }

    /// Has all of them go, and waits until they have.
    func leave() {
        isOver.store(true, ordering: .relaxed)
        var byte: UInt8 = 0
        write(ends.write, &byte, 1)
        let thread = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        thread?.join()
    }

    private func run(_ crowd: [Member]) {
        var crowd = crowd
        while !isOver.load(ordering: .relaxed) {
            for index in crowd.indices { crowd[index].act() }
            rounds.add(1, ordering: .relaxed)
            var end = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
            poll(&end, 1, 1000)
        }
        for member in crowd { member.leave() }
    }
}

/// One of the crowd.
private struct Member {
    let habit: Crowd.Habit
    private let beginning: [UInt8]
    private let port: UInt16
    private var descriptor: Int32
    private var isNew = true
    private var isHalfClosed = false

    init(_ habit: Crowd.Habit, beginning: [UInt8], port: UInt16) throws {
        self.habit = habit
        self.beginning = beginning
        self.port = port
        descriptor = Self.connect(to: port)
        guard descriptor >= 0 else { throw Client.Failure(errno: errno) }
    }

    mutating func act() {
        if isNew {
            isNew = false
            if !send(beginning) { comeBack() }
            return
        }
        switch habit {
        case .idles, .leavesAnswers, .leavesEvents: break
        case .tricklesHeader, .tricklesContent: if !send([UInt8(ascii: "x")]) { comeBack() }
        case .breaksOff:
            if isHalfClosed {
                // Closing is a reset then.
                var atOnce = linger(l_onoff: 1, l_linger: 0)
                setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &atOnce, socklen_t(MemoryLayout<linger>.size))
                comeBack()
            } else {
                shutdown(descriptor, Int32(SHUT_WR))
                isHalfClosed = true
            }
        }
    }

    func leave() { close(descriptor) }

    private mutating func comeBack() {
        close(descriptor)
        descriptor = Self.connect(to: port)
        isNew = true
        isHalfClosed = false
    }

    /// False when the connection is over; what the kernel does not take is lost.
    private func send(_ bytes: [UInt8]) -> Bool {
        let sent = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        return sent >= 0 || errno == EAGAIN
    }

    /// A socket that takes little before somebody reads; negative if there is none.
    private static func connect(to port: UInt16) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var room: Int32 = 4096
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafeBytes(of: address) {
            Glibc.connect(descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        if result == 0 { return descriptor }
        close(descriptor)
        return -1
    }
}
