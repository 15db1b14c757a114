import Execution
import GraphQL
import SQLite

/// Runs operations on root values with the engine that serves the portal.
struct Engine: ~Copyable {
    private let connection: Connection
    private var executor = Executor()

    /// Nobody's role: a schema without `@allow` closes nothing.
    private static let role = "ANYONE"

    init() throws(SQLiteError) {
        let connection = try Connection(path: ":memory:")
        try connection.execute(RootValue.table)
        self.connection = connection
    }

    /// An operation that may run.
    private struct Request {
        let type: TypeDefinition
        let prepared: PreparedPlan
        let variables: VariableValues
        let onError: ErrorBehavior
    }

    /// The members `data` and `errors` of the response.
    mutating func execute(
        _ document: Valid<Document>, _ call: Call, on schema: Schema
    ) throws(Failure) -> String {
        do {
            let request = try request(document, call, on: schema)
            if request.prepared.plan.operation == .subscription {
                throw Failure("The operation is a subscription: use \"subscribe\".")
            }
            _ = try RootValue.load([call.root], as: request.type, of: schema, into: connection)
            return respond(to: nil, request)
        } catch { throw Failure(error) }
    }

    /// The member `responses`, one for each event.
    mutating func subscribe(
        _ document: Valid<Document>, _ call: Call, on schema: Schema
    ) throws(Failure) -> String {
        do {
            let request = try request(document, call, on: schema)
            let events = try Self.events(of: call, request)
            let rows = try RootValue.load(events, as: request.type, of: schema, into: connection)
            var responses: [String] = []
            for row in rows { responses.append("{\(respond(to: row, request))}") }
            return "\"responses\":[\(responses.joined(separator: ","))]"
        } catch { throw Failure(error) }
    }

    private func request(
        _ document: Valid<Document>, _ call: Call, on schema: Schema
    ) throws -> Request {
        let operation = try document.value.operation(named: try call.operationName)
        guard let type = schema.root(of: operation.kind) else {
            throw Failure("Schema is not configured to execute \(operation.kind.rawValue) operation.")
        }
        let access = Access(schema, role: Self.role)
        let view = SchemaView(of: schema)
        var compiler = PlanCompiler(
            document, operation, schema, sources: DefaultResolvers.sources(for: schema), access: access,
            view: view)
        let plan = try compiler.compile()
        return Request(
            type: type, prepared: PreparedPlan(plan), variables: try plan.coerce(try call.variables, access, view),
            onError: try ErrorBehavior(call.onError))
    }

    /// What the source of events gives; that it fails is an error of the root field.
    private static func events(of call: Call, _ request: Request) throws(Failure) -> [InputValue] {
        let plan = request.prepared.plan
        do throws(FieldRefusal) {
            return try plan.createSourceEventStream(request.variables) { (_, _) throws(FieldRefusal) in
                try events(call.events)
            }
        } catch {
            var failure = Failure(error)
            failure.path = plan.sourceResponseName.map { [$0] } ?? []
            throw failure
        }
    }

    /// What a call says of its events, with the reference implementation's sentence for what is no stream.
    private static func events(_ value: InputValue?) throws(FieldRefusal) -> [InputValue] {
        if case .list(let events)? = value { return events }
        if case .string(let message)? = value?["__error"] {
            throw FieldRefusal(code: "BAD_USER_INPUT", message: message)
        }
        throw FieldRefusal(
            code: "BAD_USER_INPUT",
            message: "Subscription field must return Async Iterable. Received: \(value?.text ?? "undefined").")
    }

    /// - Parameter event: The row of the event; nil for an operation without.
    private mutating func respond(to event: Int64?, _ request: Request) -> String {
        let context = RequestContext(actor: 0, partner: 0, rights: 0, now: 0)
        let (prepared, variables, onError) = (request.prepared, request.variables, request.onError)
        executor.output.truncate(to: 0)
        executor.output.raw("\"data\":")
        if let event {
            executor.mapSourceToResponseEvent(
                [.integer(event)], prepared, variables, context, on: connection, onError: onError)
        } else {
            executor.run(prepared, variables, context, on: connection, onError: onError)
        }
        executor.output.raw(",\"errors\":")
        executor.writeErrors(prepared.plan, requestID: "")
        return executor.output.text
    }
}

extension Failure {
    fileprivate init(_ error: any Error) {
        switch error {
        case let error as GraphQLError: self.init(errors: [error])
        case let error as VariableErrors: self.init(errors: error.errors)
        case let refusal as FieldRefusal: self.init(refusal)
        case let failure as Failure: self = failure
        default: self.init("The engine failed: \(error)")
        }
    }
}
