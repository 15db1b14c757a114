package import GraphQL
package import SQLite

/// Carries out one mutation and gives the values of its payload's row, which that row's source reads as parameters from
/// `Conditions.firstParameter` on.
///
/// A thrown `FieldRefusal` is the field's error; any other error is a failure of ours.
package typealias MutationPerformer = (
    _ name: String, _ arguments: [InputObjectField], _ connection: borrowing Connection
) throws -> [SQLite.Value]
