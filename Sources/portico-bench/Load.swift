import Glibc

/// One thread that keeps a server busy over many connections, one request at a time on each.
struct Load {
    private var sockets: [Socket] = []
    private let requests: [[UInt8]]
    private var next = 0

    /// - Parameter requests: Sent in turn, over and over.
    init(port: UInt16, connections: Int, _ requests: [[UInt8]]) throws(BenchmarkFailure) {
        self.requests = requests
        for _ in 0..<connections { sockets.append(try Socket(port: port)) }
    }

    /// Runs for so long and returns how many requests were answered, all of them.
    mutating func run(seconds: Int) throws(BenchmarkFailure) -> Int {
        let end = monotonicSeconds() + Double(seconds)
        var watched = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        for index in sockets.indices { try send(on: index) }
        var waiting = sockets.count
        var answered = 0
        while waiting > 0 {
            poll(&watched, nfds_t(watched.count), 1000)
            let isOver = monotonicSeconds() >= end
            for index in watched.indices where watched[index].revents != 0 {
                guard try sockets[index].receive() else { continue }
                answered += 1
                if isOver { waiting -= 1 } else { try send(on: index) }
            }
        }
        return answered
    }

    private mutating func send(on index: Int) throws(BenchmarkFailure) {
        try sockets[index].send(requests[next])
        next = next + 1 == requests.count ? 0 : next + 1
    }
}

/// Seconds of a clock that nobody sets.
func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
