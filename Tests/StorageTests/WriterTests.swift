import Dispatch
import SQLite
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("The writer")
struct WriterTests {
    /// What the writer's thread keeps in these tests: a statement, and how many jobs it has seen.
    struct Jobs: ~Copyable {
        let insert: Statement
        var count = 0
    }

    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("notes.db")
        try Connection(path: path).execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;"
                + "CREATE TABLE write_counter (number INTEGER)")
    }

    func makeWriter(
        capacity: Int = 1024, patience: Int32 = 5000, onCommit: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> Writer<Jobs> {
        let path = path
        return try Writer(capacity: capacity) {
            let connection = try Connection(path: path, mode: .readWrite)
            try connection.execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
            connection.waitForLocks(milliseconds: patience)
            return connection
        } prepare: { connection in
            Jobs(insert: try connection.prepare("INSERT INTO note (text) VALUES (?1) RETURNING id"))
        } onCommit: {
            onCommit($0)
        }
    }

    /// Writes a note; its outcome is the note's id.
    static func note(
        _ text: String
    ) -> @Sendable (inout Jobs, borrowing Connection, Savepoint) throws(SQLiteError) -> Int64 {
        { (jobs, _, _) throws(SQLiteError) in
            jobs.count += 1
            var rows = jobs.insert.rows(.text(text))
            return try rows.step() ? rows.integer(0) : 0
        }
    }

    func notes() throws -> [String] {
        try Connection(path: path, mode: .readOnly).texts("SELECT text FROM note ORDER BY id")
    }

    @Test("What was acknowledged can be read by others, and survives")
    func acknowledged() throws {
        let path = path
        let seen = Mutex<[String]>([])
        let writer = try makeWriter()
        try writer.submit(Self.note("kept")) { result in
            let notes = try? Connection(path: path, mode: .readOnly).texts("SELECT text FROM note")
            seen.withLock { $0 = (notes ?? []) + ["\(result)"] }
        }
        writer.stop()
        #expect(seen.withLock { $0 } == ["kept", "success(1)"])
        #expect(try notes() == ["kept"])
    }

    @Test("Jobs that change nothing are told so, and nothing is written: what was read before still holds")
    func idle() throws {
        try Connection(path: path).execute("INSERT INTO write_counter VALUES (7)")
        let commits = Mutex<[Int]>([])
        let answers = Mutex<[String]>([])
        let writer = try makeWriter { jobs in commits.withLock { $0.append(jobs) } }
        let isAnswered = DispatchSemaphore(value: 0)
        try writer.submit { (_, connection, _) throws(SQLiteError) -> Int64 in
            try connection.prepare("DELETE FROM note").execute()
            return connection.changes()
        } completion: { result in
            answers.withLock { $0.append("\(result)") }
            isAnswered.signal()
        }
        isAnswered.wait()
        try writer.submit(Self.note("written")) { result in answers.withLock { $0.append("\(result)") } }
        writer.stop()
        #expect(answers.withLock { $0 } == ["success(0)", "success(1)"])
        #expect(commits.withLock { $0 } == [1])
        let counter = try Connection(path: path, mode: .readOnly).texts("SELECT number FROM write_counter")
        #expect(counter == ["8"])
    }

    @Test("A failed job leaves nothing of its own and takes nothing from its neighbours")
    func failed() throws {
        let answers = Mutex<[String]>([])
        let writer = try makeWriter()
        try writer.submit(Self.note("before")) { result in answers.withLock { $0.append("\(result)") } }
        try writer.submit { (jobs, connection, savepoint) throws(SQLiteError) -> Int64 in
            _ = try Self.note("failed")(&jobs, connection, savepoint)
            return try Self.note("before")(&jobs, connection, savepoint)
        } completion: { result in
            guard case .failure(let error) = result else { return }
            answers.withLock { $0.append("\(error.reason)") }
        }
        try writer.submit(Self.note("after")) { result in answers.withLock { $0.append("\(result)") } }
        writer.stop()
        #expect(
            answers.withLock { $0 } == ["success(1)", "notUnique(columns: \"note.text\")", "success(2)"])
        #expect(try notes() == ["before", "after"])
    }

    @Test("A job may take back what it has written, all of it or what it wrote inside a savepoint of its own")
    func takesBack() throws {
        let writer = try makeWriter()
        try writer.submit(Self.note("neighbour")) { _ in }
        try writer.submit { (jobs, connection, savepoint) throws(SQLiteError) -> Int64 in
            _ = try Self.note("all")(&jobs, connection, savepoint)
            try savepoint.takeBack()
            _ = try Self.note("kept")(&jobs, connection, savepoint)
            try savepoint.open()
            _ = try Self.note("inside")(&jobs, connection, savepoint)
            try savepoint.takeBack()
            try savepoint.keep()
            return try Self.note("after")(&jobs, connection, savepoint)
        } completion: { _ in
        }
        writer.stop()
        #expect(try notes() == ["neighbour", "kept", "after"])
    }

    @Test("Many threads' jobs are each answered once, and those of one thread in their order")
    func manyThreads() throws {
        let writer = try makeWriter(capacity: 10_000)
        let answers = Mutex<[String]>([])
        let threads = try (0..<8).map { thread in
            try Storage.Thread {
                for job in 0..<200 {
                    try? writer.submit(Self.note("\(thread)/\(job)")) { result in
                        if case .success = result { answers.withLock { $0.append("\(thread)/\(job)") } }
                    }
                }
            }
        }
        for thread in threads { thread.join() }
        writer.stop()
        let answered = answers.withLock { $0 }
        #expect(answered == (try notes()))
        for thread in 0..<8 {
            #expect(answered.filter { $0.hasPrefix("\(thread)/") } == (0..<200).map { "\(thread)/\($0)" })
        }
    }

    @Test("A full queue and a stopped writer take no jobs")
    func unavailable() throws {
        let writer = try makeWriter(capacity: 1)
        let started = DispatchSemaphore(value: 0)
        let gate = DispatchSemaphore(value: 0)
        try writer.submit { (_, _, _) throws(SQLiteError) in
            started.signal()
            gate.wait()
        } completion: { _ in
        }
        started.wait()
        try writer.submit(Self.note("waits")) { _ in }
        #expect(throws: QueueUnavailable.queueIsFull) { try writer.submit(Self.note("too many")) { _ in } }
        gate.signal()
        writer.stop()
        #expect(throws: QueueUnavailable.stopped) { try writer.submit(Self.note("late")) { _ in } }
        #expect(try notes() == ["waits"])
    }

    @Test("Jobs that cannot get the lock in time fail as busy, and the writer goes on")
    func busy() throws {
        let writer = try makeWriter(patience: 0)
        let answers = Mutex<[String]>([])
        let answered = DispatchSemaphore(value: 0)
        let other = try Connection(path: path, mode: .readWrite)
        try other.execute("BEGIN IMMEDIATE")
        try writer.submit(Self.note("blocked")) { result in
            if case .failure(let error) = result { answers.withLock { $0.append("\(error.reason)") } }
            answered.signal()
        }
        answered.wait()
        try other.execute("ROLLBACK")
        try writer.submit(Self.note("free")) { result in answers.withLock { $0.append("\(result)") } }
        writer.stop()
        #expect(answers.withLock { $0 } == ["busy", "success(1)"])
        #expect(try notes() == ["free"])
    }

    @Test("A commit that fails fails every job of its batch")
    func failedCommit() throws {
        try Connection(path: path).execute(
            """
            CREATE TABLE tag (note_id INTEGER NOT NULL REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED) STRICT
            """)
        let writer = try makeWriter()
        let answers = Mutex<[String]>([])
        let started = DispatchSemaphore(value: 0)
        let gate = DispatchSemaphore(value: 0)
        try writer.submit { (_, _, _) throws(SQLiteError) in
            started.signal()
            gate.wait()
        } completion: { _ in
        }
        started.wait()
        // These two wait together, so that they share a batch.
        try writer.submit(Self.note("innocent")) { result in
            if case .failure(let error) = result { answers.withLock { $0.append(error.message) } }
        }
        try writer.submit { (_, connection, _) throws(SQLiteError) in
            try connection.execute("INSERT INTO tag VALUES (77)")
        } completion: { result in
            if case .failure(let error) = result { answers.withLock { $0.append(error.message) } }
        }
        gate.signal()
        writer.stop()
        #expect(answers.withLock { $0 } == ["FOREIGN KEY constraint failed", "FOREIGN KEY constraint failed"])
        #expect(try notes() == [])
    }

    @Test("Each transaction on the disk is told of once, after those who waited for it, and none that failed")
    func commits() throws {
        let told = Mutex<[String]>([])
        let writer = try makeWriter(patience: 0) { jobs in told.withLock { $0.append("commit of \(jobs)") } }
        let answered = DispatchSemaphore(value: 0)
        let other = try Connection(path: path, mode: .readWrite)
        try other.execute("BEGIN IMMEDIATE")
        try writer.submit(Self.note("blocked")) { _ in answered.signal() }
        answered.wait()
        try other.execute("ROLLBACK")
        try writer.submit { (_, _, _) throws(SQLiteError) in
        } completion: { _ in
            told.withLock { $0.append("nothing") }
            answered.signal()
        }
        answered.wait()
        let gate = DispatchSemaphore(value: 0)
        try writer.submit { (_, _, _) throws(SQLiteError) in
            answered.signal()
            gate.wait()
        } completion: { _ in
            told.withLock { $0.append("gate") }
        }
        answered.wait()
        // These two wait when the gate opens, so that they share its batch.
        for note in ["one", "two"] {
            try writer.submit(Self.note(note)) { _ in told.withLock { $0.append(note) } }
        }
        gate.signal()
        writer.stop()
        #expect(told.withLock { $0 } == ["nothing", "gate", "one", "two", "commit of 3"])
    }

    @Test(
        "Whoever writes much keeps others waiting for one such job at most, and no other job waits with it for the disk"
    )
    func turns() throws {
        let told = Mutex<[String]>([])
        let writer = try makeWriter { jobs in told.withLock { $0.append("commit of \(jobs)") } }
        let (started, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        try writer.submit { (_, _, _) throws(SQLiteError) in
            started.signal()
            gate.wait()
        } completion: { _ in
        }
        started.wait()
        for number in 1...2 {
            try writer.submit(length: 240_000, of: 1, Self.note("much \(number)")) { _ in
                told.withLock { $0.append("much \(number)") }
            }
        }
        for (caller, note) in [(2, "little"), (2, "more"), (3, "other")] as [(Int64, String)] {
            try writer.submit(of: caller, Self.note(note)) { _ in told.withLock { $0.append(note) } }
        }
        gate.signal()
        writer.stop()
        #expect(
            told.withLock { $0 } == [
                "little", "other", "more", "commit of 4", "much 1", "commit of 1", "much 2", "commit of 1",
            ])
    }

    @Test("After a job that reads much no other waits with those before it for the disk")
    func reading() throws {
        let told = Mutex<[String]>([])
        let writer = try makeWriter { jobs in told.withLock { $0.append("commit of \(jobs)") } }
        let (started, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        try writer.submit { (_, connection, _) throws(SQLiteError) in
            connection.allowWork(steps: .max)
            started.signal()
            gate.wait()
        } completion: { _ in
        }
        started.wait()
        for number in 1...2 {
            try writer.submit { (jobs, connection, _) throws(SQLiteError) in
                try connection.execute(
                    """
                    INSERT INTO note (text) SELECT 'read \(number)' WHERE 300000 = (
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
                        SELECT max(i) FROM n)
                    """)
            } completion: { result in
                if case .success = result { told.withLock { $0.append("read \(number)") } }
            }
        }
        gate.signal()
        writer.stop()
        #expect(told.withLock { $0 } == ["read 1", "commit of 2", "read 2", "commit of 1"])
    }

    @Test("Half of what may wait is one caller's at most, and what is long counts more")
    func share() throws {
        let writer = try makeWriter(capacity: 8)
        let (started, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        try writer.submit { (_, _, _) throws(SQLiteError) in
            started.signal()
            gate.wait()
        } completion: { _ in
        }
        started.wait()
        func submit(_ note: String, length: Int, of caller: Int64) throws {
            try writer.submit(length: length, of: caller, Self.note(note)) { _ in }
        }
        try submit("long", length: 40_000, of: 1)
        try submit("short", length: 1000, of: 1)
        #expect(throws: QueueUnavailable.shareIsTaken) { try submit("more", length: 1000, of: 1) }
        try submit("another's", length: 1000, of: 2)
        gate.signal()
        writer.stop()
        #expect(try notes().sorted() == ["another's", "long", "short"])
    }

    @Test("When a writer that ends finds another program at work, all that wait are refused with the first")
    func ending() throws {
        let writer = try makeWriter(patience: 0)
        let other = try Connection(path: path, mode: .readWrite)
        let (started, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        try writer.submit { (_, _, _) throws(SQLiteError) in
        } completion: { _ in
            started.signal()
            gate.wait()
        }
        started.wait()
        try other.execute("BEGIN IMMEDIATE")
        let failures = Mutex(0)
        let (failed, unlocked) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        for number in 1...100 {
            try writer.submit(length: 100_000, of: Int64(number), Self.note("\(number)")) { result in
                guard case .failure(let error) = result, error.reason == .busy else { return }
                failures.withLock { $0 += 1 }
                if number == 1 {
                    failed.signal()
                    unlocked.wait()
                }
            }
        }
        let stopping = try Thread { writer.stop() }
        var isStopping = false
        while !isStopping {
            do { try writer.submit(Self.note("late")) { _ in } } catch { isStopping = error == .stopped }
        }
        gate.signal()
        failed.wait()
        try other.execute("ROLLBACK")
        unlocked.signal()
        stopping.join()
        #expect(failures.withLock { $0 } == 100)
        #expect(try notes() == [])
    }

    @Test("A writer that cannot open its file does not start")
    func cannotOpen() throws {
        let missing = directory.file("none/notes.db")
        #expect(throws: SQLiteError.self) {
            _ = try Writer {
                try Connection(path: missing, mode: .readWrite)
            } prepare: { _ in
                0
            }
        }
    }
}
