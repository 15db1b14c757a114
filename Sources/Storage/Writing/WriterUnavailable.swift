/// Why the writer does not take a job.
package enum WriterUnavailable: Error, Equatable {
    /// More jobs are waiting than the disk can keep up with: try again later.
    case queueIsFull
    /// The server is going down.
    case stopped
}
