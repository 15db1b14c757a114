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
        /// SHA-256 of the header `Authorization` with which it was made.
        let caller: [UInt8]
        var post: Post?
        var operations: [String: Operation] = [:]
        /// Ids of operations that another loop is answering.
        var pending: Set<String> = []
        var waiting: [UInt8] = []
        /// Since when there has been no stream.
        var idleSince: Timestamp
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
    /// - Parameter authorization: The caller's header of that name.
    /// - Returns: The token that names it; nil if there are too many.
    package func reserve(for authorization: [UInt8]) -> String? {
        let now = environment.now()
        let caller = SHA256.digest(authorization.span)
        let token = Token(from: environment)
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

    /// Whether a caller may use the reservation: it is theirs.
    package func isHeld(_ token: String, by authorization: [UInt8]) -> Bool {
        guard let key = Token(token)?.hash else { return false }
        let caller = SHA256.digest(authorization.span)
        return held.withLock { $0[key]?.caller == caller }
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

    /// Takes an id for an operation that is about to be answered; false if it is taken, or there are too many.
    package func begin(_ id: String, in token: String) -> Bool {
        change(token) { reservation in
            guard reservation.operations[id] == nil, !reservation.pending.contains(id),
                reservation.operations.count + reservation.pending.count < Limit.operations
            else { return false }
            reservation.pending.insert(id)
            return true
        } ?? false
    }

    /// The operation is a subscription, which the stream shall tell of.
    package func start(_ id: String, _ operation: Operation, in token: String) {
        let post = change(token) { reservation -> Post? in
            // It may have been stopped while it was looked at.
            guard reservation.pending.remove(id) != nil else { return nil }
            reservation.operations[id] = operation
            return reservation.post
        }
        post??(.start(id))
    }

    /// The operation has been answered, by these events if there are any.
    package func end(_ id: String, _ events: [UInt8], in token: String) {
        let post = change(token) { reservation -> Post? in
            let isWanted =
                reservation.pending.remove(id) != nil || reservation.operations.removeValue(forKey: id) != nil
            guard isWanted, !events.isEmpty else { return nil }
            if reservation.post == nil, reservation.waiting.count + events.count <= Limit.waitingBytes {
                reservation.waiting += events
            }
            return reservation.post
        }
        post??(.events(events))
    }

    /// The client wants nothing more of the operation.
    package func stop(_ id: String, in token: String) {
        let post = change(token) { reservation -> Post? in
            reservation.pending.remove(id)
            reservation.operations[id] = nil
            return reservation.post
        }
        post??(.stop(id))
    }

    /// Nil if there is no such reservation.
    private func change<Result>(_ token: String, _ change: (inout Reservation) -> Result) -> Result? {
        guard let key = Token(token)?.hash else { return nil }
        return held.withLock { held in
            guard var reservation = held.removeValue(forKey: key) else { return nil }
            defer { held[key] = reservation }
            return change(&reservation)
        }
    }
}

extension Reservations.Operation {
    package init(_ body: UnsafeRawBufferPointer, _ authorization: [UInt8], after position: Int64) {
        self.init(body: Array(body), authorization: authorization, position: position)
    }
}
