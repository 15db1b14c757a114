import Synchronization

/// Jobs on their way to the writer: first in, first out, never more than `capacity`.
final class WriteQueue<Job: Sendable>: Sendable {
    private struct Content {
        var jobs: [Job] = []
        var isClosed = false
    }

    private let content = Mutex(Content())
    private let doorbell: Doorbell
    private let capacity: Int

    init(capacity: Int) throws(Thread.Unavailable) {
        self.capacity = capacity
        doorbell = try Doorbell()
    }

    func append(_ job: Job) throws(WriterUnavailable) {
        let wasEmpty = try content.withLock { (content) throws(WriterUnavailable) in
            guard !content.isClosed else { throw .stopped }
            guard content.jobs.count < capacity else { throw .queueIsFull }
            content.jobs.append(job)
            return content.jobs.count == 1
        }
        if wasEmpty { doorbell.ring() }
    }

    /// No job is taken in after this; those that wait are still given out.
    func close() {
        content.withLock { $0.isClosed = true }
        doorbell.ring()
    }

    /// Waits for jobs and gives out the oldest, at most `limit`; nil once the queue is closed and empty.
    func next(atMost limit: Int) -> [Job]? {
        while true {
            let (jobs, isClosed) = content.withLock { content in
                let jobs = Array(content.jobs.prefix(limit))
                content.jobs.removeFirst(jobs.count)
                return (jobs, content.isClosed)
            }
            if !jobs.isEmpty { return jobs }
            if isClosed { return nil }
            doorbell.wait()
        }
    }
}
