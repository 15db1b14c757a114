import Synchronization

/// Jobs on their way to the thread that does them: first in, first out, never more than `capacity`.
package final class BoundedQueue<Job: Sendable>: Sendable {
    private struct Content {
        var jobs: [Job] = []
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

    package func append(_ job: Job) throws(QueueUnavailable) {
        let wasEmpty = try content.withLock { (content) throws(QueueUnavailable) in
            guard !content.isClosed else { throw .stopped }
            guard content.jobs.count < capacity else { throw .queueIsFull }
            content.jobs.append(job)
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
                let jobs = Array(content.jobs.prefix(limit))
                content.jobs.removeFirst(jobs.count)
                return (jobs, content.isClosed)
            }
            if !jobs.isEmpty { return jobs }
            if isClosed { return nil }
            guard mayWait else { return [] }
            doorbell.wait(milliseconds: patience)
            mayWait = patience < 0
        }
    }
}
