/// A request the portal understood and declined, for a reason the user can mend.
///
/// Served as data in the payload's `userErrors`, never in the response's `errors`. The messages live beside this
/// file, one constructor a situation, so that the same situation always reads the same.
package struct Refusal: Error, Equatable, Sendable {
    package let code: ErrorCode
    /// One plain English sentence.
    package let message: String
    /// The input at fault, from the argument inwards; empty when no single one is.
    package var field: [String]
    /// The record in the way, if the viewer may know of it.
    package var conflicting: RecordReference?
    package var suggestion: Suggestion?
    /// Facts for a program to act on, in the order they are served.
    package var details: [Detail]

    package init(
        _ code: ErrorCode, _ message: String, field: [String] = [], conflicting: RecordReference? = nil,
        suggestion: Suggestion? = nil, details: [Detail] = []
    ) {
        self.code = code
        self.message = message
        self.field = field
        self.conflicting = conflicting
        self.suggestion = suggestion
        self.details = details
    }

    /// The same refusal, said of the input at `field`: a value type knows what is wrong, only its form knows where.
    package func at(_ field: [String]) -> Refusal {
        var located = self
        located.field = field
        return located
    }

    /// One fact about a refusal, as served in `details`.
    package struct Detail: Equatable, Sendable {
        package let key: String
        package let value: Value

        package init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }

        package enum Value: Equatable, Sendable {
            case text(String)
            case number(Int64)
            case texts([String])
        }
    }
}

/// A record of the portal: the name of its type in the schema, and its row.
package struct RecordReference: Hashable, Sendable {
    package let type: String
    package let row: Int64

    package init(type: String, row: Int64) {
        self.type = type
        self.row = row
    }
}
