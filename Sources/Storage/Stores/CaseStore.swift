package import Portal
package import SQLite

/// Writes of cases.
package enum CaseStore {
    /// Opens a case and gives it to a group and an agent.
    ///
    /// A partner opens cases of its own. The vendor's people open one for the partner of an opportunity, which is how
    /// they say whose case it is. Its customer is added if it is new, and is the contact's own if only a contact is
    /// given.
    ///
    /// - Throws: `Refusals` with everything at once that `CaseForm.read` and the database have against it:
    ///   `NOT_FOUND`, `PARTNER_INACTIVE`, `REQUIRED` at `input.opportunityId` for the vendor's people,
    ///   `CONTACT_NOT_OF_COMPANY`, `DUPLICATE_COMPANY_NAME`; `SQLiteError`.
    package static func create(
        _ form: CaseForm, by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws -> CreatedCase {
        var findings = Findings()
        let reading = form.read(by: viewer.role)
        let accepted = findings.take { () throws(Refusals) in try reading.accepted.get() }
        let owner = try CaseOwner.find(of: form, by: viewer, context, noting: &findings, in: db)
        let field = ["input", "organization"]
        let customer = try reading.company.flatMap { company throws(SQLiteError) in
            try Customer.find(
                company, at: field, new: NewCompanyFields(all: field + ["newName"]), for: viewer, context,
                noting: &findings, in: db)
        }
        let employer = try form.contact.flatMap { contact throws(SQLiteError) in
            try ContactStore.check(
                contact, worksFor: customer, at: ["input", "contactId"], for: viewer, context, noting: &findings,
                in: db)
        }
        findings.add(
            try AttachmentStore.missing(among: form.attachments, at: ["input", "attachmentIds"], by: viewer, in: db))
        try findings.report()
        guard let accepted, let owner else { throw Refusals(.notFound) }

        let desk = try CaseDesk.find(for: accepted.category, of: owner.partner, in: db)
        let organization = try customer?.added(broughtBy: owner.partner, for: viewer, context, in: db)
        let new = NewCase(
            form: accepted, owner: owner, organization: organization ?? employer, tin: reading.company?.tin, desk: desk,
            viewer: viewer, context: context)
        return CreatedCase(row: try new.insert(in: db))
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
