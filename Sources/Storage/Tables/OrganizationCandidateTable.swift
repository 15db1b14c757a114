package import Portal

/// Pairs of organizations that may be the same company: alike but for the legal form, or on the same domain.
///
/// Names, websites and TINs that are equal cannot occur: the database refuses them.
package enum OrganizationCandidateTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        /// The organization asked about.
        case organizationID = "organization_id"
        /// The other one.
        case candidateID = "candidate_id"
        /// A JSON list of what is alike.
        case matchedOn = "matched_on"
        /// How alike they are, 0 to 100.
        case score
    }

    package static let name = """
        (SELECT given.id AS organization_id, other.id AS candidate_id,
                coalesce(given.name_core <> '' AND other.name_core = given.name_core, 0) AS name_matches,
                coalesce(other.website_domain = given.website_domain, 0) AS website_matches
           FROM organization AS given JOIN organization AS other
             ON ((given.name_core <> '' AND other.name_core = given.name_core)
                  OR other.website_domain = given.website_domain) AND other.id <> given.id)
        """

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .integration: "false"
        case .agent, .admin: "true"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .matchedOn:
            """
            CASE WHEN \(row).name_matches AND \(row).website_matches THEN '["name","website"]'
                 WHEN \(row).name_matches THEN '["name"]' ELSE '["website"]' END
            """
        case .score:
            """
            CASE WHEN \(row).name_matches AND \(row).website_matches THEN 95
                 WHEN \(row).website_matches THEN 80 ELSE 60 END
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
