import Portal

/// What the viewer's partner organization has come to know by working with the vendor.
enum Known {
    /// The agent works, or has worked, on the partner's rows, or has written to the partner.
    static func agent(_ id: String) -> String {
        """
        EXISTS (SELECT 1 FROM known_agent AS known
            WHERE known.partner_id = \(Parameter.partner) AND known.agent_id = \(id))
        """
    }

    /// The actor is not of another partner.
    ///
    /// A lead on offer is seen by several partners, who must not learn of each other from what they say about it.
    static func isNoRival(_ id: String) -> String {
        """
        NOT EXISTS (SELECT 1 FROM actor AS rival
            WHERE rival.id = \(id) AND rival.partner_id <> \(Parameter.partner))
        """
    }

    /// The partner works in the sales direction, or was offered a lead of it.
    static func direction(_ id: String) -> String {
        """
        (EXISTS (SELECT 1 FROM partner_direction AS own
            WHERE own.partner_id = \(Parameter.partner) AND own.sales_direction_id = \(id))
         OR EXISTS (SELECT 1 FROM lead_share AS offer JOIN lead AS offered ON offered.id = offer.lead_id
            WHERE offer.partner_id = \(Parameter.partner) AND offer.state IN ('OFFERED', 'ACCEPTED')
            AND offered.sales_direction_id = \(id)))
        """
    }

    /// The viewer sees a row about the customer: a record of its own, or a lead that its side has accepted.
    ///
    /// - Parameter key: The column in which those rows refer to the customer: `organization_id` or `contact_id`.
    static func customer(row: String, key: String, for role: Role) -> String {
        """
        (\(CaseTable.hasVisibleRow(for: role) { "\($0).\(key) = \(row).id" })
         OR \(RegistrationTable.hasVisibleRow(for: role) { "\($0).\(key) = \(row).id" })
         OR \(OpportunityTable.hasVisibleRow(for: role) { "\($0).\(key) = \(row).id" })
         OR EXISTS (SELECT 1 FROM lead AS accepted
            WHERE accepted.\(key) = \(row).id AND \(hasAccepted("accepted", for: role))))
        """
    }

    /// The keys of the customers for which `customer` holds.
    static func customers(key: String, for role: Role) -> String {
        """
        \(CaseTable.visibleKeys(key, for: role))
        UNION ALL \(RegistrationTable.visibleKeys(key, for: role))
        UNION ALL \(OpportunityTable.visibleKeys(key, for: role))
        UNION ALL SELECT accepted.\(key) FROM lead AS accepted WHERE \(hasAccepted("accepted", for: role))
        """
    }

    /// The lead is one that the viewer sees because its side has accepted it.
    static func hasAccepted(_ lead: String, for role: Role) -> String {
        "\(lead).accepted_by_id = \(Parameter.partner) AND \(LeadTable.areOpen(for: role))"
    }
}

extension Table {
    /// What the rows that the role may see hold in the column `key`.
    fileprivate static func visibleKeys(_ key: String, for role: Role) -> String {
        let row = "visible_\(name)"
        return "SELECT \(row).\(key) FROM \(name) AS \(row) WHERE \(visibility(for: role, of: row))"
    }
}
