import Execution
import GraphQL
import Portal

/// `explain` in a request's `extensions`: how its query was answered, for the vendor's people.
extension Endpoint {
    /// - Returns: When the plan begins to be made, in nanoseconds of the clock that never goes back.
    /// - Throws: `FORBIDDEN`.
    func beginPlanning(for role: Role) throws(FieldRefusal) -> Int64 {
        guard role.seesExplanations else { throw .explanationForbidden }
        return environment.nanoseconds()
    }

    /// What the plan cost that is there now.
    ///
    /// - Throws: If the operation is no query: what it changes or waits for is not done by its statements alone.
    func planning(of plan: Plan, since start: Int64) throws(FieldRefusal) -> Explanation.Planning {
        guard plan.operation == .query else {
            throw .badInput("Only a query is explained, and this is a \(plan.operation.rawValue).")
        }
        let isCached = summary.isCacheHit
        return Explanation.Planning(
            isCached: isCached, nanoseconds: isCached ? 0 : environment.nanoseconds() - start)
    }

    /// Nil unless the caller has asked for it.
    func explanation(of asked: AskedOperation) -> Explanation? {
        guard let planning = asked.planning else { return nil }
        return executor.explanation(
            of: asked.prepared, planning, nanoseconds: summary.nanoseconds, on: connection)
    }
}

extension Role {
    /// Whether they may see the statements that answer them.
    fileprivate var seesExplanations: Bool {
        switch self {
        case .agent, .admin: true
        case .anonymous, .partnerUser, .partnerSupervisor, .integration: false
        }
    }
}

extension FieldRefusal {
    fileprivate static let explanationForbidden = FieldRefusal(
        code: "FORBIDDEN", message: "How a request is answered is told to agents and administrators only.")
}
