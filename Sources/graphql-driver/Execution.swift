import Execution
import GraphQL
import SQLite

/// Runs operations on root values with the engine that serves the portal.
struct Execution: ~Copyable {
    private let connection: Connection
    private var executor = Executor()

    /// Nobody's role: a schema without `@allow` closes nothing.
    private static let role = "ANYONE"

    init() throws(SQLiteError) {
        let connection = try Connection(path: ":memory:")
        try connection.execute(RootValue.table)
        self.connection = connection
    }

    /// The members `data` and `errors` of the response.
    mutating func run(
        _ document: Valid<Document>, _ call: Call, on schema: Schema
    ) throws(Failure) -> String {
        do {
            let onError = try ErrorBehavior(call.onError)
            let operation = try document.value.operation(named: call.operationName)
            guard let type = schema.root(of: operation.kind) else {
                throw Failure("Schema is not configured to execute \(operation.kind.rawValue) operation.")
            }
            let access = Access(schema, role: Self.role)
            var compiler = PlanCompiler(
                document, operation, schema, sources: DefaultResolvers.sources(for: schema), access: access,
                view: SchemaView(of: schema))
            let plan = try compiler.compile()
            let values = try plan.coerce(call.variables, access)
            try RootValue.load(call.root, as: type, of: schema, into: connection)
            return run(plan, values, onError)
        } catch let error as GraphQLError {
            throw Failure(errors: [error])
        } catch let error as VariableErrors {
            throw Failure(errors: error.errors)
        } catch let refusal as FieldRefusal {
            throw Failure(refusal.message)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("The engine failed: \(error)")
        }
    }

    private mutating func run(_ plan: Plan, _ values: VariableValues, _ onError: ErrorBehavior) -> String {
        executor.output.truncate(to: 0)
        executor.output.raw("\"data\":")
        executor.run(
            PreparedPlan(plan), values, RequestContext(actor: 0, partner: 0, rights: 0, now: 0), on: connection,
            onError: onError)
        executor.output.raw(",\"errors\":")
        executor.writeErrors(plan, requestID: "")
        return executor.output.text
    }
}
