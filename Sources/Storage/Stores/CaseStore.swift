package import Portal
package import SQLite

/// Writes of cases.
package enum CaseStore {
    /// Opens a case and gives it to a group and an agent.
    ///
    /// A partner opens cases of its own. The vendor's people open one for the partner of an opportunity, which is how
    /// they say whose case it is.
    ///
    /// - Throws: `Refusals` with everything at once that `CaseForm.read` and the database have against it:
    ///   `NOT_FOUND`, `PARTNER_INACTIVE`, `REQUIRED` at `input.opportunityId` for the vendor's people,
    ///   `CONTACT_NOT_OF_COMPANY`, `DUPLICATE_COMPANY_NAME`; `SQLiteError`.
    package static func create(
        _ form: CaseForm, by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws -> CreatedCase {
        var findings = Findings()
        let accepted = findings.take { () throws(Refusals) in try form.read(by: viewer.role) }
        let owner = try CaseOwner.find(of: form, by: viewer, context, noting: &findings, in: db)
        let customer = try customer(
            of: form, broughtBy: owner?.partner, by: viewer, context, noting: &findings, in: db)
        findings.add(
            try AttachmentStore.missing(among: form.attachments, at: ["input", "attachmentIds"], by: viewer, in: db))
        try findings.report()
        guard let accepted, let owner else { throw Refusals(.notFound) }

        let desk = try CaseDesk.find(for: accepted.category, of: owner.partner, in: db)
        let new = NewCase(
            form: accepted, owner: owner, customer: customer, desk: desk, viewer: viewer, context: context)
        return CreatedCase(row: try new.insert(in: db))
    }

    /// The customer the case is about, added if it is new; the contact's own if only a contact is given; nil without one.
    private static func customer(
        of form: CaseForm, broughtBy partner: Int64?, by viewer: Viewer, _ context: WriteContext,
        noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) -> Int64? {
        var customer: Int64?
        var isKnown = true
        switch form.organization {
        case nil: break
        case .existing, .known:
            guard let company = form.organization?.existingCompany else { break }
            customer = try OrganizationStore.find(company, for: viewer, context, in: db)?.row
            isKnown = customer != nil
            if !isKnown { findings.add(.notFound, at: ["input", "organization", company.field]) }
        case .new(let text):
            guard let partner, let name = try? CompanyName(text) else { break }
            let company = NewOrganization(name: name, at: ["input", "organization", "newName"])
            switch try OrganizationStore.create(company, broughtBy: partner, for: viewer, context, in: db) {
            case .success(let row): customer = row
            case .failure(let refusals): findings.add(refusals.all)
            }
        }
        guard let contact = form.contact else { return customer }
        let employer = try ContactTable.visibleRow(
            contact, columns: [.organizationID], for: viewer, at: context.now, in: db
        ) { $0.optionalInteger(0) }
        guard let employer else {
            findings.add(.notFound, at: ["input", "contactId"])
            return customer
        }
        if form.organization == nil { return employer }
        if isKnown, employer != customer { findings.add(.contactNotOfCompany, at: ["input", "contactId"]) }
        return customer
    }
}

/// The row of a new case.
package struct CreatedCase: Outcome {
    package let row: Int64

    init(row: Int64) { self.row = row }

    package init?(rows: [String: Int64]) {
        guard let row = rows["case"] else { return nil }
        self.row = row
    }

    package var rows: [String: Int64] { ["case": row] }
}
