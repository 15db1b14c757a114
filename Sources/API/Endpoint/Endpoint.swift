import Execution
import GraphQL
package import Portal
import SQLite
package import Storage

/// Answers GraphQL requests: one per event loop, with its own connection, plans and buffers.
///
/// `answer` is the whole pipeline; the rest of the room is what its steps are made of.
package struct Endpoint: ~Copyable {
    private let portal: BoundSchema
    private let documents: PersistedDocuments
    let entityTags: EntityTags
    let writeCounter: WriteCounter
    /// The tag of the last response; nil if it has none.
    package internal(set) var entityTag: String?
    private let batchLimit: Int
    let rates: RateLimits?
    /// What the present request is charged to; nil where nobody counts.
    var account: RateAccount?
    /// What the requests of the present body may still use up.
    var allowance = Allowance(requests: 1)
    let writer: MutationWriter
    private let passwords: PasswordDesk
    let environment: Environment
    let report: FailureReport
    let connection: Connection
    var signIn: SignIn
    private var plans: PlanCache
    private let statements = StatementPool()
    var executor = Executor()
    private var requestIDs: RequestIDs
    let lane: SlowLane?
    /// The request that is being answered, if a loop has left it to this thread.
    var slow: SlowRequest?
    /// What is known so far of the request that is being answered.
    package internal(set) var summary: RequestSummary
    private var isDeferred = false
    let snapshot: Snapshot
    var events: EventLog
    let openStreams = OpenStreams()

    /// - Parameters:
    ///   - database: The file that this loop reads.
    ///   - passwords: Who compares the passwords of mutations before they are written, for all loops.
    ///   - documents: Those that requests may name, shared by all loops.
    ///   - entityTags: What names answers, shared by all loops; without it this one has its own.
    ///   - batchLimit: The most requests that one body may carry; with 1 it may not be a list.
    ///   - rates: What callers may ask for in a minute, shared by all loops; nil if that is not limited.
    ///   - lane: Who has time for what takes long, shared by all loops; nil if that is done here.
    package init(
        _ portal: BoundSchema, _ database: Database, writer: MutationWriter, passwords: PasswordDesk,
        _ environment: Environment, documents: PersistedDocuments = PersistedDocuments(), entityTags: EntityTags? = nil,
        batchLimit: Int = 1, rates: RateLimits? = nil, lane: SlowLane? = nil,
        report: @escaping FailureReport = { _, _ in }
    ) throws {
        let connection = try database.connectForReading()
        let signIn = try SignIn(connection)
        let snapshot = try Snapshot(connection)
        let writeCounter = try WriteCounter(connection)
        let events = try EventLog(connection)
        self.signIn = signIn
        self.snapshot = snapshot
        self.events = events
        var seed = SplitMix64(seed: environment.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) })
        plans = PlanCache(seed: seed.next())
        var requestIDs = RequestIDs(seed: seed.next())
        summary = RequestSummary(requestIDs.next())
        self.requestIDs = requestIDs
        self.portal = portal
        self.documents = documents
        self.entityTags = entityTags ?? EntityTags(environment)
        self.writeCounter = writeCounter
        self.batchLimit = batchLimit
        self.rates = rates
        self.lane = lane
        self.writer = writer
        self.passwords = passwords
        self.environment = environment
        self.report = report
        self.connection = connection
    }

    /// The response of the last request that was not deferred; valid until the next request.
    package var response: UnsafeRawBufferPointer { executor.output.bytes }

    /// What is to be known of the last request; nil if it was deferred, and its answer brings that along.
    package var lastSummary: RequestSummary? { isDeferred ? nil : summary }

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
    ///   - kept: The answers that the client has, of which it is sent none again.
    ///   - cookie: That of the page that asks, whose change the answer tells; nil where it cannot.
    ///   - peer: Where it comes from.
    ///   - isGone: Whether nobody waits for the answer any more.
    ///   - later: Called with a deferred response, from another thread: of a mutation, or the audit entry of what was
    ///     read, once it is on the disk; of a query that takes long, once it has ended.
    package mutating func answer(
        _ body: UnsafeRawBufferPointer, authorization: UnsafeRawBufferPointer?, isSafe: Bool = false,
        unlessIn kept: KeptAnswers? = nil, cookie: SessionCookie? = nil, from peer: Peer = .unknown,
        unless isGone: @escaping @Sendable () -> Bool = { false }, later: @escaping Later
    ) -> Outcome {
        entityTag = nil
        let arrival = Arrival(
            body: body, authorization: authorization, isSafe: isSafe, kept: kept, cookie: cookie, peer: peer,
            isGone: isGone)
        if Batch.isOne(body) { return answerAll(arrival, later) }
        allowance = Allowance(requests: 1)
        return answerOne(arrival, later)
    }

    private mutating func answerAll(_ arrival: Arrival, _ later: @escaping Later) -> Outcome {
        let places: [Range<Int>]
        do throws(MalformedRequest) { places = try Batch.places(in: arrival.body, limit: batchLimit) } catch {
            // It is asked for as one request, and paid for.
            var whole = arrival
            whole.malformed = error
            allowance = Allowance(requests: 1)
            return answerOne(whole, later)
        }
        allowance = Allowance(requests: places.count)
        let answers = BatchAnswer(requests: places.count, later)
        for (index, place) in places.enumerated() {
            let outcome = answerOne(arrival.part(place)) { answers.set(index, $0, $1, $2) }
            allowance.responseBytes -= response.count
            if outcome != .deferred { answers.set(index, outcome, [summary], Array(response)) }
        }
        return deferred()
    }

    /// Gives the next request its id.
    @discardableResult
    package mutating func beginRequest() -> RequestID {
        let id = requestIDs.next()
        summary = RequestSummary(id)
        account = nil
        isDeferred = false
        return id
    }

    private mutating func deferred() -> Outcome {
        isDeferred = true
        return .deferred
    }

    /// Answers a request, within what is left of `allowance`.
    mutating func answerOne(_ arrival: Arrival, _ later: @escaping Later) -> Outcome {
        executor.output.empty()
        let id = beginRequest()
        guard allowance.responseBytes > 0 else { return refuse(.refused, .tooCostly, id) }
        do {
            return try run(arrival, id, later)
        } catch let slow as SlowOperation {
            executor.output.empty()
            do throws(RefusedRequest) { try handOver(arrival, to: slow.lane, later) } catch { return refuse(error, id) }
            return deferred()
        } catch { return refuse(error, id) }
    }

    private mutating func run(_ arrival: Arrival, _ id: RequestID, _ later: @escaping Later) throws -> Outcome {
        let now = environment.now()
        allowWork()
        try snapshot.begin()
        defer { snapshot.end() }
        let asked = try understand(arrival, at: now)
        let plan = asked.prepared.plan
        let context = { WriteContext(now: now, requestID: id.text, peer: arrival.peer.text()) }
        switch plan.operation {
        case .query: break
        case .mutation:
            try submit(asked, of: arrival, context(), later)
            return deferred()
        case .subscription:
            // It is asked for again, by whoever has a stream for it.
            throw RefusedRequest(.needsStream, .needsStream)
        }
        let outcome = try answer(asked, to: arrival.body, unlessIn: arrival.kept, now, id)
        let personalData = plan.personalData(auditedFor: asked.caller.viewer)
        if personalData.isEmpty { return outcome }
        try writer.enter(
            AuditEntry(plan.operationName, about: nil, .done, reading: personalData), by: asked.caller.viewer,
            context(), answering: Array(executor.output.bytes), outcome, summary, later)
        return deferred()
    }

    /// Has a mutation carried out, once its passwords are compared if it has any.
    private func submit(
        _ asked: AskedOperation, of arrival: Arrival, _ context: WriteContext, _ later: @escaping Later
    ) throws {
        let plan = asked.prepared.plan
        let length = try plan.checkMutations(asked.variables)
        let request = MutationRequest(
            plan: plan, variables: asked.variables, cost: asked.cost, length: length, onError: asked.onError,
            caller: asked.caller,
            cookie: arrival.cookie, context: context, summary: summary, clock: environment.nanoseconds)
        if plan.takesPasswords {
            try request.checkCookie()
            try passwords.submit(request, from: arrival.peer, unless: isOver(arrival), settling(later))
        } else {
            try writer.submit(request, settling(later))
        }
    }

    /// Whether nobody waits for the answer any more, or has waited long enough.
    func isOver(_ arrival: Arrival) -> @Sendable () -> Bool {
        let deadline = environment.nanoseconds() + Limits.requestTime
        return { [environment, isGone = arrival.isGone] in isGone() || environment.nanoseconds() >= deadline }
    }

    /// Lets the database work for the present request.
    private func allowWork() {
        if let slow {
            connection.allowWork(steps: allowance.databaseSteps, until: slow.isOver)
        } else {
            connection.allowWork(steps: lane == nil ? allowance.databaseSteps : allowance.quickDatabaseSteps)
        }
    }

    /// What the request asks for, by whom, and what it may cost: everything that comes before its operation.
    ///
    /// - Parameter files: Where files belong in the variables, if some come with the request.
    /// - Throws: Whatever `refuse` has an answer for.
    mutating func understand(
        _ arrival: Arrival, files: FileMap? = nil, at now: Timestamp
    ) throws -> AskedOperation {
        let caller = try self.caller(arrival.authorization, at: now)
        if let caller { summary.caller(caller.viewer) }
        if !arrival.isPaid {
            try chargeRequest(of: arrival.body.count, by: caller?.viewer, in: arrival.peer.network, at: now)
        }
        guard let caller else {
            throw RefusedRequest(.unauthenticated, SignIn.refusal(of: arrival.authorization))
        }
        if let malformed = arrival.malformed { throw malformed }
        var request = try GraphQLRequest(arrival.body)
        try files?.apply(to: &request.variables)
        let planningStart = try request.isExplained ? beginPlanning(for: caller.viewer.role) : nil
        let share = portal.share(of: caller.viewer.role)
        let prepared = try documents.withDocument(of: request, keptIf: { !$0.plan.isSecret }) { query in
            try prepare(query, request.operationName, share, isSafe: arrival.isSafe, at: now)
        }
        var planning: Explanation.Planning?
        if let planningStart { planning = try self.planning(of: prepared.plan, since: planningStart) }
        let variables = try prepared.plan.coerce(request.variables, share.access, share.view)
        let cost = try prepared.plan.estimateCost(variables, limit: allowance.cost)
        allowance.cost -= cost
        try charge(cost, at: now)
        summary.estimatedCost = cost
        return AskedOperation(
            caller: caller, prepared: prepared, variables: variables, cost: cost, onError: request.onError,
            planning: planning)
    }

    /// The plan of the request's operation: from the cache, or parsed, validated and compiled.
    ///
    /// - Parameters:
    ///   - query: The document, between the quotation marks of a JSON string.
    ///   - isSafe: Whether a mutation is refused, whoever asks for it.
    private mutating func prepare(
        _ query: UnsafeRawBufferPointer, _ operationName: String?, _ share: BoundSchema.Share, isSafe: Bool,
        at now: Timestamp
    ) throws -> PreparedPlan {
        if let plan = plans.plan(for: query, operationName: operationName, role: share.role.index) {
            summary.planned(plan, isCacheHit: true)
            if isSafe, plan.plan.operation == .mutation { throw RefusedRequest(.notAllowed, .mutationByGET) }
            return plan
        }
        try charge(RateLimits.price(ofDocument: query.count), at: now)
        let source = try GraphQLRequest.source(of: query)
        let document = try Document.parse(source, vocabulary: portal.schema.vocabulary)
        let valid = try validate(document, against: portal.schema, view: share.view)
        let operation = try document.operation(named: operationName)
        if isSafe, operation.kind == .mutation { throw RefusedRequest(.notAllowed, .mutationByGET) }
        var compiler = PlanCompiler(
            valid, operation, portal.schema, sources: share.sources, access: share.access, view: share.view)
        var plan = try compiler.compile()
        // A password may stand in any operation: nothing keeps the document, and the log has no hash to try passwords with.
        plan.isSecret = PasswordMutation.allCases.contains { document.selects($0.rawValue) }
        let prepared = PreparedPlan(
            plan, statements, documentHash: plan.isSecret ? nil : RequestSummary.hash(of: source))
        summary.planned(prepared, isCacheHit: false)
        if !plan.isSecret { plans.insert(prepared, for: query, operationName: operationName, role: share.role.index) }
        return prepared
    }

    /// - Throws: `SlowOperation`, if there is a thread that has more time.
    mutating func execute(_ asked: AskedOperation, _ now: Timestamp, _ id: RequestID) throws(SlowOperation) {
        let plan = asked.prepared.plan
        let actor = asked.caller.viewer.actorID
        if let lane, asked.prepared.slowActor == actor { throw SlowOperation(lane: lane) }
        let start = environment.nanoseconds()
        let tally = asked.planning == nil ? nil : StatementTally(clock: environment.nanoseconds)
        executor.output.raw("{\"data\":")
        executor.run(
            asked.prepared, asked.variables,
            asked.caller.viewer.context(at: now, rate: rateContext(of: asked, at: now)), on: connection,
            onError: asked.onError, counting: tally)
        if let lane, executor.isInterrupted {
            asked.prepared.slowActor = actor
            charge(steps: executor.reading.steps)
            throw SlowOperation(lane: lane)
        }
        summary.executed(executor.reading, for: environment.nanoseconds() - start)
        let explanation = explanation(of: asked)
        summary.cost = executor.finish(plan, requestID: id.text, estimated: asked.cost, explanation: explanation)
        summary.codes = executor.errors.codes
        settle()
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
    /// What the plan cost to make, if the caller wants to be told how the query was answered.
    let planning: Explanation.Planning?
}

extension Executor {
    /// How the operation that it ran ended.
    var outcome: Endpoint.Outcome { errors.isEmpty ? .executed : .executedWithErrors }
}

extension Viewer {
    /// The viewer as every statement may refer to it.
    func context(at now: Timestamp, rate: RateContext = .none) -> RequestContext {
        RequestContext(
            actor: actorID, partner: partnerID, rights: rights.rawValue, now: now.milliseconds, rate: rate)
    }
}
