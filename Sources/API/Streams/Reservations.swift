package import Portal
import Synchronization

/// Streams that clients have reserved for many operations to share: the "single connection mode" of
/// <https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md>.
///
/// Shared by all loops, since an operation may come in on another loop than its stream goes out on. What is kept is enough
/// to go on after a stream has broken; everything is bounded, and forgotten when nobody comes.
package final class Reservations: Sendable {
    /// An operation whose events the stream tells.
    package struct Operation: Sendable {
        /// The request that asked for it, and the header `Authorization` that came with it.
        package let body: [UInt8]
        package let authorization: [UInt8]
        /// After which event it began.
        package let beginning: Int64
        /// The last event that was told.
        package internal(set) var position: Int64
    }

    /// What the stream of a reservation is told.
    package enum Message: Sendable {
        /// Events as they are to be written.
        case events([UInt8])
        /// An operation has come, or is not wanted any more.
        case start(String), stop(String)
    }

    /// Tells the stream's loop.
    package typealias Post = @Sendable (Message) -> Void

    /// What a request for a reservation's stream meets.
    package enum Attachment {
        /// The operations to begin with, and events that have waited.
        case attached([String: Operation], waiting: [UInt8])
        /// Another connection has the stream.
        case taken
        /// There is no such reservation.
        case unknown
    }

    private struct Reservation {
        /// SHA-256 of the token with which it was made.
        let caller: [UInt8]
        var post: Post?
        var operations: [String: Operation] = [:]
        /// Operations that are being answered, by their ids, each with the number of its claim.
        var pending: [String: Int] = [:]
        /// How many are being answered that nobody wants any more.
        var unwanted = 0
        var lastClaim = 0
        var waiting: [UInt8] = []
        /// Whether more waits than is kept: nobody shall believe that the rest is all.
        var isOver = false
        /// Since when there has been no stream.
        var idleSince: Timestamp

        /// Ends a claim; false if it was given up meanwhile, whoever has the id now.
        mutating func settle(_ id: String, _ claim: Int) -> Bool {
            if pending[id] == claim {
                pending[id] = nil
                return true
            }
            unwanted -= 1
            return false
        }
    }

    private enum Limit {
        static let reservations = 10_000
        static let perCaller = 5
        static let operations = 50
        static let waitingBytes = 256 << 10
        /// Milliseconds without a stream after which a reservation ends.
        static let idle = 60 * Timestamp.second
    }

    private let environment: Environment
    private let held = Mutex<[[UInt8]: Reservation]>([:])

    package init(_ environment: Environment) { self.environment = environment }

    /// Reserves a stream.
    ///
    /// - Parameter caller: SHA-256 of the caller's own token.
    /// - Returns: The token that names it; nil if there are too many.
    package func reserve(for caller: [UInt8]) -> String? {
        let now = environment.now()
        let token = Token(.stream, from: environment)
        return held.withLock { held in
            for (key, one) in held where one.post == nil && now.milliseconds - one.idleSince.milliseconds >= Limit.idle
            {
                held[key] = nil
            }
            guard held.count < Limit.reservations, held.count(where: { $1.caller == caller }) < Limit.perCaller else {
                return nil
            }
            held[token.hash] = Reservation(caller: caller, idleSince: now)
            return token.text
        }
    }

    /// Who made the reservation and may use it, by the SHA-256 of their own token; nil if there is no such reservation.
    package func caller(of token: String) -> [UInt8]? {
        guard let key = Token(token, .stream)?.hash else { return nil }
        return held.withLock { $0[key]?.caller }
    }

    /// Whether there are operations whose answers are still to come.
    package func isAnswering(_ token: String) -> Bool {
        guard let key = Token(token, .stream)?.hash else { return false }
        return held.withLock { $0[key]?.pending.isEmpty == false }
    }

    // MARK: The stream

    /// Gives the reservation its stream.
    package func attach(_ token: String, _ post: @escaping Post) -> Attachment {
        change(token) { reservation in
            guard reservation.post == nil else { return .taken }
            reservation.post = post
            defer { reservation.waiting = [] }
            return .attached(reservation.operations, waiting: reservation.waiting)
        } ?? .unknown
    }

    /// The stream has ended: it may be taken up again for a while.
    ///
    /// - Parameter positions: The last events that were told of the operations.
    package func detach(_ token: String, _ positions: [String: Int64]) {
        let now = environment.now()
        _ = change(token) { reservation in
            reservation.post = nil
            reservation.idleSince = now
            for (id, position) in positions { reservation.operations[id]?.position = position }
        }
    }

    package func operation(_ id: String, of token: String) -> Operation? {
        change(token) { $0.operations[id] } ?? nil
    }

    // MARK: Operations

    /// Claims an id for an operation that is about to be answered; nil if it is taken, or there are too many.
    package func claim(_ id: String, in token: String) -> Int? {
        change(token) { reservation in
            let count = reservation.operations.count + reservation.pending.count + reservation.unwanted
            guard reservation.operations[id] == nil, reservation.pending[id] == nil, count < Limit.operations else {
                return nil
            }
            reservation.lastClaim += 1
            reservation.pending[id] = reservation.lastClaim
            return reservation.lastClaim
        } ?? nil
    }

    /// The operation is a subscription, which the stream shall tell of.
    package func start(_ id: String, _ claim: Int, _ operation: Operation, in token: String) {
        let post = change(token) { reservation -> Post? in
            guard reservation.settle(id, claim) else { return nil }
            reservation.operations[id] = operation
            return reservation.post
        }
        post??(.start(id))
    }

    /// The operation has been answered, by these events if there are any.
    package func answer(_ id: String, _ claim: Int, _ events: [UInt8], in token: String) {
        let post = change(token) { reservation -> Post? in
            guard reservation.settle(id, claim), !events.isEmpty else { return nil }
            if reservation.post == nil {
                reservation.waiting += events
                reservation.isOver = reservation.waiting.count > Limit.waitingBytes
            }
            return reservation.post
        }
        post??(.events(events))
    }

    /// The stream tells nothing more of a subscription.
    package func end(_ id: String, in token: String) { _ = change(token) { $0.operations[id] = nil } }

    /// The client wants nothing more of the operation.
    package func stop(_ id: String, in token: String) {
        let post = change(token) { reservation -> Post? in
            if reservation.pending.removeValue(forKey: id) != nil { reservation.unwanted += 1 }
            reservation.operations[id] = nil
            return reservation.post
        }
        post??(.stop(id))
    }

    /// Nil if there is no such reservation.
    private func change<Result>(_ token: String, _ change: (inout Reservation) -> Result) -> Result? {
        guard let key = Token(token, .stream)?.hash else { return nil }
        return held.withLock { held in
            guard let place = held.index(forKey: key) else { return nil }
            defer { if held.values[place].isOver { held.remove(at: place) } }
            return change(&held.values[place])
        }
    }
}

extension Reservations.Operation {
    package init(_ body: UnsafeRawBufferPointer, _ authorization: [UInt8], after position: Int64) {
        self.init(body: Array(body), authorization: authorization, beginning: position, position: position)
    }
}
