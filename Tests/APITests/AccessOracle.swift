import Portal

/// The rules of rows and fields, said again for one caller in SQL of its own.
///
/// Nothing here is shared with the tables and bindings that it judges, save the names of columns.
struct AccessOracle {
    let viewer: Viewer

    private var me: Int64 { viewer.actorID }
    private var company: Int64 { viewer.partnerID }
    private var isProgram: Bool { viewer.role == .integration }

    private func holds(_ right: Rights) -> String { viewer.rights.isSuperset(of: right) ? "true" : "false" }

    /// Partners' people need no scope.
    private func may(_ scope: Rights) -> String { isProgram ? holds(scope) : "true" }

    // MARK: Rows

    /// Why rows `r` of a type exist for a partner's caller: all of these hold.
    ///
    /// Nil for a type without an oracle.
    func exists(_ type: String) -> [String]? {
        switch type {
        case "PartnerUser": ["r.partner_id = \(company)"]
        case "IntegrationAccount": ["r.id = \(me)"]
        case "Organization":
            [
                "r.created_by_partner_id = \(company) OR r.id IN (\(keys("organization_id")))",
                """
                r.created_by_partner_id IS NULL OR r.created_by_partner_id = \(company)
                OR r.id IN (SELECT organization_id FROM opportunity UNION SELECT organization_id FROM lead)
                """,
            ]
        case "Contact": ["r.id IN (\(keys("contact_id"))) OR r.shared_from_lead_id IN (\(acceptedLeads))"]
        case "OpportunityRegistration": [registration]
        case "Opportunity": [opportunity]
        case "Lead": [lead]
        case "LeadShare": ["r.partner_id = \(company)", "r.lead_id IN (SELECT r.id FROM lead AS r WHERE \(lead))"]
        case "Comment": ["r.kind <> 'INTERNAL_NOTE'", isInRecord, isNotOfRival("r.author_id")]
        case "TouchPoint": ["NOT r.internal", isInRecord]
        case "Attachment":
            [
                """
                r.uploaded_by_id = \(me) AND (r.record_id IS NULL OR r.stored_at IS NULL)
                OR \(isInRecord) AND \(isListedAttachment)
                """
            ]
        case "ChangeRecord": ["NOT r.internal", isInRecord, isNotOfRival("r.actor_id"), fieldIsOpen]
        case "Case": [supportCase]
        case "Webhook": webhook
        case "WebhookDelivery": ["r.webhook_id IN (SELECT r.id FROM webhook AS r WHERE \(isListed("Webhook")))"]
        case "Agent": ["true"]
        default: nil
        }
    }

    /// The attachments `r` that a record which the caller sees lists: those whose bytes are there.
    private var isListedAttachment: String {
        "(NOT r.internal AND r.stored_at IS NOT NULL AND \(isNotOfRival("r.uploaded_by_id")))"
    }

    /// What a list of a record holds, in its order: the types of the items and their keys.
    ///
    /// Nil without an oracle.
    func items(of list: String, in record: Int64) -> String? {
        switch list {
        case "comments": select("Comment", "comment", isListed("Comment"), record, "id")
        case "attachments", "documents": select("Attachment", "attachment", isListedAttachment, record, "id")
        case "touchPoints": select("TouchPoint", "touch_point", isListed("TouchPoint"), record, "id DESC")
        case "updates": select("ChangeRecord", "change", isUpdate, record, "sequence DESC")
        case "activity":
            """
            SELECT CASE r.kind WHEN 'COMMENT' THEN 'Comment' WHEN 'ATTACHMENT' THEN 'Attachment'
                WHEN 'TOUCH_POINT' THEN 'TouchPoint' ELSE 'ChangeRecord' END, coalesce(r.ref_id, r.sequence)
            FROM change AS r WHERE r.record_id = \(record) AND \(isListed("ChangeRecord")) AND (r.ref_id IS NULL
                OR r.kind = 'COMMENT' AND r.ref_id IN (SELECT r.id FROM comment AS r WHERE \(isListed("Comment")))
                OR r.kind = 'ATTACHMENT' AND r.ref_id IN (SELECT r.id FROM attachment AS r WHERE \(isListedAttachment))
                OR r.kind = 'TOUCH_POINT' AND r.ref_id IN (SELECT r.id FROM touch_point AS r WHERE \(isListed("TouchPoint"))))
            ORDER BY r.sequence DESC
            """
        default: nil
        }
    }

    private var isUpdate: String {
        "r.kind IN ('CREATED', 'FIELD_CHANGE', 'STATE_CHANGE') AND \(isListed("ChangeRecord"))"
    }

    private func isListed(_ type: String) -> String {
        (exists(type) ?? ["false"]).map { "(\($0))" }.joined(separator: " AND ")
    }

    private func select(_ type: String, _ table: String, _ rule: String, _ record: Int64, _ order: String) -> String {
        let key = type == "ChangeRecord" ? "sequence" : "id"
        return
            "SELECT '\(type)', r.\(key) FROM \(table) AS r WHERE r.record_id = \(record) AND \(rule) ORDER BY r.\(order)"
    }

    /// How many items of a list are kept, seen or not.
    static func stored(in list: String, of record: Int64) -> String {
        let table =
            switch list {
            case "comments": "comment"
            case "attachments", "documents": "attachment"
            case "touchPoints": "touch_point"
            default: "change"
            }
        let kinds = list == "updates" ? " AND kind IN ('CREATED', 'FIELD_CHANGE', 'STATE_CHANGE')" : ""
        return "SELECT count(*), 0 FROM \(table) WHERE record_id = \(record)\(kinds)"
    }

