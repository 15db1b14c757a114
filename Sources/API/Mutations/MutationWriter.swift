import Execution
import Portal
import SQLite
package import Storage
import Synchronization

/// One request's mutations on their way to the thread that writes.
struct MutationRequest: Sendable {
    let plan: Plan
    let variables: VariableValues
    /// What it was estimated to cost, in nodes.
    let cost: Int64
    /// How long it takes, in bytes of text.
    let length: Int
    let onError: ErrorBehavior
    let caller: Caller
    /// That of the page that asks; nil where the answer can set none.
    var cookie: SessionCookie? = nil
    var context: WriteContext
    /// Those that came with it.
    var files = SentFiles()
    /// What was found out about those that came with it.
    var passwords = PasswordFindings()
    /// What is known of the request so far.
    var summary: RequestSummary
    /// Nanoseconds of a clock that never goes back.
    let clock: @Sendable () -> Int64

    func refused(_ outcome: Endpoint.Outcome, _ refusal: FieldRefusal) -> MutationResponse {
        MutationResponse(
            outcome: outcome, summary: summary.refused(refusal),
            bytes: MutationWriter.answer(refusal, context.requestID))
    }
}

/// What became of a request's mutations.
struct MutationResponse: Sendable {
    let outcome: Endpoint.Outcome
    let summary: RequestSummary
    let bytes: [UInt8]
    /// What is to be noted of the page's cookie once it is on the disk.
    var cookieChanges: [SessionCookie.Change] = []
}

/// The thread that carries out mutations, shared by all event loops.
///
/// The response is read in the transaction of the mutation itself, and handed over once it is on the disk.
package final class MutationWriter: Sendable {
    private let writer: Writer<MutationState>
    let report: FailureReport
    private let commits = Atomic<UInt64>(0)

    /// Milliseconds that requests wait for another program's lock: what it is and what waits behind it are answered before a
    /// server that ends cuts them.
    private static let patience: Int32 = 1_250

    /// Grows with every mutation that was carried out.
    package var changes: UInt64 { commits.load(ordering: .acquiring) }

    /// - Parameters:
    ///   - capacity: The number of requests that may wait; half of them for one caller.
    ///   - onCommit: Called on the writer's thread after each commit, when those who waited for it have been answered:
    ///     streams may have something to tell. It is given the number of jobs that shared the transaction.
    package init(
        _ database: Database, capacity: Int = 1024, report: @escaping FailureReport = { _, _ in },
        onCommit: @escaping @Sendable (_ jobs: Int) -> Void = { _ in }
    ) throws {
        self.report = report
        writer = try Writer(
            capacity: capacity,
            open: {
                let connection = try database.connectForWriting()
                connection.waitForLocks(milliseconds: Self.patience)
                return connection
            },
            prepare: { connection in try MutationState(connection, report) }, onCommit: onCommit)
    }

    package func stop() { writer.stop() }

    /// Requests that wait to be written.
    package var waiting: Int { writer.waiting }

    /// - Parameter later: Called with the response, on the writer's thread.
    func submit(_ request: MutationRequest, _ later: @escaping Endpoint.Later) throws(QueueUnavailable) {
        let caller = request.caller.viewer.actorID
        try writer.submit(length: request.length, of: caller) { (state, connection, savepoint) throws(SQLiteError) in
            try state.respond(to: request, on: connection, within: savepoint)
        } completion: { [self] result in
            commits.wrappingAdd(1, ordering: .releasing)
            switch result {
            case .success(let response):
                for change in response.cookieChanges { request.cookie?.note(change) }
                later(response.outcome, [response.summary], response.bytes)
            case .failure(let failure): fail(failure, "\(failure)", request.context, request.summary, later)
            }
        }
    }

    /// Enters in the audit trail what was read; the response leaves once the entry is on the disk, and not without.
    ///
    /// - Parameter later: Called with `outcome` and the response, on the writer's thread.
    func enter(
        _ entry: AuditEntry, by viewer: Viewer, _ context: WriteContext, answering response: [UInt8],
        _ outcome: Endpoint.Outcome, _ summary: RequestSummary, _ later: @escaping Endpoint.Later
    ) throws(QueueUnavailable) {
        try writer.submit(of: viewer.actorID) { (_, connection, _) throws(SQLiteError) in
            try AuditTrail.append(entry, by: viewer, context, in: connection)
        } completion: { [self] result in
            switch result {
            case .success: later(outcome, [summary], response)
            case .failure(let failure):
                let withheld = entry.personalData.joined(separator: ", ")
                fail(
                    failure,
                    "\(failure), so that actor \(viewer.actorID) was not given \(withheld) by \(entry.operation)",
                    context, summary, later)
            }
        }
    }

    /// Has the database speak of a file that is on the disk.
    ///
    /// - Parameter later: Called on the writer's thread; with false when another file of that attachment was faster.
    func keep(
        _ file: StoredFile, of upload: AnnouncedUpload, _ context: WriteContext,
        _ later: @escaping @Sendable (Result<Bool, SQLiteError>) -> Void
    ) throws(QueueUnavailable) {
        try writer.submit(of: upload.viewer.actorID) { (_, connection, _) throws(SQLiteError) in
            try UploadStore.keep(file, of: upload, context, in: connection)
        } completion: { [self] result in
            if case .failure(let failure) = result { report(context.requestID, "\(failure)") }
            later(result)
        }
    }

    /// Finds out which files the database does not speak of.
    ///
    /// - Parameter later: Called on the writer's thread with the names of those.
    func findUnused(_ names: [String], _ later: @escaping FileKeeper.Remove) throws(QueueUnavailable) {
        try writer.submit { (_, connection, _) throws(SQLiteError) in
            try UploadStore.unused(names, in: connection)
        } completion: { result in
            if case .success(let unused) = result { later(unused) }
        }
    }

    /// Forgets the files that nobody has come back for.
    ///
    /// - Parameter later: Called on the writer's thread with the names of those that may be removed now.
    func forgetUnfinishedUploads(at now: Timestamp, _ later: @escaping FileKeeper.Remove) throws(QueueUnavailable) {
        try writer.submit { (_, connection, _) throws(SQLiteError) in
            try UploadStore.forgetUnfinished(at: now, in: connection)
        } completion: { [self] result in
            switch result {
            case .success(let names): later(names)
            case .failure(let failure): report("", "unfinished uploads were not forgotten: \(failure)")
            }
        }
    }

    /// Notes that a token is in use; nobody waits for it, and what fails is tried again when it is used again.
    func noteUse(of token: [UInt8], at now: Timestamp) {
        try? writer.submit { (_, connection, _) throws(SQLiteError) in
            try SessionStore.noteUse(of: token, at: now, in: connection)
        } completion: { _ in
        }
    }

    func fail(
        _ failure: SQLiteError, _ description: String, _ context: WriteContext, _ summary: RequestSummary,
        _ later: Endpoint.Later
    ) {
        report(context.requestID, description)
        let (outcome, refusal): (Endpoint.Outcome, FieldRefusal) =
            switch failure.reason {
            case .full: (.insufficientStorage, .insufficientStorage)
            case .busy: (.overloaded, .locked)
            default: (.failed, .failure(context.requestID))
            }
        later(outcome, [summary.refused(refusal)], Self.answer(refusal, context.requestID))
    }

    fileprivate static func answer(_ refusal: FieldRefusal, _ requestID: String) -> [UInt8] {
        var output = JSONOutput(capacity: 256)
        output.requestError(refusal, requestID: requestID)
        return Array(output.bytes)
    }
}

