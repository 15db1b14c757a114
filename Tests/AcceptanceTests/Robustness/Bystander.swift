import Dispatch
import Storage
import Synchronization
import Testing

/// Asks the same again and again, on a thread and a connection of its own.
final class Bystander: Sendable {
    private struct Experience {
        var times: [Duration] = []
        var failures = 0
        var isOver = false
    }

    private let experience = Mutex(Experience())
    private let answered = DispatchSemaphore(value: 0)
    private let thread = Mutex<Storage.Thread?>(nil)

    init(_ server: RunningServer, _ question: String, token: String) throws {
        let port = server.port
        let thread = try Storage.Thread { [self] in
            guard let client = try? Client(port: port) else { return }
            while !experience.withLock({ $0.isOver }) {
                let start = ContinuousClock.now
                let answer = client.post(question, token: token)
                let time = ContinuousClock.now - start
                let isGood =
                    answer.status == 200 && answer.body.hasPrefix(#"{"data":{"cases":{"nodes":[{"caseNumber":"#)
                experience.withLock { experience in
                    experience.times.append(time)
                    if !isGood { experience.failures += 1 }
                }
                answered.signal()
            }
        }
        self.thread.withLock { $0 = thread }
    }

    /// The longest time between question and answer since `reset`.
    var longest: Duration { times.max() ?? .zero }

    /// All of them since `reset`.
    var times: [Duration] { experience.withLock { $0.times } }

    func reset() { experience.withLock { $0.times = [] } }

    /// Waits for so many answers more.
    func awaitAnswers(_ count: Int) {
        while answered.wait(timeout: .now()) == .success {}
        for _ in 0..<count where answered.wait(timeout: .now() + 60) == .timedOut {
            Issue.record("A bystander has waited for a minute")
        }
    }

    /// How many answers were not as they should be.
    var failures: Int { experience.withLock { $0.failures } }

    /// Ends it.
    func leave() {
        experience.withLock { $0.isOver = true }
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }
}
