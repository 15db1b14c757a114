import Dispatch
import Synchronization
import Testing

@testable import Storage

@Suite("A queue in which callers take turns")
struct TurnQueueTests {
    private typealias Queue = TurnQueue<String, String>

    private static func queue(capacity: Int = 100, _ jobs: KeyValuePairs<String, String>) throws -> Queue {
        let queue = try Queue(capacity: capacity)
        for (caller, job) in jobs { try queue.append(job, of: caller, weight: 1) }
        return queue
    }

    /// What is done in each turn, to the end, by a thread that does a letter of a job at a time.
    private static func turns(_ queue: Queue) -> [String] {
        queue.close()
        var turns: [String] = []
        while let turn = queue.next() {
            turns.append(String(turn.job.prefix(2)))
            let rest = turn.job.dropFirst(2)
            queue.end(turn, leaving: rest.isEmpty ? nil : (String(rest), 1))
        }
        return turns
    }

    @Test(
        "Each caller has a part of the oldest job done, and then it is the next caller's turn",
        arguments: [
            ([], []), ([("a", "a1"), ("a", "a2")], ["a1", "a2"]),
            ([("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1")], ["a1", "b1", "c1", "a2", "a3"]),
            ([("a", "a1a2a3"), ("a", "a4"), ("b", "b1b2")], ["a1", "b1", "a2", "b2", "a3", "a4"]),
            ([("a", "a1a2"), ("b", "b1b2"), ("a", "a3"), ("b", "b3")], ["a1", "b1", "a2", "b2", "a3", "b3"]),
        ])
    func order(_ jobs: [(String, String)], _ turns: [String]) throws {
        let queue = try Queue(capacity: 100)
        for (caller, job) in jobs { try queue.append(job, of: caller, weight: 1) }
        #expect(queue.count == jobs.count)
        #expect(Self.turns(queue) == turns)
        #expect(queue.count == 0)
    }

    @Test("Whoever comes during a turn goes before the caller whose turn it is, and behind those who wait")
    func newcomer() throws {
        let queue = try Self.queue(["a": "a1a2", "b": "b1"])
        let turn = try #require(queue.next())
        try queue.append("c1", of: "c", weight: 1)
        try queue.append("a3", of: "a", weight: 1)
        queue.end(turn, leaving: ("a2", 1))
        #expect(Self.turns(queue) == ["b1", "c1", "a2", "a3"])
    }

    @Test("A job for which nothing is done costs its caller no turn")
    func dropped() throws {
        let queue = try Self.queue(["a": "a1", "a": "a2", "a": "a3", "b": "b1"])
        for job in ["a1", "a2"] {
            let turn = try #require(queue.next())
            #expect(turn.job == job)
            queue.drop(turn)
        }
        #expect(queue.count == 2)
        #expect(Self.turns(queue) == ["a3", "b1"])
    }

    @Test("What is not done weighs, whatever is left of it, and nothing else")
    func weight() throws {
        let queue = try Queue(capacity: 10)
        try queue.append("a", of: "a", weight: 4)
        try queue.append("b", of: "b", weight: 6)
        #expect(throws: QueueUnavailable.queueIsFull) { try queue.append("c", of: "c", weight: 1) }
        let turn = try #require(queue.next())
        #expect(throws: QueueUnavailable.queueIsFull) { try queue.append("c", of: "c", weight: 1) }
        queue.end(turn, leaving: ("a", 3))
        try queue.append("c", of: "c", weight: 1)
        #expect(throws: QueueUnavailable.queueIsFull) { try queue.append("c", of: "c", weight: 1) }
        queue.drop(try #require(queue.next()))
        #expect(throws: QueueUnavailable.queueIsFull) { try queue.append("c", of: "c", weight: 7) }
        try queue.append("d", of: "c", weight: 6)
        while queue.count > 0 { queue.end(try #require(queue.next())) }
        try queue.append("e", of: "c", weight: 10)
    }

    @Test("A queue that is closed takes no more in, gives out what waits, and ends")
    func closed() throws {
        let queue = try Self.queue(["a": "a1"])
        queue.close()
        #expect(queue.isClosed)
        #expect(throws: QueueUnavailable.stopped) { try queue.append("a2", of: "a", weight: 1) }
        #expect(Self.turns(queue) == ["a1"])
        #expect(queue.next() == nil)
    }

    @Test("A thread that waits is woken by a job, and by the end")
    func woken() throws {
        let queue = try Queue(capacity: 1)
        let done = Mutex<[String]>([])
        let isDone = DispatchSemaphore(value: 0)
        let thread = try Thread.start { start in
            start.succeeded()
            while let turn = queue.next() {
                done.withLock { $0.append(turn.job) }
                queue.end(turn)
                isDone.signal()
            }
        }
        for job in ["a1", "a2", "a3"] {
            try queue.append(job, of: "a", weight: 1)
            try #require(isDone.wait(timeout: .now() + 60) == .success)
        }
        queue.close()
        thread.join()
        #expect(done.withLock { $0 } == ["a1", "a2", "a3"])
    }
}
