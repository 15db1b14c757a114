import Execution
import Glibc
import Portal
import Storage
import Synchronization

/// The thread that writes the log, so that nobody who has something to tell waits for whoever reads it.
final class Scribe: Sendable {
    private let queue: LogQueue
    private let sink: LogSink
    private let isForPeople: Bool
    private let thread: Mutex<Thread?>

    /// Microseconds in which lines gather behind those that were written: waking up for each would cost more than
    /// writing it.
    private static let gathering: UInt32 = 10_000

    /// - Parameter sink: Where the lines go.
    init(_ sink: LogSink, isForPeople: Bool, now: @escaping @Sendable () -> Timestamp) throws(Thread.Unavailable) {
        let queue = try LogQueue()
        thread = Mutex(
            try Thread {
                sink.prepare()
                var lines = LogQueue.Lines()
                var told = 0
                while queue.next(&lines) {
                    guard lines.bytes.withUnsafeBytes(sink.send) else { return }
                    let lost = queue.lost
                    if lost > told {
                        var writer = LogWriter(isForPeople: isForPeople)
                        writer.write(.lost(lost - told, now()))
                        guard sink.send(writer.output.bytes) else { return }
                        told = lost
                    }
                    if !sink.isClosing { usleep(Self.gathering) }
                }
            })
        self.queue = queue
        self.sink = sink
        self.isForPeople = isForPeople
    }

    /// Lines that wait.
    var waiting: Int { queue.count }

    /// Lines that were lost because too many waited.
    var dropped: Int { queue.lost }

    /// Has a line written; it is lost if too many wait, or after `stop`.
    func take(_ entry: LogEntry) {
        var writer = LogWriter(isForPeople: isForPeople)
        writer.write(entry)
        queue.append(writer.output.bytes, isRoutine: entry.isRoutine)
    }

    /// Writes what waits, and ends the thread.
    func stop() {
        sink.close()
        queue.close()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }
}

extension LogEntry {
    fileprivate static func lost(_ count: Int, _ time: Timestamp) -> LogEntry {
        LogEntry(
            time: time, level: .error,
            subject: .event(message: "log lines were dropped", particulars: [(name: "count", value: "\(count)")]))
    }
}
