import Storage
import Testing

@Suite("Jobs that wait for a thread")
struct BoundedQueueTests {
    /// Puts jobs in that are called by their caller and their number.
    private func fill(_ queue: BoundedQueue<String>, _ count: Int, of caller: Int64, length: Int) throws {
        for number in 1...count { try queue.append("\(caller)/\(number)", length: length, of: caller) }
    }

    private func all(_ queue: BoundedQueue<String>, atMost limit: Int = 1) -> [String] {
        queue.close()
        var jobs: [String] = []
        while let next = queue.next(atMost: limit) { jobs += next }
        return jobs
    }

    @Test("Where nobody has a share of their own, jobs are given out in their order, however long they are")
    func order() throws {
        let queue = try BoundedQueue<Int>(capacity: 100)
        for number in 0..<100 { try queue.append(number, length: 1 + number * 7 % 10) }
        #expect(throws: QueueUnavailable.queueIsFull) { try queue.append(100) }
        queue.close()
        #expect(queue.next(atMost: 60) == Array(0..<60))
        #expect(queue.next(atMost: 60) == Array(60..<100))
        #expect(queue.next(atMost: 60) == nil)
    }

    @Test("Whose jobs are short does not wait for the long ones of others, be they ever so many")
    func short() throws {
        let queue = try BoundedQueue<String>(capacity: 100)
        for caller in 1...3 as ClosedRange<Int64> { try fill(queue, 10, of: caller, length: 200) }
        #expect(queue.next(atMost: 1) == ["1/1"])
        try fill(queue, 5, of: 4, length: 10)
        #expect((1...5).map { _ in queue.next(atMost: 1) } == (1...5).map { ["4/\($0)"] })
        #expect(queue.next(atMost: 3) == ["2/1", "3/1", "1/2"])
    }

    @Test("Callers of long jobs and of short ones get the same share, so nobody waits for ever")
    func shares() throws {
        let queue = try BoundedQueue<String>(capacity: 1000)
        try fill(queue, 5, of: 1, length: 100)
        try fill(queue, 100, of: 2, length: 10)
        var lengths: [Character: Int] = [:]
        for job in all(queue).prefix(22) { lengths[job.first ?? "?", default: 0] += job.hasPrefix("1") ? 100 : 10 }
        #expect(lengths == ["1": 200, "2": 200])

        let stream = try BoundedQueue<String>(capacity: 1000)
        try stream.append("long", length: 10_000, of: 1)
        var others = 0
        // Ever new callers with short jobs.
        repeat {
            others += 1
            try stream.append("short", length: 1000, of: Int64(1 + others))
        } while stream.next(atMost: 1) != ["long"]
        #expect(others == 65)
    }

    @Test("Who has asked for much comes first again once nobody else waits, and is owed nothing for being quiet")
    func afterwards() throws {
        let queue = try BoundedQueue<String>(capacity: 100)
        try fill(queue, 3, of: 1, length: 1000)
        #expect(queue.next(atMost: 3)?.count == 3)
        try queue.append("new", length: 10, of: 2)
        try queue.append("again", length: 10, of: 1)
        #expect(queue.next(atMost: 2) == ["new", "again"])
    }

    @Test("Without waiting the job is given out whose turn it is, and no other in its place if that is too long")
    func take() throws {
        let queue = try BoundedQueue<String>(capacity: 100)
        try fill(queue, 1, of: 1, length: 40)
        try fill(queue, 1, of: 2, length: 300)
        try fill(queue, 1, of: 3, length: 301)
        #expect(queue.take(noLongerThan: 39) == nil)
        #expect(queue.take(noLongerThan: 40) == "1/1")
        #expect(queue.take(noLongerThan: 299) == nil)
        #expect(queue.take(atMost: 5) == ["2/1", "3/1"])
        #expect(queue.take(noLongerThan: .max) == nil)
        #expect(queue.take(atMost: 1) == [])
    }

    @Test("Of what may wait a caller has a share at most, and another's job still has room")
    func share() throws {
        let queue = try BoundedQueue<String>(capacity: 10, share: 5)
        try queue.append("1/1", weight: 4, of: 1)
        #expect(throws: QueueUnavailable.shareIsTaken) { try queue.append("1/2", weight: 2, of: 1) }
        try queue.append("1/3", weight: 1, of: 1)
        try queue.append("2/1", weight: 2, of: 2)
        #expect(throws: QueueUnavailable.queueIsFull) { try queue.append("0/1", weight: 4, of: 0) }
        #expect(queue.take(atMost: 1) == ["1/1"])
        try queue.append("1/4", weight: 4, of: 1)
        #expect(throws: QueueUnavailable.shareIsTaken) { try queue.append("1/5", weight: 1, of: 1) }
        #expect(queue.take(atMost: 10).sorted() == ["1/3", "1/4", "2/1"])
        try queue.append("0/2", weight: 10)
    }
}
