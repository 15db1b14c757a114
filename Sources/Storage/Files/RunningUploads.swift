import Synchronization

/// How many files come in, of whom: each holds a file descriptor and some memory, however slowly it comes.
final class RunningUploads: Sendable {
    /// Of everybody together.
    static let most = 64
    /// Of one uploader.
    private static let mostOfOne = 8

    private let counts = Mutex<[Int64: Int]>([:])

    /// Counts one more, unless there are too many.
    func begin(_ uploader: Int64) -> Bool {
        counts.withLock { counts in
            let own = counts[uploader, default: 0]
            guard own < Self.mostOfOne, counts.values.reduce(0, +) < Self.most else { return false }
            counts[uploader] = own + 1
            return true
        }
    }

    func end(_ uploader: Int64) {
        counts.withLock { counts in
            let left = counts[uploader, default: 0] - 1
            counts[uploader] = left > 0 ? left : nil
        }
    }
}
