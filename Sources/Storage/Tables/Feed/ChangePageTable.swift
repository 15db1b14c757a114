package import Portal

/// One stretch of the change feed: a row made from the arguments of `changes`, which are bound in the order `after`,
/// `first`, `types`.
///
/// One more event than the page holds is looked for, which tells whether there are more.
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

    package static let name = "change_page"
    package static let key = "after"

    package static func visibility(for role: Role, of row: String) -> String { "true" }

    package static func relation(for role: Role) -> String {
        let (after, first, types) = (
            "?\(Parameter.firstArgument)", "?\(Parameter.firstArgument + 1)", "?\(Parameter.firstArgument + 2)"
        )
        return """
            (WITH found AS MATERIALIZED (SELECT json_group_array(sequence) AS sequences FROM
                (SELECT sequence FROM change AS event
                  WHERE sequence > \(after)
                    AND (\(types) IS NULL OR record_type IN (SELECT value FROM json_each(\(types))))
                    AND (\(ChangeEventTable.visibility(for: role, of: "event")))
                  ORDER BY sequence LIMIT \(first) + 1))
             SELECT \(after) AS after, \(first) AS first, \(types) AS types, sequences,
                 json_remove(sequences, '$[' || \(first) || ']') AS page FROM found)
            """
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .nextSequence: "coalesce(\(row).page ->> '$[#-1]', \(row).after)"
        case .hasMore: "json_array_length(\(row).sequences) > \(row).first"
        default: "\(row).\(column.rawValue)"
        }
    }
}
