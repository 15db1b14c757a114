import Execution
import SQLite
package import Portal
package import Storage
import Synchronization

/// The thread that compares passwords, for all loops: what takes time on purpose may hold up neither a loop nor the writer.
///
/// A request goes on to the writer with what was found out. The writer believes it as long as the account still has the
/// hash that was compared.
package final class PasswordDesk: Sendable {
    private struct Job: Sendable {
        let request: MutationRequest
        let calls: [PasswordCall]
        let peer: Peer
        /// Whether nobody waits for the answer any more, or has waited long enough.
        let isOver: @Sendable () -> Bool
        let later: Endpoint.Later
    }

    /// Hashes that may wait: four seconds of them, while a request may take five.
    package static let capacity = 128

    private let queue: BoundedQueue<Job>
    private let thread: Mutex<Thread?>
    /// Of the hashes that may wait one caller has half at most, which is more than a request can ask for.
    private let shares = CallerShares(capacity / 2)

    /// - Parameter capacity: Hashes that may wait.
    package init(
        _ database: Database, writer: MutationWriter, _ environment: Environment, capacity: Int = PasswordDesk.capacity
    ) throws {
        let queue = try BoundedQueue<Job>(capacity: capacity)
        let thread = try Thread.start { start in
            do {
                var check = try PasswordCheck(database, environment)
                start.succeeded()
                while let jobs = queue.next(atMost: 1) {
                    for job in jobs {
                        // With a server that ends nobody waits for as long as all of them take.
                        Self.answer(job, &check, writer) { queue.isClosed || job.isOver() }
                    }
                }
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
        let calls = request.passwordCalls
        let hashes = max(1, calls.reduce(0) { $0 + $1.hashes })
        let key = Self.key(of: request.caller.viewer, peer)
        if let key, !shares.take(hashes, for: key) { throw RefusedRequest(.rateLimited, .tooManyPasswords) }
        let job = Job(request: request, calls: calls, peer: peer, isOver: isOver) {
            [shares] outcome, summaries, response in
            if let key { shares.giveBack(hashes, of: key) }
            later(outcome, summaries, response)
        }
        do throws(QueueUnavailable) { try queue.append(job, weight: hashes) } catch {
            if let key { shares.giveBack(hashes, of: key) }
            throw RefusedRequest(.overloaded, .overloadedWithPasswords)
        }
    }

    /// Who has a share: not who has not signed in and comes from this machine, where a proxy would be everybody.
    private static func key(of viewer: Viewer, _ peer: Peer) -> RateLimiter.Key? {
        viewer.role == .anonymous && peer.isLocal ? nil : RateLimiter.Key(of: viewer, in: peer.network)
    }

    private static func answer(
        _ job: Job, _ check: inout PasswordCheck, _ writer: MutationWriter, unless isOver: () -> Bool
    ) {
        var request = job.request
        func refuse(_ outcome: Endpoint.Outcome, _ refusal: FieldRefusal) {
            let response = request.refused(outcome, refusal)
            job.later(response.outcome, [response.summary], response.bytes)
        }
        if isOver() { return refuse(.overloaded, .overloadedWithPasswords) }
        // It is paid for from here on, whatever becomes of it.
        request.summary.cost = request.cost
        do {
            request.passwords = try check.findings(
                for: job.calls, by: request.caller.viewer, from: job.peer, unless: isOver)
            try writer.submit(request, job.later)
        } catch is PasswordCheck.GivenUp {
            refuse(.overloaded, .overloadedWithPasswords)
        } catch is QueueUnavailable {
            refuse(.overloaded, .overloaded)
        } catch let failure as SQLiteError {
            writer.fail(failure, "\(failure)", request.context, request.summary, job.later)
        } catch {
            writer.report(request.context.requestID, "a password could not be hashed")
            refuse(.failed, .failure(request.context.requestID))
        }
    }
}

extension FieldRefusal {
    fileprivate static let overloadedWithPasswords = FieldRefusal(
        code: "OVERLOADED", message: "Too many people are signing in. Try again later.")

    fileprivate static let tooManyPasswords = FieldRefusal(
        code: "RATE_LIMITED", message: "Too many passwords of yours are still being compared. Try again in a second.",
        details: [.init("retryAfter", 1)])
}
