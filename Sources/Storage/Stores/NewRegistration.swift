import Portal
import SQLite

/// A registration that is about to be added.
struct NewRegistration {
    let record: RecordReference
    let number: RecordNumber
    let form: RegistrationForm.Accepted
    let parties: RegistrationParties
    /// The customer; nil for the new company of a draft.
    let organization: Int64?
    let direction: Int64
    /// Nil for a draft.
    let receipt: RegistrationReceipt?
    /// Who is to decide about it; nil for a draft, and when there is nobody.
    let reviewer: (id: Int64, name: String)?

    /// The state that its partner brings it to.
    let firstState: RegistrationState
    /// The state it begins with: the portal moves one that finds a reviewer on at once.
    let state: RegistrationState

    init(
        _ record: RecordReference, _ number: RecordNumber, form: RegistrationForm.Accepted,
        parties: RegistrationParties, organization: Int64?, direction: Int64, receipt: RegistrationReceipt?,
        reviewer: (id: Int64, name: String)?
    ) throws(Refusal) {
        self.record = record
        self.number = number
        self.form = form
        self.parties = parties
        self.organization = organization
        self.direction = direction
        self.receipt = receipt
        self.reviewer = reviewer
        firstState = receipt == nil ? .draft : .submitted
        state = reviewer == nil ? firstState : try firstState.after(.assign, by: .system)
    }

    /// Adds the row, unless a live one of the partner's is about the same customer and product.
    ///
    /// The indexes of the table decide: see `OrganizationStore.create`. A draft is not live.
    ///
    /// - Throws: `Refusals`, `DUPLICATE_REGISTRATION`; `SQLiteError`.
    func insert(by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection) throws {
        do throws(SQLiteError) { try insertRow(by: viewer, context, in: db) } catch {
            guard case .notUnique = error.reason, receipt != nil,
                let own = try RegistrationConflicts.own(
                    of: viewer, organization: organization, tin: form.company.tin, product: form.product, context,
                    in: db)
            else { throw error }
            throw Refusals(own)
        }
    }

    private func insertRow(
        by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) {
        let submittedAt = receipt == nil ? nil : context.now
        try db.insert(
            into: "registration",
            [
                "id": .integer(record.row), "number": .text(number.text), "name": .text(form.name),
                "state": .text(state.rawValue), "partner_id": .integer(viewer.partnerID),
                "sales_direction_id": .integer(direction), "product_id": Value(form.product),
                "new_company": Value(company != nil), "organization_id": Value(organization),
                "company_name": .text(parties.customer.name), "company_website": Value(company?.website?.url),
                "company_website_key": Value(company?.website?.key), "company_tin": Value(form.company.tin?.digits),
                "company_tin_check": try tinCheck(for: viewer, in: db),
                "company_country": Value(company?.country?.text), "new_contact": Value(contact != nil),
                "contact_id": Value(parties.contact), "contact_first_name": Value(contact?.name.first),
                "contact_last_name": Value(contact?.name.last),
                "contact_middle_name": Value(contact?.name.middle), "contact_email": Value(contact?.email?.text),
                "contact_phone": Value(contact?.phone?.raw), "representative_id": .integer(form.representative),
                "representative_name": .text(parties.representativeName),
                "created_by_id": .integer(viewer.actorID), "budget": Value(form.budget),
                "estimated_value": Value(form.estimatedValue?.amount.scaled),
                "estimated_value_currency": Value(form.estimatedValue?.currency),
                "estimated_closure_date": Value(form.estimatedClosureDate?.text),
                "customer_requirements": Value(form.customerRequirements),
                "assigned_agent_id": Value(reviewer?.id), "submitted_at": Value(submittedAt),
                "external_reference": Value(form.externalReference), "receipt_sequence": Value(receipt?.sequence),
                "receipt_sha256": Value(receipt?.sha256), "waiting_since": Value(submittedAt),
                "created_at": Value(context.now), "updated_at": Value(context.now),
            ])
    }

    /// What the check digits of the typed TIN say: of a company that exists seen from its country, unless only a rival has
    /// told that.
    private func tinCheck(for viewer: Viewer, in db: borrowing Connection) throws(SQLiteError) -> Value {
        switch form.company {
        case .existing(.row): .null
        case .existing(.tin(let number)):
            try db.first(
                """
                SELECT tin_check FROM organization AS chosen
                 WHERE chosen.id = ?1 AND \(OrganizationTable.isNoRivals(for: viewer.role, of: "chosen"))
                """, Value(organization), .integer(viewer.partnerID)
            ) { $0.value(0) } ?? .text(number.check().rawValue)
        case .new(let company): Value(company.tinCheck?.rawValue)
        }
    }

    private var company: NewCompany? {
        if case .new(let company) = form.company { company } else { nil }
    }

    private var contact: NewContact? {
        if case .new(let contact) = form.contact { contact } else { nil }
    }
}
