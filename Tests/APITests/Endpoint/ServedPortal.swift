import CAssets
import Dispatch
import Glibc
import Portal
import SQLite
import Storage
import Synchronization
import TestSupport
import Testing

@testable import API

/// The sample portal behind an endpoint and its writer, over a file: everything but HTTP.
final class ServedPortal {
    /// A token for each viewer of the sample, by actor; it belongs to the caller with the address 192.0.2.1.
    static func token(of viewer: Viewer) -> String { "token-\(viewer.actorID)" }

    let database: Database
    /// What was reported as ours to mend, without the request's id.
    let failures = Failures()
    private let directory: TemporaryDirectory
    let writer: MutationWriter
    let passwords: PasswordDesk
    var endpoint: Endpoint
    /// What is to be known of the requests of the last body.
    private(set) var summaries: [RequestSummary] = []
    /// Where requests come from, as far as limits tell callers apart.
    var network: UInt64 = 1
    /// Whether they come from this machine.
    var isLocal = false
    /// Whether nobody waits for answers any more, as the clients are asked.
    var isGone: @Sendable () -> Bool = { false }
    let lane: SlowLane?
    /// Makes another endpoint like the first.
    let makeLoop: @Sendable () throws -> Endpoint
    let clock = Clock()
    private let commits = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - changes: SQL that makes the sample what the test needs.
    ///   - capacity: The number of requests that may wait for the writer.
    ///   - documents: Those that requests may name.
    ///   - batchLimit: The most requests that one body may carry.
    ///   - rates: What callers may ask for in a minute.
    ///   - hasLane: Whether there are threads for what takes long.
    ///   - passwordCapacity: The number of passwords that may wait to be hashed.
    init(
        _ changes: String = "", capacity: Int = 1024, documents: PersistedDocuments = PersistedDocuments(),
        batchLimit: Int = 1, rates: RateLimits? = nil, hasLane: Bool = false,
        passwordCapacity: Int = PasswordDesk.capacity
    ) throws {
        directory = try TemporaryDirectory()
        database = try ServedDatabase(path: directory.file("portico.db")).database
        let connection = try database.connectForWriting()
        try connection.execute(TestPortal.sample + changes)
        for actor in [2, 4, 5, 6, 10, 13] as [Int64] {
            try connection.prepare(
                "INSERT INTO access_token (hash, actor_id, prefix, created_at) VALUES (?1, ?2, '', ?3)"
            ).execute(
                .blob(SHA256.digest(Array("token-\(actor)".utf8).span)), .integer(actor),
                .integer(TestPortal.now.milliseconds))
        }
        let failures = failures
        let report: FailureReport = { _, failure in failures.add(failure) }
        let text = UnsafeRawBufferPointer(start: asset_schema.bytes, count: asset_schema.count)
        let (clock, commits) = (clock, commits)
        writer = try MutationWriter(database, capacity: capacity, report: report) { _ in commits.signal() }
        let environment = Environment(
            now: { clock.now }, nanoseconds: { clock.nanoseconds() },
            randomBytes: Environment.fixed(at: TestPortal.now, seed: 1).randomBytes, room: { _ in .max })
        passwords = try PasswordDesk(database, writer: writer, environment, capacity: passwordCapacity)
        let (database, writer, passwords) = (database, writer, passwords)
        let portal = try BoundSchema(sdl: Array(text))
        let makeEndpoint: @Sendable (RateLimits?, SlowLane?) throws -> Endpoint = { rates, lane in
            try Endpoint(
                portal, database, writer: writer, passwords: passwords, environment, documents: documents,
                batchLimit: batchLimit, rates: rates, lane: lane, report: report)
        }
        let lane = hasLane ? try SlowLane { try makeEndpoint(nil, nil) } : nil
        self.lane = lane
        makeLoop = { try makeEndpoint(rates, lane) }
        endpoint = try makeLoop()
    }

    deinit {
        lane?.stop()
        passwords.stop()
        writer.stop()
    }

    /// A clock that stands still between `pass`es.
    final class Clock: Sendable {
        private let time = Mutex(TestPortal.now)
        private let elapsed = Mutex<Int64>(0)

        var now: Timestamp { time.withLock { $0 } }

        /// A microsecond passes between two looks.
        func nanoseconds() -> Int64 {
            elapsed.withLock { elapsed in
                elapsed += 1000
                return elapsed
            }
        }

        func pass(_ milliseconds: Int64) {
            time.withLock { $0 = $0.adding(milliseconds) }
            elapsed.withLock { $0 += milliseconds * 1_000_000 }
        }

