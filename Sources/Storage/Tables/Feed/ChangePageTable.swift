package import Portal

/// One stretch of the change feed: a row made from the arguments of `changes`, which are bound in the order `after`,
/// `first`, `types`.
///
/// A page looks at so many entries of the log at most, so that one who sees few of them does not walk all of it; the
/// next page goes on from there. One more event than the page holds is looked for, which tells whether there are more.
package enum ChangePageTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        /// The argument: the last event that the caller knows.
        case after
        /// The argument: how many events at most.
        case first
        /// The argument: names of record types as a JSON list, or null for all.
        case types
        /// The sequence numbers of the page, as a JSON list.
        case page
        case nextSequence = "next_sequence"
        case hasMore = "has_more"
    }

    /// Entries of the log that one page looks at.
    private static let window = 20_000
    /// Events of a page that asks for no number.
    package static let standardSize: Int64 = 500

    package static let name = "change_page"
    package static let key = "after"

    package static func visibility(for role: Role, of row: String) -> String { "true" }

    package static func relation(for role: Role) -> String {
        let (after, first, types) = (
            "?\(Parameter.firstArgument)", "coalesce(?\(Parameter.firstArgument + 1), \(standardSize))",
            "?\(Parameter.firstArgument + 2)"
        )
        return """
            (WITH found AS MATERIALIZED (SELECT json_group_array(sequence) AS sequences FROM
                (SELECT sequence FROM change AS event
                  WHERE sequence > \(after) AND sequence <= \(after) + \(window)
                    AND (\(types) IS NULL OR record_type IN (SELECT value FROM json_each(\(types))))
                    AND (\(ChangeEventTable.visibility(for: role, of: "event")))
                  ORDER BY sequence LIMIT \(first) + 1))
             SELECT \(after) AS after, \(first) AS first, \(types) AS types, sequences,
                 (SELECT max(sequence) FROM change) > \(after) + \(window) AS goes_on,
                 json_remove(sequences, '$[' || \(first) || ']') AS page FROM found)
            """
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .nextSequence:
            """
            CASE WHEN \(row).goes_on AND json_array_length(\(row).sequences) <= \(row).first
                THEN \(row).after + \(window) ELSE coalesce(\(row).page ->> '$[#-1]', \(row).after) END
            """
        case .hasMore: "json_array_length(\(row).sequences) > \(row).first OR \(row).goes_on"
        default: "\(row).\(column.rawValue)"
        }
    }
}
