import Synchronization

/// Jobs on their way to the thread that does them, together never heavier than `capacity`.
///
/// Those of one caller are given out in their order. Callers have equal shares of the thread: jobs come in the order in which
/// they would end if it went on with all callers at once, so that a short one does not wait for the long ones of others
/// (A. Demers, S. Keshav, S. Shenker, "Analysis and Simulation of a Fair Queueing Algorithm", 1989).
package final class BoundedQueue<Job: Sendable>: Sendable {
    private struct Waiting {
        let job: Job
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
            jobs.insert(Waiting(job: job, weight: weight, length: length, end: end), at: place)
            self.weight += weight
        }

        mutating func take(atMost limit: Int, length: Int) -> [Job] {
            ends = ends.filter { $0.value > now }
            let shares = min(max(ends.count, 1), Self.mostShares)
            var (count, sum) = (0, 0)
            for waiting in jobs.prefix(limit) {
                sum += waiting.length
                if count > 0, sum > length { break }
                count += 1
                now += max(waiting.length / shares, 1)
                weight -= waiting.weight
            }
            let taken = jobs.prefix(count).map(\.job)
            jobs.removeFirst(count)
            // Then everybody's jobs would have ended, too.
            if jobs.isEmpty { ends.removeAll(keepingCapacity: true) }
            return taken
        }
    }

    private let content = Mutex(Content())
    private let doorbell: Doorbell
    private let capacity: Int

    package init(capacity: Int) throws(Thread.Unavailable) {
        self.capacity = capacity
        doorbell = try Doorbell()
    }

    /// How many wait.
    package var count: Int { content.withLock { $0.jobs.count } }

    /// Whether no job is taken in any more.
    package var isClosed: Bool { content.withLock { $0.isClosed } }

    /// - Parameters:
    ///   - weight: What it takes of `capacity`, at least 1; where all jobs are alike, they are counted.
    ///   - length: How long it takes, in a unit that all jobs share, at least 1.
    ///   - caller: Who waits for it; where nobody is to have a share of their own, all are one.
    package func append(
        _ job: Job, weight: Int = 1, length: Int = 1, of caller: Int64 = 0
    ) throws(QueueUnavailable) {
        let wasEmpty = try content.withLock { (content) throws(QueueUnavailable) in
            guard !content.isClosed else { throw .stopped }
            guard content.weight <= capacity - weight else { throw .queueIsFull }
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

    /// Waits for jobs and gives out those whose turn it is, at most `limit`; nil once the queue is closed and empty.
    ///
    /// - Parameters:
    ///   - length: Of all of them together, unless the first alone is longer.
    ///   - patience: Milliseconds after which there are none; for ever if negative.
    package func next(atMost limit: Int, length: Int = .max, patience: Int32 = -1) -> [Job]? {
        var mayWait = true
        while true {
            let (jobs, isClosed) = content.withLock { ($0.take(atMost: limit, length: length), $0.isClosed) }
            if !jobs.isEmpty { return jobs }
            if isClosed { return nil }
            guard mayWait else { return [] }
            doorbell.wait(milliseconds: patience)
            mayWait = patience < 0
        }
    }
}
