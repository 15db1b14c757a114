import GraphQL
import SQLite

/// Root fields that are more than rows.
extension Executor {
    /// Carries out a mutation, then reads its payload: both in the transaction that the writer has begun.
    mutating func completeMutation(
        _ index: Int, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        let mutation = walk.prepared.plan.mutations[index]
        guard let performer else { return false }
        answerCut = nil
        let values: [SQLite.Value]
        do {
            values = try performer(mutation.name, mutation.arguments.values(variables), connection)
        } catch {
            switch error {
            case let refusal as FieldRefusal: errors.addAlways(ExecutionError(.refused(refusal)))
            case let failure as SQLiteError: errors.addAlways(ExecutionError(.database(failure)))
            default: errors.addAlways(ExecutionError(.unserializable))
            }
            throw PropagateNull()
        }
        return try completeFirst(mutation.rows, mutation.item, of: values, walk, connection)
    }

    /// The one row that is made from `values`.
    mutating func completeFirst(
        _ rows: Int32, _ item: Int32, of values: [SQLite.Value], _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        guard let run = try ready(Int(rows), walk, connection).rows else { return false }
        run.bind(values)
        return try completeFirst(item, Int(rows), run, walk, connection)
    }

    mutating func completeIntrospection(_ index: Int, _ walk: borrowing Walk) throws(PropagateNull) {
        do throws(FieldRefusal) {
            try walk.prepared.plan.introspections[index].write(variables, &introspectionBudget, to: &output)
        } catch {
            errors.add(ExecutionError(.refused(error)))
            throw PropagateNull()
        }
    }
}
