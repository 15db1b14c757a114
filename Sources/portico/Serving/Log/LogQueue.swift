import Storage
import Synchronization

/// Lines of the log that wait to be written.
final class LogQueue: Sendable {
    /// Lines as they will be written.
    struct Lines: Sendable {
        fileprivate(set) var bytes: [UInt8] = []
        fileprivate(set) var count = 0

        fileprivate mutating func removeAll() {
            bytes.removeAll(keepingCapacity: true)
            count = 0
        }
    }

    private struct Content {
        var lines = Lines()
        var lost = 0
        var isClosed = false
    }

    private let content = Mutex(Content())
    private let doorbell: Doorbell

    /// Bytes that may wait: some 3,000 lines, what a busy server has to tell in a tenth of a second.
    private static let capacity = 1 << 20
    /// Those that lines of requests may take which went as they should: a flood of them leaves room for what is ours to mend.
    private static let routineCapacity = capacity / 4 * 3

    init() throws(Thread.Unavailable) { doorbell = try Doorbell() }

    /// Lines that wait.
    var count: Int { content.withLock { $0.lines.count } }

    /// Lines that were lost because too many waited.
    var lost: Int { content.withLock { $0.lost } }

    /// Has a line wait; it is lost if too many do, or the queue is closed.
    func append(_ line: UnsafeRawBufferPointer, isRoutine: Bool) {
        let capacity = isRoutine ? Self.routineCapacity : Self.capacity
        let isFirst = content.withLock { content in
            guard !content.isClosed, content.lines.bytes.count + line.count <= capacity else {
                content.lost += 1
                return false
            }
            content.lines.bytes.append(contentsOf: line)
            content.lines.count += 1
            return content.lines.count == 1
        }
        if isFirst { doorbell.ring() }
    }

    /// Nothing is taken in after this; what waits is still given out.
    func close() {
        content.withLock { $0.isClosed = true }
        doorbell.ring()
    }

    /// Waits for lines and puts them in place of those in `lines`, whose memory is used again.
    ///
    /// - Returns: False once the queue is closed and empty.
    func next(_ lines: inout Lines) -> Bool {
        var next = lines
        lines = Lines()
        next.removeAll()
        while true {
            let isClosed = content.withLock { content in
                swap(&content.lines, &next)
                return content.isClosed
            }
            if next.count > 0 {
                lines = next
                return true
            }
            if isClosed { return false }
            doorbell.wait()
        }
    }
}
