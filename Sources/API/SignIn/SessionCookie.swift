package import Portal
import Synchronization

/// The cookie in which a page of this server keeps its session, as one request finds it and leaves it.
///
/// Only the head of the answer shows what has become of it. Neither the answer's content nor what the log and the metrics are
/// told has any part of it.
package final class SessionCookie: Sendable {
    package enum Change: Sendable {
        /// A session has begun, which lives for so many seconds: its token is to be kept.
        case begun(Token, seconds: Int64)
        /// What was kept is good for nothing any more.
        case ended
    }

    /// Whether the caller is known by it.
    package let isShown: Bool
    private let latest = Mutex<Change?>(nil)

    package init(isShown: Bool) { self.isShown = isShown }

    /// What has become of it, once the answer is there; nil if it stays as it is.
    package var change: Change? { latest.withLock { $0 } }

    /// Notes what a mutation has made of it: of several sessions the last stays, and it goes on whatever ends beside it.
    func note(_ change: Change) {
        latest.withLock { latest in
            if case .ended = change, latest != nil { return }
            latest = change
        }
    }
}
