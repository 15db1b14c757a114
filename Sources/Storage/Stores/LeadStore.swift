package import Portal
package import SQLite

/// Writes of leads and their offers.
package enum LeadStore {
    /// Takes a lead for the viewer's partner organization, if nobody was faster.
    ///
    /// One statement decides the race: the `UPDATE` matches only while the lead is on offer, to this partner too, and
    /// SQLite runs one writer at a time. Whoever was never offered the lead cannot tell it from one that is missing.
    /// The gate `LEADS.canAct` is the caller's. Source: "Using the Partner Portal" — "if you don't accept it first,
    /// another partner may".
    ///
    /// - Throws: `NOT_FOUND`, `LEAD_ALREADY_ACCEPTED` (without the winner), `LEAD_EXPIRED` or `INVALID_TRANSITION`, at
    ///   `id`; `SQLiteError`.
    package static func accept(
        _ lead: Int64, by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws -> Performed<AcceptedLead> {
        let won = try db.run(
            """
            UPDATE lead
               SET state = 'ACCEPTED', accepted_by_id = ?2, accepted_by_user_id = ?3, accepted_at = ?4,
                   version = version + 1, updated_at = ?4
             WHERE id = ?1 AND state = 'SHARED' AND coalesce(expires_at > ?4, true)
               AND EXISTS (SELECT 1 FROM lead_share WHERE lead_id = ?1 AND partner_id = ?2 AND state = 'OFFERED')
            """, .integer(lead), .integer(viewer.partnerID), .integer(viewer.actorID), Value(context.now))
        guard won == 1 else { return try answerAgain(lead, by: viewer, in: db) }

        try db.run(
            """
            UPDATE lead_share
               SET state = iif(partner_id = ?2, 'ACCEPTED', 'TAKEN'), responded_at = iif(partner_id = ?2, ?3, NULL)
             WHERE lead_id = ?1 AND state = 'OFFERED'
            """, .integer(lead), .integer(viewer.partnerID), Value(context.now))
        try shareContact(of: lead, context, in: db)
        try ChangeLog.append(
            .state("state", from: LeadState.shared.rawValue, to: LeadState.accepted.rawValue), to: .lead(lead),
            by: viewer.actorID, context, in: db)
        guard let accepted = try accepted(lead, by: viewer, in: db) else { throw Refusals(.notFound.at(["id"])) }
        return Performed(accepted.outcome, isReplayed: false)
    }

    /// The answer to whoever did not win just now: the same again for the partner that won before.
    private static func answerAgain(
        _ lead: Int64, by viewer: Viewer, in db: borrowing Connection
    ) throws -> Performed<AcceptedLead> {
        guard let offer = try accepted(lead, by: viewer, in: db) else { throw Refusals(.notFound.at(["id"])) }
        do throws(Refusal) {
            let state = try offer.share.after(.accept, by: .partner)
            if offer.share == state { return Performed(offer.outcome, isReplayed: true) }
            _ = try offer.lead.after(.accept, by: .partner)
            throw .leadExpired
        } catch { throw Refusals(error.at(["id"])) }
    }

    /// The partner's offer as it stands; nil without one.
    private static func accepted(
        _ lead: Int64, by viewer: Viewer, in db: borrowing Connection
    ) throws(SQLiteError) -> (lead: LeadState, share: LeadShareState, outcome: AcceptedLead)? {
        let offer = try db.first(
            """
            SELECT lead.state, lead_share.state, lead_share.id, lead.contact_id FROM lead
              JOIN lead_share ON lead_share.lead_id = lead.id AND lead_share.partner_id = ?2
             WHERE lead.id = ?1
            """, .integer(lead), .integer(viewer.partnerID)
        ) { row in
            (
                LeadState(rawValue: row.text(0)), LeadShareState(rawValue: row.text(1)),
                AcceptedLead(lead: lead, share: row.integer(2), contact: row.optionalInteger(3))
            )
        }
        guard let offer, let state = offer.0, let share = offer.1 else { return nil }
        return (state, share, offer.2)
    }

    /// Gives the winner the person behind the lead: the one on file, or a new one if the lead names anybody.
    private static func shareContact(
        of lead: Int64, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) {
        let person = try db.first(
            "SELECT contact_id, organization_id, contact_name, contact_email, contact_phone FROM lead WHERE id = ?1",
            .integer(lead)
        ) { row in
            (
                id: row.optionalInteger(0), organization: row.optionalInteger(1), name: row.text(2),
                email: row.optionalText(3), phone: row.optionalText(4)
            )
        }
        guard let person else { return }
        if let contact = person.id {
            try db.run(
                "UPDATE contact SET shared_from_lead_id = ?2 WHERE id = ?1 AND shared_from_lead_id IS NULL",
                .integer(contact), .integer(lead))
            return
        }
        let words = person.name.split(whereSeparator: \.isWhitespace)
        guard let first = words.first else { return }
        let contact = try db.insert(
            into: "contact",
            [
                "organization_id": Value(person.organization), "first_name": .text(String(first)),
                "last_name": .text(words.dropFirst().joined(separator: " ")), "email": Value(person.email),
                "phone": Value(person.phone), "phone_key": Value(ContactStore.key(ofPhone: person.phone)),
                "shared_from_lead_id": .integer(lead), "created_at": Value(context.now),
                "updated_at": Value(context.now),
            ])
        try db.run("UPDATE lead SET contact_id = ?2 WHERE id = ?1", .integer(lead), .integer(contact))
    }
}

/// The rows of an accepted lead.
package struct AcceptedLead: Outcome {
    package let lead: Int64
    /// The partner's own offer.
    package let share: Int64
    /// The person behind the lead; nil if it names nobody.
    package let contact: Int64?

    init(lead: Int64, share: Int64, contact: Int64?) {
        self.lead = lead
        self.share = share
        self.contact = contact
    }

    package init?(rows: [String: Int64]) {
        guard let lead = rows["lead"], let share = rows["share"] else { return nil }
        self.init(lead: lead, share: share, contact: rows["contact"])
    }

    package var rows: [String: Int64] {
        var rows = ["lead": lead, "share": share]
        rows["contact"] = contact
        return rows
    }
}
