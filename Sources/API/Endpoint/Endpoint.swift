import Execution
import GraphQL
package import Portal
import SQLite
package import Storage

/// Answers GraphQL requests: one per event loop, with its own connection, plans and buffers.
///
/// `answer` is the whole pipeline; the rest of the room is what its steps are made of.
package struct Endpoint: ~Copyable {
    /// How a request ended, as far as the transport has to know; the response is in `response`.
    package enum Outcome: Sendable {
        /// The operation ran.
        case executed
        /// The operation ran, and the answer has errors beside its data.
        case executedWithErrors
        /// The operation did not run: the document, the variables or the caller's rights were wrong.
        case refused
        /// The operation did not run: the document is not GraphQL.
        case unparsed
        /// The request is JSON, but no GraphQL request.
        case malformed
        /// The request is no JSON.
        case unreadable
        /// The operation did not run: it is a mutation, which the method must not ask for.
        case notAllowed
        /// The operation did not run: it is a subscription, which `subscribe` takes.
        case needsStream
        /// The token is wrong, expired or revoked.
        case unauthenticated
        /// The operation did not run: too much is waiting. The same request may succeed a little later.
        case overloaded
        /// Nothing was changed, or told, as the disk has no room for it. The same request may succeed when there is some.
        case insufficientStorage
        /// There is no answer, by a mistake of ours.
        case failed
        /// The answer will come through `later`.
        case deferred

        /// Whether the operation ran.
        package var isExecuted: Bool { self == .executed || self == .executedWithErrors }
    }

    /// Told how a deferred request ended and what to answer.
    package typealias Later = @Sendable (_ outcome: Outcome, _ response: [UInt8]) -> Void

    private let portal: BoundSchema
    private let documents: PersistedDocuments
    private let batchLimit: Int
    /// What the requests of the present body may still use up.
    var allowance = Allowance(requests: 1)
    let writer: MutationWriter
    let environment: Environment
    let report: FailureReport
    let connection: Connection
    var signIn: SignIn
    private var plans: PlanCache
    private let statements = StatementPool()
    var executor = Executor()
    var requestIDs: RequestIDs
    let snapshot: Snapshot
    var events: EventLog
    let openStreams = OpenStreams()

    /// - Parameters:
    ///   - database: The file that this loop reads.
    ///   - documents: Those that requests may name, shared by all loops.
    ///   - batchLimit: The most requests that one body may carry; with 1 it may not be a list.
    package init(
        _ portal: BoundSchema, _ database: Database, writer: MutationWriter, _ environment: Environment,
        documents: PersistedDocuments = PersistedDocuments(), batchLimit: Int = 1,
        report: @escaping FailureReport = { _, _ in }
    ) throws {
        let connection = try database.connectForReading()
        let signIn = try SignIn(connection)
        let snapshot = try Snapshot(connection)
        let events = try EventLog(connection)
        self.signIn = signIn
        self.snapshot = snapshot
        self.events = events
        var seed = SplitMix64(seed: environment.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) })
        plans = PlanCache(seed: seed.next())
        requestIDs = RequestIDs(seed: seed.next())
        self.portal = portal
        self.documents = documents
        self.batchLimit = batchLimit
        self.writer = writer
        self.environment = environment
        self.report = report
        self.connection = connection
    }

    /// The response of the last request that was not deferred; valid until the next request.
    package var response: UnsafeRawBufferPointer { executor.output.bytes }

    /// Whether the database can be read, and has the layout that this program knows.
    package var isReady: Bool {
        connection.allowWork(steps: Limits.databaseSteps)
        return (try? Migrations.migrator.version(of: connection)) == Migrations.all.count
    }

    /// Answers one request, or several.
    ///
    /// - Parameters:
    ///   - body: The JSON of a GraphQL request, or of a list of them, which is answered with a list.
    ///   - authorization: The value of the header of that name.
    ///   - isSafe: Whether nothing may be changed: the method was GET.
    ///   - peer: The caller's network address, for the audit trail; asked for only when there is something to enter.
    ///   - later: Called with a deferred response, from another thread, once the mutation, or the audit entry of what was
    ///     read, is on the disk.
    package mutating func answer(
        _ body: UnsafeRawBufferPointer, authorization: UnsafeRawBufferPointer?, isSafe: Bool = false,
        peer: @autoclosure () -> String? = nil, later: @escaping Later
    ) -> Outcome {
        allowance = Allowance(requests: 1)
        guard Batch.isOne(body) else { return answerOne(body, authorization, isSafe: isSafe, peer, later) }
        let places: [Range<Int>]
        do throws(MalformedRequest) { places = try Batch.places(in: body, limit: batchLimit) } catch {
            return refuse(error)
        }
        allowance = Allowance(requests: places.count)
        let answers = BatchAnswer(requests: places.count, later)
        for (index, place) in places.enumerated() {
            let request = UnsafeRawBufferPointer(rebasing: body[place])
            let outcome = answerOne(request, authorization, isSafe: isSafe, peer) { answers.set(index, $0, $1) }
            allowance.responseBytes -= response.count
            if outcome != .deferred { answers.set(index, outcome, Array(response)) }
        }
        return .deferred
    }

    /// Answers a request, within what is left of `allowance`.
    private mutating func answerOne(
        _ body: UnsafeRawBufferPointer, _ authorization: UnsafeRawBufferPointer?, isSafe: Bool, _ peer: () -> String?,
        _ later: @escaping Later
    ) -> Outcome {
        executor.output.empty()
        let id = requestIDs.next()
        guard allowance.responseBytes > 0 else { return refuse(.refused, .tooCostly, id) }
        let now = environment.now()
        do {
            connection.allowWork(steps: allowance.databaseSteps)
            try snapshot.begin()
            defer { snapshot.end() }
            let asked = try understand(body, authorization: authorization, isSafe: isSafe, at: now)
            let plan = asked.prepared.plan
            switch plan.operation {
            case .query: break
            case .mutation:
                try plan.checkLists(asked.variables)
                try writer.submit(
                    MutationRequest(
                        plan: plan, variables: asked.variables, cost: asked.cost, onError: asked.onError,
                        caller: asked.caller, context: WriteContext(now: now, requestID: id.text, peer: peer())), later)
                return .deferred
            case .subscription: throw RefusedRequest(.needsStream, .needsStream)
            }
            execute(asked, now, id)
            let personalData = plan.personalData(auditedFor: asked.caller.viewer)
            if personalData.isEmpty { return executor.outcome }
            try writer.enter(
                AuditEntry(plan.operationName, about: nil, .done, reading: personalData), by: asked.caller.viewer,
                WriteContext(now: now, requestID: id.text, peer: peer()), answering: Array(executor.output.bytes),
                executor.outcome, later)
            return .deferred
        } catch { return refuse(error, id) }
    }

    /// What the request asks for, by whom, and what it may cost: everything that comes before its operation.
    ///
    /// - Throws: Whatever `refuse` has an answer for.
    mutating func understand(
        _ body: UnsafeRawBufferPointer, authorization: UnsafeRawBufferPointer?, isSafe: Bool, at now: Timestamp
    ) throws -> AskedOperation {
        guard let caller = try signIn.caller(authorization: authorization, changes: writer.changes, at: now) else {
            throw RefusedRequest(.unauthenticated, SignIn.refusal(of: authorization))
        }
        let request = try GraphQLRequest(body)
        let share = portal.share(of: caller.viewer.role)
        let prepared = try documents.withDocument(of: request) { query in
            try prepare(query, request.operationName, share, isSafe: isSafe)
        }
        let variables = try prepared.plan.coerce(request.variables, share.access, share.view)
        let cost = try prepared.plan.estimateCost(variables, limit: allowance.cost)
        allowance.cost -= cost
        return AskedOperation(
            caller: caller, prepared: prepared, variables: variables, cost: cost, onError: request.onError)
    }

    /// The plan of the request's operation: from the cache, or parsed, validated and compiled.
    ///
    /// - Parameters:
    ///   - query: The document, between the quotation marks of a JSON string.
    ///   - isSafe: Whether a mutation is refused, whoever asks for it.
    private mutating func prepare(
        _ query: UnsafeRawBufferPointer, _ operationName: String?, _ share: BoundSchema.Share, isSafe: Bool
    ) throws -> PreparedPlan {
        if let plan = plans.plan(for: query, operationName: operationName, role: share.role.index) {
            if isSafe, plan.plan.operation == .mutation { throw RefusedRequest(.notAllowed, .mutationByGET) }
            return plan
        }
        let document = try Document.parse(GraphQLRequest.source(of: query))
        let valid = try validate(document, against: portal.schema, view: share.view)
        let operation = try document.operation(named: operationName)
        if isSafe, operation.kind == .mutation { throw RefusedRequest(.notAllowed, .mutationByGET) }
        var compiler = PlanCompiler(
            valid, operation, portal.schema, sources: share.sources, access: share.access, view: share.view)
        let prepared = PreparedPlan(try compiler.compile(), statements)
        plans.insert(prepared, for: query, operationName: operationName, role: share.role.index)
        return prepared
    }

    private mutating func execute(_ asked: AskedOperation, _ now: Timestamp, _ id: RequestID) {
        let plan = asked.prepared.plan
        executor.output.raw("{\"data\":")
        executor.run(
            asked.prepared, asked.variables, asked.caller.viewer.context(at: now), on: connection,
            onError: asked.onError)
        executor.finish(plan, requestID: id.text, estimated: asked.cost)
        for failure in executor.errors.failures { report(id.text, failure) }
    }
}

/// An operation that its caller may ask for.
struct AskedOperation {
    let caller: Caller
    let prepared: PreparedPlan
    let variables: VariableValues
    /// What it was estimated to cost, in nodes.
    let cost: Int64
    let onError: ErrorBehavior
}

extension Executor {
    /// How the operation that it ran ended.
    var outcome: Endpoint.Outcome { errors.isEmpty ? .executed : .executedWithErrors }
}

extension Viewer {
    /// The viewer as every statement may refer to it.
    func context(at now: Timestamp) -> RequestContext {
        RequestContext(actor: actorID, partner: partnerID, rights: rights.rawValue, now: now.milliseconds)
    }
}
