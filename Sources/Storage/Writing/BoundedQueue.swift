import Synchronization

/// Jobs on their way to the thread that does them: first in, first out, together never heavier than `capacity`.
package final class BoundedQueue<Job: Sendable>: Sendable {
    private struct Content {
        var jobs: [(job: Job, weight: Int)] = []
        /// Of all that wait.
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

    /// How many wait.
    package var count: Int { content.withLock { $0.jobs.count } }

    /// Whether no job is taken in any more.
    package var isClosed: Bool { content.withLock { $0.isClosed } }

    /// - Parameter weight: How much there is to do, at least 1; where all jobs are alike, they are counted.
    package func append(_ job: Job, weight: Int = 1) throws(QueueUnavailable) {
        let wasEmpty = try content.withLock { (content) throws(QueueUnavailable) in
            guard !content.isClosed else { throw .stopped }
            guard content.weight <= capacity - weight else { throw .queueIsFull }
            content.jobs.append((job, weight))
            content.weight += weight
            return content.jobs.count == 1
        }
        if wasEmpty { doorbell.ring() }
    }

    /// No job is taken in after this; those that wait are still given out.
    package func close() {
        content.withLock { $0.isClosed = true }
        doorbell.ring()
    }

    /// Waits for jobs and gives out the oldest, at most `limit`; nil once the queue is closed and empty.
    ///
    /// - Parameter patience: Milliseconds after which there are none; for ever if negative.
    package func next(atMost limit: Int, patience: Int32 = -1) -> [Job]? {
        var mayWait = true
        while true {
            let (jobs, isClosed) = content.withLock { content in
                let jobs = content.jobs.prefix(limit)
                content.jobs.removeFirst(jobs.count)
                content.weight -= jobs.reduce(0) { $0 + $1.weight }
                return (jobs.map(\.job), content.isClosed)
            }
            if !jobs.isEmpty { return jobs }
            if isClosed { return nil }
            guard mayWait else { return [] }
            doorbell.wait(milliseconds: patience)
            mayWait = patience < 0
        }
    }
}
