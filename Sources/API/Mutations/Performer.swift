import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// Carries out single mutations, each in a savepoint of its own.
struct Performer {
    private let environment: Environment

    init(_ connection: borrowing Connection, _ environment: Environment) throws(SQLiteError) {
        self.environment = environment
    }

    /// The values of the payload's row.
    func perform(
        _ name: String, _ arguments: [InputObjectField], _ request: MutationRequest,
        on connection: borrowing Connection
    ) throws -> [SQLite.Value] {
        throw FieldRefusal(code: "INTERNAL", message: "No such mutation.")
    }
}
