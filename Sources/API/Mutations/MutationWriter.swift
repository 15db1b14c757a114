import Execution
import Portal
import SQLite
package import Storage
import Synchronization

/// One request's mutations on their way to the thread that writes.
package struct MutationRequest: Sendable {
    let plan: Plan
    let variables: VariableValues
    let viewer: Viewer
    let now: Timestamp
    let requestID: String
}

/// The thread that carries out mutations, shared by all event loops.
///
/// The response is read in the transaction of the mutation itself, and handed over once it is on the disk.
package final class MutationWriter: Sendable {
    private let writer: Writer<MutationState>
    private let report: FailureReport
    private let commits = Atomic<UInt64>(0)

    /// Grows with every mutation that was carried out.
    package var changes: UInt64 { commits.load(ordering: .acquiring) }

    package init(
        _ database: Database, report: @escaping FailureReport = { _, _ in }
    ) throws {
        self.report = report
        writer = try Writer(
            open: { try database.connectForWriting() },
            prepare: { connection in try MutationState(connection, report) })
    }

    package func stop() { writer.stop() }

    /// - Parameter later: Called with the response, on the writer's thread.
    func submit(
        _ request: MutationRequest, _ later: @escaping @Sendable (_ response: [UInt8]) -> Void
    ) throws(FieldRefusal) {
        do throws(WriterUnavailable) {
            try writer.submit({ (state, connection) in state.respond(to: request, on: connection) }) { [self] result in
                commits.wrappingAdd(1, ordering: .releasing)
                switch result {
                case .success(let response): later(response)
                case .failure(let failure):
                    report(request.requestID, "\(failure)")
                    later(Self.failure(request.requestID))
                }
            }
        } catch {
            throw FieldRefusal(code: "OVERLOADED", message: "Too many changes are waiting. Try again later.")
        }
    }

    private static func failure(_ requestID: String) -> [UInt8] {
        var output = JSONOutput(capacity: 256)
        output.requestError(.failure(requestID), requestID: requestID)
        return Array(output.bytes)
    }
}

/// What the writer's thread keeps between jobs.
struct MutationState: ~Copyable {
    private var executor = Executor()
    private var plans: [ObjectIdentifier: PreparedPlan] = [:]
    private let performer: Performer
    private let report: FailureReport

    /// Prepared plans that are kept; past it all are forgotten.
    private static let capacity = 256

    init(_ connection: borrowing Connection, _ report: @escaping FailureReport) throws {
        self.report = report
        performer = try Performer(connection)
    }

    mutating func respond(to request: MutationRequest, on connection: borrowing Connection) -> [UInt8] {
        if plans.count >= Self.capacity { plans.removeAll(keepingCapacity: true) }
        let prepared = plans[request.plan.identity] ?? PreparedPlan(request.plan)
        plans[request.plan.identity] = prepared
        executor.output.truncate(to: 0)
        executor.output.raw("{\"data\":")
        let performer = performer
        executor.run(
            prepared, request.variables, request.viewer.context(at: request.now), on: connection
        ) { (name, arguments, connection) in
            try performer.perform(name, arguments, request, on: connection)
        }
        executor.finish(request.plan, requestID: request.requestID)
        for failure in executor.errors.lazy.compactMap(\.failure) { report(request.requestID, failure) }
        return Array(executor.output.bytes)
    }
}
