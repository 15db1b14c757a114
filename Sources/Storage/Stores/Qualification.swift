import Portal
import SQLite

/// The qualifying of one registration: what it adds and changes, step by step.
struct Qualification {
    let registration: ReviewedRegistration
    let form: QualificationForm.Accepted
    let customer: QualifiedCustomer
    let viewer: Viewer
    let context: WriteContext

    /// The agent who answers for what comes of it.
    private var agent: Int64 { registration.assignee ?? viewer.actorID }

    /// Adds the vendor's lead, converted from the start.
    func addLead(in db: borrowing Connection) throws(SQLiteError) -> Int64 {
        let (record, number) = try RecordStore.newRecord(.lead, in: db)
        try db.run(
            """
            INSERT INTO lead (id, number, name, state, source, sales_direction_id, product_id, company_name, need,
                estimated_value, estimated_value_currency, company_website, company_tin, contact_name, contact_email,
                contact_phone, organization_id, contact_id, registration_id, owner_id, created_by_id, created_at,
                updated_at)
            SELECT ?2, ?3, origin.name, 'CONVERTED', 'PARTNER', origin.sales_direction_id, origin.product_id,
                customer.name, origin.customer_requirements, origin.estimated_value, origin.estimated_value_currency,
                customer.website, customer.tin, person.display_name, person.email, person.phone, customer.id, person.id,
                origin.id, ?6, ?7, ?8, ?8
              FROM registration AS origin, organization AS customer, contact AS person
             WHERE origin.id = ?1 AND customer.id = ?4 AND person.id = ?5
            """, .integer(registration.id), .integer(record.row), .text(number.text),
            .integer(customer.organization), .integer(customer.contact), .integer(agent), .integer(viewer.actorID),
            Value(context.now))
        try log(.created, of: record, in: db)
        try log(.state("state", from: nil, to: LeadState.converted.rawValue), of: record, in: db)
        return record.row
    }

    /// Adds the opportunity, with everything the registration knows.
    func addOpportunity(of lead: Int64, in db: borrowing Connection) throws(SQLiteError) -> Int64 {
        let (record, number) = try RecordStore.newRecord(.opportunity, in: db)
        let protectedUntil = try protection(in: db)
        try db.run(
            """
            INSERT INTO opportunity (id, number, name, stage, status, status_reason, source, partner_id,
                sales_direction_id, product_id, organization_id, contact_id, representative_id, originator_id,
                registration_id, lead_id, estimated_value, estimated_value_currency, estimated_closure_date, engaged_at,
                protected_until, external_reference, responsible_id, probability, created_at, updated_at)
            SELECT ?2, ?3, coalesce(?4, name), ?5, 'OPEN', 'IN_PROGRESS', 'REGISTRATION', partner_id,
                sales_direction_id, product_id, ?6, ?7, representative_id, created_by_id, id, ?8, estimated_value,
                estimated_value_currency, estimated_closure_date, ?9, ?10, external_reference, ?11, ?12, ?9, ?9
              FROM registration WHERE id = ?1
            """, .integer(registration.id), .integer(record.row), .text(number.text), Value(form.opportunityName),
            .text(form.stage.rawValue), .integer(customer.organization), .integer(customer.contact), .integer(lead),
            Value(context.now), Value(protectedUntil), .integer(agent), Value(form.probability))
        try db.run(
            "UPDATE registration SET protected_until = ?2 WHERE id = ?1", .integer(registration.id),
            Value(protectedUntil))
        try log(.created, of: record, in: db)
        try log(.state("stage", from: nil, to: form.stage.rawValue), of: record, in: db)
        try log(.state("status", from: nil, to: OpportunityStatus.open.rawValue), of: record, in: db)
        try log(
            .field("protectedUntil", from: .null, to: .text(protectedUntil.text)), of: .registration(registration.id),
            in: db)
        return record.row
    }

