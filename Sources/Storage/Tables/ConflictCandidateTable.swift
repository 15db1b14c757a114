package import Portal

/// Pairs of registrations of different partners that may be about the same customer; the other one is live.
///
/// A customer who is in the books of both is alike in everything, else what was typed is compared.
package enum ConflictCandidateTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case subjectID = "subject_id"
        case otherID = "other_id"
        /// A JSON list of `tin`, `website`, `name`, `product`.
        case matchedOn = "matched_on"
        /// 0 to 100.
        case score
        case submittedEarlier = "submitted_earlier"
    }

    package static let key = "other_id"

    package static let name = """
        (SELECT subject.id AS subject_id, other.id AS other_id,
            coalesce(other.organization_id = subject.organization_id, false) AS same_customer,
            coalesce(other.company_tin = subject.company_tin, false) AS same_tin,
            coalesce(other.company_website_key = subject.company_website_key, false) AS same_website,
            other.company_name = subject.company_name AS same_name,
            coalesce(other.product_id = subject.product_id, false) AS same_product,
            coalesce(other.receipt_sequence < subject.receipt_sequence, subject.receipt_sequence IS NULL)
                AS submitted_earlier
           FROM registration AS subject JOIN registration AS other
             ON (other.organization_id = subject.organization_id OR other.company_tin = subject.company_tin
                 OR other.company_website_key = subject.company_website_key
                 OR other.company_name = subject.company_name)
            AND other.partner_id <> subject.partner_id
            AND other.state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED'))
        """

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .integration: "false"
        case .agent, .admin: RegistrationTable.hasVisibleRow(for: role) { "\($0).id = \(row).other_id" }
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .matchedOn:
            """
            '[' || substr(iif(\(row).same_customer OR \(row).same_tin, ',"tin"', '')
                || iif(\(row).same_customer OR \(row).same_website, ',"website"', '')
                || iif(\(row).same_customer OR \(row).same_name, ',"name"', '')
                || iif(\(row).same_product, ',"product"', ''), 2) || ']'
            """
        case .score:
            """
            (50 * (\(row).same_customer OR \(row).same_tin) + 20 * (\(row).same_customer OR \(row).same_website)
             + 15 * (\(row).same_customer OR \(row).same_name) + 15 * \(row).same_product)
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
