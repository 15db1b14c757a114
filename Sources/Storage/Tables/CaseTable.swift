package import Portal

/// Partners' cases.
///
/// A partner's user sees those they opened or are the contact of.
package enum CaseTable: ScopedTable, SearchableTable {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case caseNumber = "case_number"
        case title, summary, status
        case statusRank = "status_rank"
        case priority
        case priorityRank = "priority_rank"
        case category
        case categoryRank = "category_rank"
        case partnerID = "partner_id"
        case salesDirectionID = "sales_direction_id"
        case partnerContactID = "partner_contact_id"
        case partnerContactName = "partner_contact_name"
        case createdByID = "created_by_id"
        case organizationID = "organization_id"
        /// Empty where there is none.
        case organizationName = "organization_name"
        case contactID = "contact_id"
        case opportunityID = "opportunity_id"
        case assignedGroupID = "assigned_group_id"
        case assignedAgentID = "assigned_agent_id"
        case resolution
        case reopenCount = "reopen_count"
        case resolvedAt = "resolved_at"
        case closedAt = "closed_at"
        case slaPolicy = "sla_policy"
        case firstResponseTargetMS = "first_response_target_ms"
        case resolutionTargetMS = "resolution_target_ms"
        case internalTargetMS = "internal_target_ms"
        case firstResponseAt = "first_response_at"
        case lastRespondedAt = "last_responded_at"
        case waitedMS = "waited_ms"
        case waitingSince = "waiting_since"
        case firstResponseDueAt = "first_response_due_at"
        case resolutionDueAt = "resolution_due_at"
        case resolutionDueAtOrder = "resolution_due_at_order"
        case escalationLevel = "escalation_level"
        case internalRootCause = "internal_root_cause"
        case internalNotes = "internal_notes"
        case timeSpentMinutes = "time_spent_minutes"
        case externalReference = "external_reference"
        case version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        /// `organizationName`, null where there is none.
        case companyName = "company_name"
        /// An `SlaState` of the schema. Either promise broken, of a response or of a solution, is a violation.
        case slaState = "sla_state"
        /// Seconds the clock has run.
        case slaElapsedSeconds = "sla_elapsed_seconds"
        /// Seconds left until the solution is due, negative when late; null once it is solved.
        case slaRemainingSeconds = "sla_remaining_seconds"
        /// Seconds within which the vendor's people mean to be done.
        case internalTargetSeconds = "internal_target_seconds"
    }

    package static let name = "support_case"
    package static let isShared = false

    private static let parties = RecordParties(
        module: .cases, scope: .casesRead, creator: "created_by_id", representative: "partner_contact_id",
        agent: "assigned_agent_id", group: "assigned_group_id")

    package static func visibility(for role: Role, of row: String) -> String {
        parties.visibility(for: role, of: row)
    }

    package static func scope(_ scope: RecordScope, for role: Role, of row: String) -> String? {
        parties.scope(scope, for: role, of: row)
    }

    /// Milliseconds the clock has run.
    private static func elapsed(of row: String) -> String {
        """
        (coalesce(\(row).resolved_at, \(row).waiting_since, \(Parameter.now)) - \(row).created_at - \(row).waited_ms)
        """
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .companyName:
            "nullif(\(row).organization_name, '')"
        case .slaState:
            """
            CASE WHEN \(row).sla_policy IS NULL THEN 'NOT_APPLICABLE'
                 WHEN \(elapsed(of: row)) > \(row).resolution_target_ms
                   OR coalesce(\(row).first_response_at, \(row).resolved_at, \(row).waiting_since, \(Parameter.now))
                      > \(row).first_response_due_at THEN 'VIOLATED'
                 WHEN \(row).resolved_at IS NOT NULL THEN 'FULFILLED'
                 WHEN \(row).waiting_since IS NOT NULL THEN 'PAUSED'
                 ELSE 'TIME_LEFT' END
            """
        case .slaElapsedSeconds:
            "\(elapsed(of: row)) / 1000"
        case .slaRemainingSeconds:
            """
            CASE WHEN \(row).resolved_at IS NULL THEN (\(row).resolution_target_ms - \(elapsed(of: row))) / 1000 END
            """
        case .internalTargetSeconds:
            "\(row).internal_target_ms / 1000"
        default: "\(row).\(column.rawValue)"
        }
    }
}
