import Dispatch
import Storage
import Synchronization

/// Clients who open cases, each over a connection of its own, one case after the other, until one is not acknowledged or
/// they are told to stop.
///
/// A case's title is also the idempotency key of its request, and no other has it.
final class CaseWriters: Sendable {
    /// What became of the requests.
    struct Fates {
        /// The number of each case that was acknowledged, by its title.
        var acknowledged: [String: String] = [:]
        /// The title of each client's last, if it was not.
        var unacknowledged: [String] = []
        /// What they were answered, if they were.
        var refusals: [Client.Answer] = []
    }

    private let fates = Mutex(Fates())
    private let isStopped = Atomic(false)
    private let acknowledgements = DispatchSemaphore(value: 0)
    private let threads = Mutex<[Thread]>([])

    /// - Parameter name: What the titles begin with.
    init(_ count: Int, at port: UInt16, token: String, named name: String) throws {
        for number in 1...count {
            let thread = try Thread { [self] in
                guard let client = try? Client(port: port) else { return }
                write("\(name)/\(number)", through: client, token)
            }
            threads.withLock { $0.append(thread) }
        }
    }

    /// The request for a case; the same words for the same title.
    static func request(_ title: String) -> String {
        """
        {"query":"mutation($title: String!) { createCase(input: {title: $title, summary: \\"Now.\\", category: SUPPORT}, \
        idempotencyKey: $title) { case { caseNumber } replayed userErrors { code } } }",\
        "variables":{"title":"\(title)"}}
        """
    }

    /// The number of the case that an answer acknowledges, and whether it was there before the request.
    static func acknowledgement(in answer: Client.Answer) -> (number: String, isReplayed: Bool)? {
        let done = #/\{"data":\{"createCase":\{"case":\{"caseNumber":"([A-Z0-9-]+)"\},"replayed":(true|false),.*/#
        guard answer.status == 200, let match = answer.body.wholeMatch(of: done) else { return nil }
        return (String(match.1), match.2 == "true")
    }

    /// Waits for so many more acknowledgements; false when they do not come.
    func awaitAcknowledgements(_ count: Int) -> Bool {
        for _ in 0..<count where acknowledgements.wait(timeout: .now() + 30) == .timedOut { return false }
        return true
    }

    /// What is acknowledged by now.
    var acknowledged: [String: String] { fates.withLock { $0.acknowledged } }

    /// Lets every client have its answer, and ends.
    func stop() -> Fates {
        isStopped.store(true, ordering: .relaxed)
        return finish()
    }

    /// Waits until none of them is acknowledged any more.
    func finish() -> Fates {
        let threads = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in threads { thread.join() }
        return fates.withLock { $0 }
    }

    private func write(_ name: String, through client: Client, _ token: String) {
        var number = 0
        while !isStopped.load(ordering: .relaxed) {
            number += 1
            let title = "\(name)/\(number)"
            let answer = client.post(Self.request(title), token: token)
            if let acknowledgement = Self.acknowledgement(in: answer) {
                fates.withLock { $0.acknowledged[title] = acknowledgement.number }
                acknowledgements.signal()
                continue
            }
            return fates.withLock { fates in
                fates.unacknowledged.append(title)
                if !answer.head.isEmpty { fates.refusals.append(answer) }
            }
        }
    }
}
