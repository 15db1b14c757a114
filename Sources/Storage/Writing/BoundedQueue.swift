import Synchronization

/// Jobs on their way to the thread that does them, together never heavier than `capacity`.
///
/// Those of one caller are given out in their order. Callers have equal shares of the thread: jobs come in the order in which
/// they would end if it went on with all callers at once, so that a short one does not wait for the long ones of others
/// (A. Demers, S. Keshav, S. Shenker, "Analysis and Simulation of a Fair Queueing Algorithm", 1989).
package final class BoundedQueue<Job: Sendable>: Sendable {
    private struct Waiting {
        let job: Job
        let caller: Int64
        let weight: Int
        let length: Int
        /// When it would end, if everybody's jobs went on at once: as much of each caller's is done by then.
        let end: Int
    }

    private struct Content {
        /// In the order of their ends.
        var jobs: [Waiting] = []
        /// Of all that wait.
        var weight = 0
        /// Of what waits for each caller.
        var weights: [Int64: Int] = [:]
        var isClosed = false
        /// How far everybody's jobs would be.
        private var now = 0
        /// When the last job of each caller would end, as far as it would still go on.
        private var ends: [Int64: Int] = [:]
        /// Callers that the thread is shared among, at most: however many there are, no job waits for others' that are
        /// together more than so many times as long.
        private static var mostShares: Int { 8 }

        mutating func append(_ job: Job, _ weight: Int, _ length: Int, of caller: Int64) {
            let end = max(now, ends[caller] ?? now) + length
            ends[caller] = end
            let place = jobs.lastIndex { $0.end <= end }.map { $0 + 1 } ?? 0
            jobs.insert(Waiting(job: job, caller: caller, weight: weight, length: length, end: end), at: place)
            self.weight += weight
            weights[caller, default: 0] += weight
        }

        mutating func take(atMost limit: Int) -> [Job] {
            let taken = jobs.prefix(limit)
            jobs.removeFirst(taken.count)
            let shares = min(max(ends.count, 1), Self.mostShares)
            for waiting in taken {
                now += max(waiting.length / shares, 1)
                weight -= waiting.weight
                let rest = weights[waiting.caller, default: 0] - waiting.weight
                weights[waiting.caller] = rest > 0 ? rest : nil
            }
            // Then everybody's jobs would have ended, too.
            if jobs.isEmpty { ends.removeAll(keepingCapacity: true) } else { forgetEnded() }
            return taken.map(\.job)
        }

        private mutating func forgetEnded() {
            for (caller, end) in ends where end <= now { ends[caller] = nil }
        }
    }

    private let content = Mutex(Content())
    private let doorbell: Doorbell
    private let capacity: Int
    private let share: Int

    /// - Parameters:
    ///   - capacity: What all that wait may weigh together.
    ///   - share: What those of one caller may.
    package init(capacity: Int, share: Int = .max) throws(Thread.Unavailable) {
        self.capacity = capacity
        self.share = share
        doorbell = try Doorbell()
    }

    /// How many wait.
    package var count: Int { content.withLock { $0.jobs.count } }

    /// Whether no job is taken in any more.
    package var isClosed: Bool { content.withLock { $0.isClosed } }

    /// - Parameters:
    ///   - weight: What it takes of `capacity`, at least 1; where all jobs are alike, they are counted.
    ///   - length: How long it takes, in a unit that all jobs share, at least 1.
    ///   - caller: Who waits for it; 0 is for those who have no share of their own.
    package func append(
        _ job: Job, weight: Int = 1, length: Int = 1, of caller: Int64 = 0
    ) throws(QueueUnavailable) {
        let wasEmpty = try content.withLock { (content) throws(QueueUnavailable) in
            guard !content.isClosed else { throw .stopped }
            guard content.weight <= capacity - weight else { throw .queueIsFull }
            guard caller == 0 || content.weights[caller, default: 0] <= share - weight else { throw .shareIsTaken }
            content.append(job, weight, length, of: caller)
            return content.jobs.count == 1
        }
        if wasEmpty { doorbell.ring() }
    }

    /// No job is taken in after this; those that wait are still given out.
    package func close() {
        content.withLock { $0.isClosed = true }
        doorbell.ring()
    }

    /// Gives out those that wait now and whose turn it is, at most `limit`.
    package func take(atMost limit: Int) -> [Job] { content.withLock { $0.take(atMost: limit) } }

    /// Gives out the job whose turn it is, if there is one that takes no longer than that.
    package func take(noLongerThan length: Int) -> Job? {
        content.withLock { content in
            guard let first = content.jobs.first, first.length <= length else { return nil }
            return content.take(atMost: 1).first
        }
    }

    /// Waits for jobs and gives out those whose turn it is, at most `limit`; nil once the queue is closed and empty.
    ///
    /// - Parameter patience: Milliseconds after which there are none; for ever if negative.
    package func next(atMost limit: Int, patience: Int32 = -1) -> [Job]? {
        var mayWait = true
        while true {
            let (jobs, isClosed) = content.withLock { ($0.take(atMost: limit), $0.isClosed) }
            if !jobs.isEmpty { return jobs }
            if isClosed { return nil }
            guard mayWait else { return [] }
            doorbell.wait(milliseconds: patience)
            mayWait = patience < 0
        }
    }
}
