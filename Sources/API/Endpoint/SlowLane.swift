import Execution
import Portal
import Storage
import Synchronization

/// Threads for queries that take longer than an event loop has time for: everybody else would wait for them.
package final class SlowLane: Sendable {
    private static let threads = 2
    /// Requests that may wait for one thread.
    private static let capacity = 32

    private let tracks: [SlowTrack]
    /// The requests on each.
    private let load = Mutex([Int](repeating: 0, count: threads))
    /// Requests that one caller may have here.
    private let shares = CallerShares(2)

    /// - Parameter endpoint: Makes what answers requests, on each of the threads; it has no lane itself, and charges nobody.
    package init(_ endpoint: @escaping @Sendable () throws -> Endpoint) throws {
        tracks = try (0..<Self.threads).map { _ in try SlowTrack(capacity: Self.capacity, endpoint) }
    }

    /// Requests that wait for a thread.
    package var waiting: Int { tracks.reduce(0) { $0 + $1.waiting } }

    /// Takes no more requests, answers those that wait, and ends the threads.
    package func stop() { for track in tracks { track.stop() } }

    /// Has a request answered on one of the threads.
    func submit(_ request: SlowRequest) throws(RefusedRequest) {
        let (key, later) = (request.key, request.later)
        guard shares.take(for: key) else { throw RefusedRequest(.rateLimited, .tooManySlowRequests) }
        let track = enter()
        var request = request
        request.later = { [self] outcome, summaries, response in
            leave(key, track)
            later(outcome, summaries, response)
        }
        do throws(QueueUnavailable) { try tracks[track].append(request) } catch {
            leave(key, track)
            throw RefusedRequest(.overloaded, .overloadedWithReading)
        }
    }

    /// The track with the least to do.
    private func enter() -> Int {
        load.withLock { load in
            let track = load.indices.min { load[$0] < load[$1] } ?? 0
            load[track] += 1
            return track
        }
    }

    private func leave(_ key: RateLimiter.Key, _ track: Int) {
        load.withLock { $0[track] -= 1 }
        shares.giveBack(of: key)
    }
}

/// One of the threads.
private final class SlowTrack: Sendable {
    private let queue: BoundedQueue<SlowRequest>
    private let thread: Mutex<Thread?>

    init(capacity: Int, _ endpoint: @escaping @Sendable () throws -> Endpoint) throws {
        let queue = try BoundedQueue<SlowRequest>(capacity: capacity)
        let thread = try Thread.start { start in
            do {
                var endpoint = try endpoint()
                start.succeeded()
                while let requests = queue.next(atMost: 1) {
                    for request in requests { endpoint.answer(request) }
                }
            } catch { start.failed(error) }
        }
        self.queue = queue
        self.thread = Mutex(thread)
    }

    deinit { stop() }

    var waiting: Int { queue.count }

    func append(_ request: SlowRequest) throws(QueueUnavailable) { try queue.append(request) }

    func stop() {
        queue.close()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }
}

/// A request on its way to a thread that has time for it.
struct SlowRequest: Sendable {
    let body: [UInt8]
    let authorization: [UInt8]?
    let isSafe: Bool
    let peer: Peer
    /// Whose request it is.
    let key: RateLimiter.Key
    let allowance: Allowance
    let rate: RateStatus?
    /// Whether nobody waits for the answer any more, or has waited long enough.
    let isOver: @Sendable () -> Bool
    var later: Endpoint.Later
}

/// The operation takes longer than the loop has time for.
struct SlowOperation: Error {
    /// Who has more.
    let lane: SlowLane
}

extension Endpoint {
    /// Answers a request that a loop has no time for.
    fileprivate mutating func answer(_ request: SlowRequest) {
        slow = request
        defer { slow = nil }
        allowance = request.allowance
        let outcome = request.body.withUnsafeBytes { body in
            request.authorization.withUnsafeBytes {
                let arrival = Arrival(
                    body: body, authorization: $0, isSafe: request.isSafe, peer: request.peer)
                return answerOne(arrival, request.later)
            }
        }
        if outcome != .deferred { request.later(outcome, [summary], Array(response)) }
    }

    /// Leaves a request to a thread that has more time.
    mutating func handOver(
        _ arrival: Arrival, to lane: SlowLane, _ later: @escaping Later
    ) throws(RefusedRequest) {
        var allowance = allowance
        allowance.cost += summary.estimatedCost ?? 0
        try lane.submit(
            SlowRequest(
                body: Array(arrival.body), authorization: arrival.authorization.map { Array($0) },
                isSafe: arrival.isSafe, peer: arrival.peer,
                key: RateLimiter.Key(of: summary.viewer, in: arrival.peer.network),
                allowance: allowance, rate: summary.rate, isOver: isOver(arrival), later: settling(later)))
    }
}

extension FieldRefusal {
    fileprivate static let overloadedWithReading = FieldRefusal(
        code: "OVERLOADED", message: "Too many requests that take long are waiting. Try again later.")

    fileprivate static let tooManySlowRequests = FieldRefusal(
        code: "RATE_LIMITED", message: "Your requests take long: send two of them at a time.",
        details: [.init("retryAfter", 1)])
}

extension [UInt8]? {
    fileprivate func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
        guard let self else { return body(nil) }
        return self.withUnsafeBytes { body($0) }
    }
}