    /// Ends the registration, in words that its partner reads and others that only the vendor does.
    ///
    /// - Throws: `INVALID_TRANSITION` at `id` when it has left the state it was read in; `SQLiteError`.
    func settleRegistration(in db: borrowing Connection) throws {
        let record = RecordReference.registration(registration.id)
        let settled = try db.run(
            """
            UPDATE registration
               SET state = 'QUALIFIED', state_reason = ?2, organization_id = ?3, contact_id = ?4, waiting_since = NULL,
                   version = version + 1, updated_at = ?5
             WHERE id = ?1 AND state = ?6
            """, .integer(registration.id), Value(form.message), .integer(customer.organization),
            .integer(customer.contact), Value(context.now), .text(registration.state.rawValue))
        guard settled == 1 else {
            let state = try db.first("SELECT state FROM registration WHERE id = ?1", .integer(registration.id)) {
                $0.text(0)
            }
            throw Refusals(
                .invalidTransition(from: state ?? "", to: RegistrationState.qualified.rawValue, allowed: []).at(["id"]))
        }
        if let abandoned = registration.organization, abandoned != customer.organization {
            try abandon(abandoned, in: db)
        }
        if registration.organization != customer.organization {
            try logName(
                "organization", in: "organization", from: registration.organization, to: customer.organization, db)
        }
        if registration.contact == nil {
            try logName("contact", in: "contact", from: nil, to: customer.contact, db)
        }
        try log(
            .state(
                "state", from: registration.state.rawValue, to: RegistrationState.qualified.rawValue,
                reason: form.message),
            of: record, in: db)
        if let note = form.internalNote {
            _ = try CommentStore.write(note, .internalNote, to: record, by: viewer.actorID, context, in: db)
        }
    }

    /// Writes to whoever made the registration; for a program to the representative.
    func tellCreator(in db: borrowing Connection) throws(SQLiteError) {
        let isPerson = try db.first(
            "SELECT 1 FROM partner_user WHERE id = ?1", .integer(registration.creator)
        ) { _ in true }
        try Outbox.send(
            .registrationQualified, to: isPerson == nil ? registration.representative : registration.creator,
            subject: "\(registration.number) was qualified",
            body: (["Your registration \(registration.number), \(registration.name), is an opportunity now."]
                + (form.message.map { [$0] } ?? [])).joined(separator: "\n\n"),
            context, in: db)
    }

    /// Until when nobody else may win the customer: as asked for, or as long as the sales direction grants.
    private func protection(in db: borrowing Connection) throws(SQLiteError) -> Timestamp {
        if let asked = form.protectedUntil { return asked }
        let days = try db.first(
            "SELECT min(protection_days, 36500) FROM sales_direction WHERE id = ?1", .integer(registration.direction)
        ) { $0.integer(0) }
        return context.now.adding((days ?? 0) * Timestamp.day)
    }

    /// Deactivates the company that was added for this registration alone and turned out to be another.
    private func abandon(_ organization: Int64, in db: borrowing Connection) throws(SQLiteError) {
        try db.run(
            """
            UPDATE organization SET active = 0, version = version + 1, updated_at = ?3
             WHERE id = ?1 AND created_by_partner_id = ?2
               AND EXISTS (SELECT 1 FROM registration WHERE id = ?4 AND new_company)
               AND NOT EXISTS (SELECT 1 FROM registration WHERE organization_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM opportunity WHERE organization_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM support_case WHERE organization_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM contact WHERE organization_id = ?1)
            """, .integer(organization), .integer(registration.partner), Value(context.now),
            .integer(registration.id))
    }

    private func log(
        _ change: Change, of record: RecordReference, in db: borrowing Connection
    ) throws(SQLiteError) {
        try ChangeLog.append(change, to: record, by: viewer.actorID, context, in: db)
    }

    /// Logs that the registration refers to another row, told by its name.
    private func logName(
        _ field: String, in table: String, from old: Int64?, to new: Int64, _ db: borrowing Connection
    ) throws(SQLiteError) {
        let column = table == "contact" ? "display_name" : "name"
        let names = try db.first(
            "SELECT (SELECT \(column) FROM \(table) WHERE id = ?1), (SELECT \(column) FROM \(table) WHERE id = ?2)",
            Value(old), .integer(new)
        ) { ($0.value(0), $0.value(1)) }
        guard let names else { return }
        try log(.field(field, from: names.0, to: names.1), of: .registration(registration.id), in: db)
    }
}
