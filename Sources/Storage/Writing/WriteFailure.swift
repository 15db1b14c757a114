package import Portal
package import SQLite

/// What a write can end in besides success; either way nothing of it remains.
package enum WriteFailure: Error, Equatable {
    /// The portal understood and declined: served as the payload's `userErrors`.
    case refused(Refusals)
    /// The database failed: logged, and served as `INTERNAL`.
    case database(SQLiteError)
}

/// Why the writer does not take a job.
package enum WriterUnavailable: Error, Equatable {
    /// More jobs are waiting than the disk can keep up with: try again later.
    case queueIsFull
    /// The server is going down.
    case stopped
}
