import Portal
import SQLite

/// Registrations that concern the same customer.
enum RegistrationConflicts {
    private static let live = "state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED')"

    /// The refusal of a customer and product of which the viewer's partner has a live registration of its own; nil if it
    /// has none.
    ///
    /// It names a registration that the viewer may see.
    static func own(
        of viewer: Viewer, organization: Int64?, tin: TaxNumber?, product: Int64?, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) -> Refusal? {
        let rows = try db.all(
            """
            SELECT id FROM registration
             WHERE partner_id = ?1 AND coalesce(product_id, 0) = coalesce(?4, 0) AND \(live)
               AND (organization_id = ?2 OR company_tin = ?3
                    OR organization_id = (SELECT id FROM organization WHERE tin = ?3))
            """, .integer(viewer.partnerID), Value(organization), Value(tin?.digits), Value(product)
        ) { $0.integer(0) }
        if rows.isEmpty { return nil }
        var seen: RecordReference?
        for row in rows where seen == nil {
            seen = try RegistrationTable.visibleRow(row, columns: [.id], for: viewer, at: context.now, in: db) {
                .registration($0.integer(0))
            }
        }
        return .duplicateRegistration(seen).at(["input", "company"])
    }

    /// Notes for the vendor's agents that other partners have live registrations of a customer like this.
    ///
    /// Alike are the same organization, tax number or website, and names that differ only in their legal form. Both
    /// sides are marked. A rival's row keeps its version and time of change, which its partner reads: nothing may tell
    /// them that there is another one.
    static func mark(
        _ registration: Int64, about organization: Int64, of partner: Int64, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) {
        let rivals = try db.all(
            """
            SELECT rival.id FROM organization AS customer JOIN registration AS rival
             WHERE customer.id = ?1 AND rival.partner_id <> ?2 AND rival.\(live)
               AND (rival.organization_id IN (SELECT id FROM organization WHERE name_core = customer.name_core)
                    OR rival.company_tin = customer.tin OR rival.company_website_key = customer.website_key)
             ORDER BY rival.id
            """, .integer(organization), .integer(partner)
        ) { $0.integer(0) }
        for suspect in rivals.isEmpty ? [] : [registration] + rivals {
            let before = try db.first(
                """
                SELECT conflict_state FROM registration WHERE id = ?1 AND conflict_state <> 'SUSPECTED'
                """, .integer(suspect)
            ) { $0.value(0) }
            guard let before else { continue }
            try db.run("UPDATE registration SET conflict_state = 'SUSPECTED' WHERE id = ?1", .integer(suspect))
            try ChangeLog.append(
                .field("conflictState", from: before, to: .text(ConflictState.suspected.rawValue)),
                to: .registration(suspect), by: RecordStore.system, context, in: db)
        }
    }
}
