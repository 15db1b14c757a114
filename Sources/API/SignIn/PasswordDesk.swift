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
        let peer: Peer
        let later: Endpoint.Later
    }

    private let queue: BoundedQueue<Job>
    private let thread: Mutex<Thread?>

    /// - Parameter capacity: The number of requests that may wait: two seconds of them.
    package init(
        _ database: Database, writer: MutationWriter, _ environment: Environment, capacity: Int = 64
    ) throws {
        let queue = try BoundedQueue<Job>(capacity: capacity)
        let thread = try Thread.start { start in
            do {
                var check = try PasswordCheck(database, environment)
                start.succeeded()
                while let jobs = queue.next(atMost: 1) {
                    for job in jobs {
                        // With a server that ends nobody waits for as long as all of them take.
                        if queue.isClosed { Self.refuse(job) } else { Self.answer(job, &check, writer) }
                    }
                }
            } catch { start.failed(error) }
        }
        self.queue = queue
        self.thread = Mutex(thread)
    }

    deinit { stop() }

    /// Takes no more requests, refuses those that wait, and ends the thread; before the writer does.
    package func stop() {
        queue.close()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }

    /// - Parameter later: Called with the response, on the writer's thread or this one's.
    func submit(
        _ request: MutationRequest, from peer: Peer, _ later: @escaping Endpoint.Later
    ) throws(RefusedRequest) {
        do throws(QueueUnavailable) { try queue.append(Job(request: request, peer: peer, later: later)) } catch {
            throw RefusedRequest(.overloaded, .overloadedWithPasswords)
        }
    }

    private static func refuse(_ job: Job) {
        let response = job.request.refused(.overloaded, .overloaded)
        job.later(response.outcome, [response.summary], response.bytes)
    }

    private static func answer(_ job: Job, _ check: inout PasswordCheck, _ writer: MutationWriter) {
        var request = job.request
        do {
            request.passwords = try check.findings(for: request, from: job.peer)
            try writer.submit(request, job.later)
        } catch is QueueUnavailable {
            refuse(job)
        } catch let failure as SQLiteError {
            writer.fail(failure, "\(failure)", request.context, request.summary, job.later)
        } catch {
            writer.report(request.context.requestID, "a password could not be hashed")
            let response = request.refused(.failed, .failure(request.context.requestID))
            job.later(response.outcome, [response.summary], response.bytes)
        }
    }
}

extension FieldRefusal {
    fileprivate static let overloadedWithPasswords = FieldRefusal(
        code: "OVERLOADED", message: "Too many people are signing in. Try again later.")
}
