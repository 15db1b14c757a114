package import Portal

/// A column of the figures that rows are counted into.
package enum BucketColumn: String, CaseIterable, Sendable {
    case key, count, total
    /// The place of the key in its enum.
    case position
}

/// The registrations that the viewer sees, counted by state.
package enum RegistrationBucketTable: Table {
    package typealias Column = BucketColumn
    package static let name = "registration_bucket"

    package static func relation(for role: Role) -> String {
        buckets(
            of: "registration", by: "state", rank: "state_rank",
            where: RegistrationTable.visibility(for: role, of: "counted"))
    }

    package static func visibility(for role: Role, of row: String) -> String { bucketVisibility(for: role) }
}

/// The open opportunities that the viewer sees, counted by stage.
package enum OpportunityBucketTable: Table {
    package typealias Column = BucketColumn
    package static let name = "opportunity_bucket"

    package static func relation(for role: Role) -> String {
        buckets(
            of: "opportunity", by: "stage", rank: "stage_rank",
            where: "counted.status = 'OPEN' AND (\(OpportunityTable.visibility(for: role, of: "counted")))")
    }

    package static func visibility(for role: Role, of row: String) -> String { bucketVisibility(for: role) }
}

/// Rows called `counted`, counted by a column; a total only makes sense in one currency.
private func buckets(of table: String, by column: String, rank: String, where condition: String) -> String {
    """
    (SELECT counted.\(column) AS key, count(*) AS count, min(counted.\(rank)) AS position,
            CASE WHEN count(DISTINCT counted.estimated_value_currency) = 1 THEN sum(counted.estimated_value) END AS total
       FROM \(table) AS counted WHERE \(condition) GROUP BY counted.\(column))
    """
}

/// The rows behind the figures have been chosen by their own visibility.
private func bucketVisibility(for role: Role) -> String {
    switch role {
    case .anonymous: "false"
    case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "true"
    }
}
