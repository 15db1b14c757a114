import Synchronization

/// Jobs on their way to a thread that serves callers in turns: a part of the oldest job of one, then of the next caller's.
///
/// So nobody waits for more than the part that is being done and one of each other caller. Together the jobs are never
/// heavier than `capacity`.
package final class TurnQueue<Caller: Hashable & Sendable, Job: Sendable>: Sendable {
    /// Whose turn it is, and with what.
    package struct Turn: Sendable {
        let caller: Caller
        package let job: Job
        let weight: Int
    }

    private struct Content {
        /// What each caller waits for, the oldest first, and with it what is being done for whose turn it is.
        var lines: [Caller: [(job: Job, weight: Int)]] = [:]
        /// The callers who wait for their turns.
        var order: [Caller] = []
        /// Of all that is not done.
        var weight = 0
        var isClosed = false
    }

    private let content = Mutex(Content())
    private let doorbell: Doorbell
    private let capacity: Int

    package init(capacity: Int) throws(Thread.Unavailable) {
        self.capacity = capacity
        doorbell = try Doorbell()
    }

    /// How many are not done.
    package var count: Int { content.withLock { $0.lines.values.reduce(0) { $0 + $1.count } } }

    /// Whether no job is taken in any more.
    package var isClosed: Bool { content.withLock { $0.isClosed } }

    /// - Parameter weight: How much there is to do, at least 1.
    package func append(_ job: Job, of caller: Caller, weight: Int) throws(QueueUnavailable) {
        let wasEmpty = try content.withLock { (content) throws(QueueUnavailable) in
            guard !content.isClosed else { throw .stopped }
            guard content.weight <= capacity - weight else { throw .queueIsFull }
            content.weight += weight
            let line = content.lines[caller, default: []] + [(job, weight)]
            content.lines[caller] = line
            // Whoever has a line already has a turn, or waits for one.
            guard line.count == 1 else { return false }
            content.order.append(caller)
            return content.order.count == 1
        }
        if wasEmpty { doorbell.ring() }
    }

    /// No job is taken in after this; turns go on until those that wait are done.
    package func close() {
        content.withLock { $0.isClosed = true }
        doorbell.ring()
    }

    /// Waits for the next turn, which must be ended before another one is asked for; nil once the queue is closed and empty.
    package func next() -> Turn? {
        while true {
            let (turn, isClosed) = content.withLock { content -> (Turn?, Bool) in
                guard let caller = content.order.first, let first = content.lines[caller]?.first
                else { return (nil, content.isClosed) }
                content.order.removeFirst()
                return (Turn(caller: caller, job: first.job, weight: first.weight), content.isClosed)
            }
            if let turn { return turn }
            if isClosed { return nil }
            doorbell.wait()
        }
    }

    /// Ends a turn; the caller's next comes after all who wait for theirs.
    ///
    /// - Parameter rest: What is left of the job, and how heavy it is; nil if it is done.
    package func end(_ turn: Turn, leaving rest: (job: Job, weight: Int)? = nil) {
        content.withLock { content in
            if Self.replaceFirst(of: turn, by: rest, &content) { content.order.append(turn.caller) }
        }
    }

    /// Takes away a job for which nothing was to be done: the turn is still the caller's.
    package func drop(_ turn: Turn) {
        content.withLock { content in
            if Self.replaceFirst(of: turn, by: nil, &content) { content.order.insert(turn.caller, at: 0) }
        }
    }

    /// Returns whether the caller waits for anything.
    private static func replaceFirst(
        of turn: Turn, by rest: (job: Job, weight: Int)?, _ content: inout Content
    ) -> Bool {
        let line = (rest.map { [$0] } ?? []) + (content.lines[turn.caller] ?? []).dropFirst()
        content.weight -= turn.weight - (rest?.weight ?? 0)
        content.lines[turn.caller] = line.isEmpty ? nil : line
        return !line.isEmpty
    }
}
