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
            var arguments: [InputObjectField] = []
            for argument in mutation.arguments {
                if let value = try argument.value(variables) {
                    arguments.append(InputObjectField(argument.name, value))
                }
            }
            values = try performer(mutation.name, arguments, connection)
        } catch {
            switch error {
            case let refusal as FieldRefusal: errors.addAlways(ExecutionError(.refused(refusal)))
            case let failure as SQLiteError: errors.addAlways(ExecutionError(.database(failure)))
            default: errors.addAlways(ExecutionError(.unserializable))
            }
            throw PropagateNull()
        }
        guard let run = try ready(Int(mutation.rows), walk, connection).rows else { return false }
        for (offset, value) in values.enumerated() {
            run.bind(value, at: Int32(Conditions.firstParameter + offset))
        }
        return try completeFirst(mutation.item, run, walk, connection)
    }

    mutating func completeIntrospection(_ index: Int, _ walk: borrowing Walk) throws(PropagateNull) {
        do throws(FieldRefusal) {
            try walk.prepared.plan.introspections[index].write(variables, to: &output)
        } catch {
            errors.add(ExecutionError(.refused(error)))
            throw PropagateNull()
        }
    }
}