    /// The actors `r` whose names the caller reads.
    var actors: String {
        """
        r.partner_id = \(company) OR r.kind = 'SYSTEM'
        OR r.id IN (SELECT agent_id FROM known_agent WHERE partner_id = \(company)) OR \(company) = 0
        """
    }

    private func own(_ creator: String, _ other: String, _ scope: Rights) -> String {
        let isOwn = viewer.role == .partnerUser ? "\(me) IN (r.\(creator), r.\(other))" : "true"
        return "(r.partner_id = \(company) AND \(isOwn) AND \(may(scope)))"
    }

    private var registration: String { own("created_by_id", "representative_id", .registrationsRead) }
    private var opportunity: String { own("originator_id", "representative_id", .registrationsRead) }
    private var supportCase: String { own("created_by_id", "partner_contact_id", .casesRead) }
    private var lead: String {
        """
        (\(may(.leadsRead)) AND (r.accepted_by_id = \(company) OR r.state = 'SHARED'
            AND (r.expires_at IS NULL OR r.expires_at > \(TestPortal.now.milliseconds))
            AND r.id IN (SELECT lead_id FROM lead_share WHERE partner_id = \(company) AND state = 'OFFERED')))
        """
    }
    private var webhook: [String] {
        ["r.partner_id = \(company)", "r.created_by_id = \(me)", holds(.webhooksManage)]
    }

    private var acceptedLeads: String {
        "SELECT r.id FROM lead AS r WHERE \(may(.leadsRead)) AND r.accepted_by_id = \(company)"
    }

    /// What the records that the caller sees hold in a column; a lead tells once it is accepted.
    private func keys(_ column: String) -> String {
        """
        SELECT \(column) FROM registration AS r WHERE \(registration)
        UNION SELECT \(column) FROM opportunity AS r WHERE \(opportunity)
        UNION SELECT \(column) FROM support_case AS r WHERE \(supportCase)
        UNION SELECT \(column) FROM lead AS r WHERE r.id IN (\(acceptedLeads))
        """
    }

    private var isInRecord: String {
        """
        r.record_id IN (SELECT r.id FROM registration AS r WHERE \(registration)
            UNION SELECT r.id FROM opportunity AS r WHERE \(opportunity)
            UNION SELECT r.id FROM support_case AS r WHERE \(supportCase)
            UNION SELECT r.id FROM lead AS r WHERE \(lead))
        """
    }

    private func isNotOfRival(_ actor: String) -> String {
        "\(actor) NOT IN (SELECT id FROM actor WHERE partner_id IS NOT NULL AND partner_id <> \(company))"
    }

    /// A change tells what its field does.
    private var fieldIsOpen: String {
        """
        (r.field IS NULL OR (r.record_type <> 'Lead' OR r.field NOT IN ('companyWebsite', 'companyTin', 'contactName',
            'contactEmail', 'contactPhone', 'organization', 'contact', 'opportunity', 'acceptedBy', 'acceptedByUser',
            'acceptedAt') OR r.record_id IN (\(acceptedLeads)))
         AND (r.record_type NOT IN ('Lead', 'OpportunityRegistration') OR r.field NOT LIKE 'contact_%' OR \(may(.contactsPII))))
        """
    }

    // MARK: Fields

    /// What a conditional code asks of the row `r`, besides that it exists; nil for a code without an oracle.
    ///
    /// `true` says that the rule is about rows: one that is not there is the denied instance.
    func isOpen(_ coordinate: String, _ code: String) -> String? {
        let type = coordinate.prefix { $0 != "." }
        switch (code, type) {
        case ("A", "Lead"):
            let isPersonal = coordinate.hasPrefix("Lead.contact") && coordinate != "Lead.contact"
            return "r.accepted_by_id = \(company)" + (isPersonal ? " AND \(may(.contactsPII))" : "")
        case ("A", "Opportunity"): return "r.lead_id IN (\(acceptedLeads))"
        case ("K", "Organization"):
            return """
                r.created_by_partner_id = \(company) OR r.id IN (
                    SELECT own.organization_id FROM registration AS own
                        WHERE own.partner_id = \(company) AND own.company_tin = r.tin
                    UNION SELECT own.organization_id FROM support_case AS own
                        WHERE own.partner_id = \(company) AND own.company_tin = r.tin)
                """
        case ("M", "Agent"): return viewer.rights.contains(.manager) ? "true" : "r.id = \(me)"
        case ("O", "PartnerUser"): return "r.id = \(me)"
        case ("O", "IntegrationAccount"), ("O", "LeadShare"), ("O", "Webhook"), ("O", "WebhookDelivery"): return "true"
        case ("P", "Contact"), ("P", "OpportunityRegistration"): return "true"
        case ("s", "Contact"), ("s", "OpportunityRegistration"): return holds(.contactsPII)
        case ("s", "PartnerUser"): return holds(.usersRead)
        case ("X", "Comment"), ("X", "TouchPoint"), ("X", "Attachment"), ("X", "ChangeRecord"): return "true"
        case ("x", "Attachment"): return holds(.attachmentsRead)
        default: return nil
        }
    }

    /// Where the rows of a type are kept.
    static let tables = [
        "PartnerUser": "partner_user", "IntegrationAccount": "integration_account", "Organization": "organization",
        "Contact": "contact", "OpportunityRegistration": "registration", "Opportunity": "opportunity", "Lead": "lead",
        "LeadShare": "lead_share", "Comment": "comment", "TouchPoint": "touch_point", "Attachment": "attachment",
        "ChangeRecord": "change", "Webhook": "webhook", "WebhookDelivery": "webhook_delivery", "Agent": "agent",
        "Case": "support_case",
    ]
}