        /// Somebody sets the time of day, while the clock that never goes back goes on.
        func setBack(_ milliseconds: Int64) { time.withLock { $0 = $0.adding(-milliseconds) } }
    }

    func pass(milliseconds: Int64) { clock.pass(milliseconds) }

    /// Waits until the writer has told of one more commit.
    func awaitCommit() { awaitSignal(of: commits) }

    /// Waits, but not for ever, until something holds after one of the writer's commits, or before.
    func awaitCommits(until holds: (ServedPortal) throws -> Bool) {
        do {
            while try !holds(self) {
                guard commits.wait(timeout: .now() + 120) == .success else {
                    Issue.record("No commit has made it hold")
                    return
                }
            }
        } catch { Issue.record(error) }
    }

    /// Waits, but not for ever.
    private func awaitSignal(of semaphore: DispatchSemaphore) {
        if semaphore.wait(timeout: .now() + 120) == .timedOut { Issue.record("Nothing came from the other thread") }
    }

    /// What was reported, from whichever thread.
    final class Failures: Sendable {
        private let texts = Mutex<[String]>([])

        var all: [String] { texts.withLock { $0 } }

        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    /// Asks, and waits for the answer however long it takes; the answer is without its `extensions`.
    func ask(_ query: String, as viewer: Viewer) -> (outcome: Endpoint.Outcome, answer: String) {
        send(#"{"query":"\#(query.replacing("\"", with: "\\\"").replacing("\n", with: " "))"}"#, as: viewer)
    }

    /// Sends a body as it is; the answer is without its `extensions`.
    func send(_ body: String, as viewer: Viewer) -> (outcome: Endpoint.Outcome, answer: String) {
        let (outcome, response) = respond(to: body, as: viewer)
        return (outcome, TestPortal.withoutExtensions(response))
    }

    /// The whole response to a body.
    func respond(to body: String, as viewer: Viewer) -> (outcome: Endpoint.Outcome, response: String) {
        respond(to: body, token: viewer.role == .anonymous ? nil : Self.token(of: viewer))
    }

    /// The whole response to a body of whoever has the token.
    ///
    /// - Parameter cookie: That of the page that asks; nil where none can be set.
    func respond(
        to body: String, token: String?, cookie: SessionCookie? = nil
    ) -> (outcome: Endpoint.Outcome, response: String) {
        let later = Mutex<(Endpoint.Outcome, [RequestSummary], [UInt8])?>(nil)
        let isAnswered = DispatchSemaphore(value: 0)
        let authorization = Array("Bearer \(token ?? "")".utf8)
        let outcome = Array(body.utf8).withUnsafeBytes { body in
            authorization.withUnsafeBytes { authorization in
                endpoint.answer(
                    body, authorization: token == nil ? nil : authorization, cookie: cookie,
                    from: Peer(network: network, isLocal: isLocal, text: "192.0.2.1"), unless: isGone
                ) { outcome, summaries, response in
                    later.withLock { $0 = (outcome, summaries, response) }
                    isAnswered.signal()
                }
            }
        }
        summaries = [endpoint.summary]
        guard case .deferred = outcome else { return (outcome, String(decoding: endpoint.response, as: UTF8.self)) }
        awaitSignal(of: isAnswered)
        guard let (outcome, summaries, response) = later.withLock({ $0 }) else { return (.deferred, "") }
        self.summaries = summaries
        return (outcome, String(decoding: response, as: UTF8.self))
    }

    /// Changes the file as a command beside the server would.
    func change(_ sql: String) throws { try database.connectForWriting().execute(sql) }

    /// How many rows there are, such as of `comment WHERE record_id = 1`.
    func count(_ rows: String) throws -> Int64 {
        let connection = try database.connectForReading()
        var counted = try connection.prepare("SELECT count(*) FROM \(rows)").rows()
        return try counted.step() ? counted.integer(0) : 0
    }

    /// The audit trail so far, each entry as its `columns` that are not null; nothing is taken in after it.
    func auditTrail(_ columns: String...) throws -> [String] {
        writer.stop()
        let connection = try database.connectForReading()
        var rows = try connection.prepare(
            "SELECT \(columns.joined(separator: ", ")) FROM audit_entry ORDER BY sequence"
        ).rows()
        var entries: [String] = []
        while try rows.step() {
            let present = columns.indices.map(Int32.init).filter { !rows.isNull($0) }
            entries.append(present.map { rows.text($0) }.joined(separator: "|"))
        }
        return entries
    }
}
