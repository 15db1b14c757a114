import Synchronization

/// What is counted while the server runs.
final class Metrics: Sendable {
    /// Of each loop.
    let requests: [RequestCounts]
    private let jobs = Mutex(Histogram(.jobs))

    init(loops: Int) { requests = (0..<loops).map { _ in RequestCounts() } }

    /// How many changes shared a transaction.
    var batches: Histogram { jobs.withLock { $0 } }

    /// Counts a transaction of the writer.
    func committed(jobs: Int) { self.jobs.withLock { $0.count(Int64(jobs)) } }
}
