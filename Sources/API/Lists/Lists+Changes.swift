import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// The change feed.
extension Lists {
    /// The one page that the arguments of `changes` describe.
    ///
    /// They narrow nothing: each condition holds by itself and is there to bind its value, in the order in which
    /// schema.graphql declares the arguments.
    static let changePage: ListRules<ChangePageTable> = {
        var rules = ListRules<ChangePageTable>("ChangePage")
        // What is bound next has its place behind it.
        rules.takesNulls = true
        rules.arguments = [
            "after": given(.after) { value throws(FieldRefusal) in
                guard case .int(let sequence) = value else { return .null }
                // The page is a window behind it: one from before the first event would show nothing.
                return .integer(max(0, sequence))
            },
            "first": given(.first) { value throws(FieldRefusal) in
                if value == .null { return .integer(ChangePageTable.standardSize) }
                guard case .int(let size) = value, (1...maximumEvents).contains(size) else {
                    throw FieldRefusal(
                        code: "PAGE_SIZE_INVALID",
                        message: "Argument \"first\" must be 1 to \(maximumEvents).")
                }
                return .integer(size)
            },
            "types": given(.types) { value throws(FieldRefusal) in
                guard case .list(let items) = value else { return .null }
                return .text(json(items))
            },
        ]
        return rules
    }()

    /// The events of a page, oldest first.
    ///
    /// Whether each may be seen was asked when the page was put together.
    static let changeEvents = ListRules<ChangeEventTable>("ChangeEvent").atMost(Int(maximumEvents))

    /// The most events of one page: a poller is to catch up quickly, and an answer to stay small.
    static let maximumEvents: Int64 = 1000

    /// The names as a JSON list.
    private static func json(_ names: [InputValue]) -> String {
        var output = JSONOutput(capacity: 256)
        output.strings(names.compactMap { name in if case .string(let text) = name { text } else { nil } })
        return output.text
    }

    private static func given(
        _ column: ChangePageTable.Column,
        _ stored: @escaping @Sendable (InputValue) throws(FieldRefusal) -> SQLite.Value
    ) -> Narrowing.Argument {
        Narrowing.condition { value throws(FieldRefusal) in
            Condition<ChangePageTable>.compares(column, .same, try stored(value))
        }
    }
}