/// What the writer's thread keeps between jobs.
struct MutationState: ~Copyable {
    private var executor = Executor()
    private var plans: [ObjectIdentifier: PreparedPlan] = [:]
    /// Of all `plans` together.
    private var weight = 0
    private let statements = StatementPool()
    private let accounts: ViewerStore
    private let report: FailureReport

    /// Prepared plans that are kept; past it, or past what a loop's cache may weigh, all are forgotten.
    private static let capacity = 256

    init(_ connection: borrowing Connection, _ report: @escaping FailureReport) throws {
        self.report = report
        accounts = try ViewerStore(connection)
    }

    /// Carries out a request for the caller as they are now: since it was put in the queue their account may have been
    /// closed, or their rights taken away.
    mutating func respond(
        to request: MutationRequest, on connection: borrowing Connection, within savepoint: Savepoint
    ) throws(SQLiteError) -> MutationResponse {
        let context = request.context
        guard let viewer = try viewer(of: request.caller, at: context.now) else {
            return request.refused(.unauthenticated, .invalidToken)
        }
        // The plan was compiled for the role they had.
        guard viewer.role == request.caller.viewer.role else {
            return request.refused(.refused, .roleChanged)
        }
        let prepared = prepared(request.plan)
        var summary = request.summary
        let start = request.clock()
        executor.output.empty()
        executor.output.raw("{\"data\":")
        var performer = Performer(request: request, viewer: viewer, savepoint: savepoint)
        // Bounds the reading of the answer.
        connection.allowWork(steps: Limits.databaseStepsOfWriter)
        executor.run(
            prepared, request.variables, viewer.context(at: context.now), on: connection, onError: request.onError
        ) { (name, arguments, connection) in
            try connection.uninterrupted { try performer.perform(name, arguments, on: $0) }
        }
        connection.allowWork(steps: .max)
        summary.executed(executor.reading, for: request.clock() - start)
        summary.cost = executor.finish(request.plan, requestID: context.requestID, estimated: request.cost)
        summary.codes = executor.errors.codes
        for failure in executor.errors.failures { report(context.requestID, failure) }
        return MutationResponse(
            outcome: executor.outcome, summary: summary, bytes: Array(executor.output.bytes),
            cookieChanges: performer.cookieChanges)
    }

    private mutating func prepared(_ plan: Plan) -> PreparedPlan {
        if let prepared = plans[plan.identity] { return prepared }
        let prepared = PreparedPlan(plan, statements)
        let own = plan.weight
        if own > PlanCache.maximumPlanBytes || plan.isSecret { return prepared }
        if plans.count >= Self.capacity || weight + own > PlanCache.maximumBytes {
            plans.removeAll(keepingCapacity: true)
            weight = 0
        }
        plans[plan.identity] = prepared
        weight += own
        return prepared
    }

    private func viewer(of caller: Caller, at now: Timestamp) throws(SQLiteError) -> Viewer? {
        guard let token = caller.token else { return caller.viewer }
        return try accounts.viewer(ofToken: token, at: now)
    }
}

extension FieldRefusal {
    static let roleChanged = FieldRefusal(
        code: "FORBIDDEN", message: "Your role was changed in the meantime: ask again.")
}
