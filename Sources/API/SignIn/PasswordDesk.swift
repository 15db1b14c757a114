import Execution
import SQLite
package import Portal
package import Storage
import Synchronization

/// The thread that compares passwords, for all loops: what takes time on purpose may hold up neither a loop nor the writer.
///
/// Callers take turns at it, a password each, so that whoever asks for one waits for one of each other caller at most. A
/// request goes on to the writer with what was found out. The writer believes it as long as the account still has the
/// hash that was compared.
package final class PasswordDesk: Sendable {
    /// Who takes turns.
    private enum Party: Hashable {
        case caller(RateLimiter.Key)
        /// Whoever signs in with that address, where nothing else tells people apart.
        case login(String)
    }

    private typealias Queue = TurnQueue<Party, Job>

    /// Hashes that may wait: four seconds of them, while a request may take five.
    package static let capacity = 128

    private let queue: Queue
    private let thread: Mutex<Thread?>
    /// Of the hashes that may wait one caller has half at most, which is more than a request can ask for.
    private let shares = CallerShares(capacity / 2)

    /// - Parameter capacity: Hashes that may wait.
    package init(
        _ database: Database, writer: MutationWriter, _ environment: Environment, capacity: Int = PasswordDesk.capacity
    ) throws {
        let queue = try Queue(capacity: capacity)
        let thread = try Thread.start { start in
            do {
                var check = try PasswordCheck(database, environment)
                start.succeeded()
                while let turn = queue.next() { Self.take(turn, of: queue, &check, writer) }
            } catch { start.failed(error) }
        }
        self.queue = queue
        self.thread = Mutex(thread)
    }

    deinit { stop() }

    /// Requests that wait for their passwords to be compared.
    package var waiting: Int { queue.count }

    /// Takes no more requests, refuses those that wait, and ends the thread; before the writer does.
    package func stop() {
        queue.close()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }

    /// - Parameters:
    ///   - isOver: Whether nobody waits for the answer any more, or has waited long enough.
    ///   - later: Called with the response, on the writer's thread or this one's.
    func submit(
        _ request: MutationRequest, from peer: Peer, unless isOver: @escaping @Sendable () -> Bool,
        _ later: @escaping Endpoint.Later
    ) throws(RefusedRequest) {
        let key = Self.key(of: request.caller.viewer, peer)
        var job = Job(request: request, calls: request.passwordCalls[...], peer: peer, isOver: isOver, later: later)
        let hashes = job.hashes
        let party = key.map(Party.caller) ?? .login(job.calls.first?.login?.key ?? "")
        if let key {
            guard shares.take(hashes, for: key) else { throw RefusedRequest(.rateLimited, .tooManyPasswords) }
            job.later = { [shares] outcome, summaries, response in
                shares.giveBack(hashes, of: key)
                later(outcome, summaries, response)
            }
        }
        do throws(QueueUnavailable) { try queue.append(job, of: party, weight: hashes) } catch {
            if let key { shares.giveBack(hashes, of: key) }
            throw RefusedRequest(.overloaded, .overloadedWithPasswords)
        }
    }

    /// Who has a share: not who has not signed in and comes from this machine, where a proxy would be everybody.
    private static func key(of viewer: Viewer, _ peer: Peer) -> RateLimiter.Key? {
        viewer.role == .anonymous && peer.isLocal ? nil : RateLimiter.Key(of: viewer, in: peer.network)
    }

    /// Compares one password of a request, and hands it on if that was the last.
    ///
    /// The turn ends before anybody is answered, who then finds that there is room again.
    private static func take(
        _ turn: Queue.Turn, of queue: Queue, _ check: inout PasswordCheck, _ writer: MutationWriter
    ) {
        var job = turn.job
        // With a server that ends nobody waits for as long as all of them take.
        if queue.isClosed || job.isOver() {
            queue.drop(turn)
            return job.refuse(.overloaded, .overloadedWithPasswords)
        }
        do {
            do { try job.compare(&check) } catch {
                queue.end(turn)
                throw error
            }
            guard job.calls.isEmpty else { return queue.end(turn, leaving: (job, job.hashes)) }
            queue.end(turn)
            try writer.submit(job.request, job.later)
        } catch is QueueUnavailable {
            job.refuse(.overloaded, .overloaded)
        } catch let failure as SQLiteError {
            writer.fail(failure, "\(failure)", job.request.context, job.request.summary, job.later)
        } catch {
            let id = job.request.context.requestID
            writer.report(id, "a password could not be hashed")
            job.refuse(.failed, .failure(id))
        }
    }
}

/// A request whose passwords are compared.
private struct Job: Sendable {
    var request: MutationRequest
    /// Those of its mutations whose password has not been compared.
    var calls: ArraySlice<PasswordCall>
    let peer: Peer
    /// Whether nobody waits for the answer any more, or has waited long enough.
    let isOver: @Sendable () -> Bool
    var later: Endpoint.Later

    /// How often something will be hashed for it; 1 if nothing will, as it waits all the same.
    var hashes: Int { max(1, calls.reduce(0) { $0 + $1.hashes }) }

    /// Compares the next password.
    ///
    /// - Throws: `SQLiteError`; `Passwords.Unavailable`.
    mutating func compare(_ check: inout PasswordCheck) throws {
        // It is paid for from here on, whatever becomes of it.
        request.summary.cost = request.cost
        guard let call = calls.popFirst() else { return }
        let finding = try check.finding(for: call, by: request.caller.viewer, from: peer)
        request.passwords.add(finding, for: call.mutation.rawValue, call.arguments)
    }

    func refuse(_ outcome: Endpoint.Outcome, _ refusal: FieldRefusal) {
        let response = request.refused(outcome, refusal)
        later(response.outcome, [response.summary], response.bytes)
    }
}

extension FieldRefusal {
    fileprivate static let overloadedWithPasswords = FieldRefusal(
        code: "OVERLOADED", message: "Too many people are signing in. Try again later.")

    fileprivate static let tooManyPasswords = FieldRefusal(
        code: "RATE_LIMITED", message: "Too many passwords of yours are still being compared. Try again in a second.",
        details: [.init("retryAfter", 1)])
}
