/// Why a thread that works through a queue does not take a job.
package enum QueueUnavailable: Error, Equatable {
    /// More jobs are waiting than the thread can keep up with: try again later.
    case queueIsFull
    /// As much of one caller's is waiting as may: try again once some of it is done.
    case shareIsTaken
    /// The thread is ending, as the server goes down.
    case stopped
}
