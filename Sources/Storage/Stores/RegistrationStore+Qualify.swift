package import Portal
package import SQLite

extension RegistrationStore {
    /// Turns a registration in review into business: customer, lead and opportunity, wholly or not at all.
    ///
    /// The company is the one that submitting has added, or the one that `form` names instead; a company nobody else
    /// uses is deactivated then. A registration without one, as an import may leave it, gets its company here, if
    /// none is known by its name, website or TIN.
    ///
    /// - Parameter expectedVersion: The version the viewer has seen.
    /// - Throws: `Refusals`: `NOT_FOUND`, `NOT_ASSIGNEE` or `INVALID_TRANSITION` at `id`, `VERSION_CONFLICT`, and at
    ///   each input what `QualificationForm.read` or the database has against it; `SQLiteError`.
    package static func qualify(
        _ registration: Int64, _ form: QualificationForm, expectedVersion: Int64, by viewer: Viewer,
        _ context: WriteContext, in db: borrowing Connection
    ) throws -> QualifiedRegistration {
        guard let reviewed = try ReviewedRegistration.find(registration, for: viewer, context, in: db) else {
            throw Refusals(.notFound.at(["id"]))
        }
        var findings = Findings()
        findings.check(at: ["id"]) { () throws(Refusal) in
            _ = try reviewed.state.after(.qualify, by: reviewed.standing(of: viewer))
        }
        if let conflict = try reviewed.versionConflict(expecting: expectedVersion, in: db) { findings.add([conflict]) }
        let accepted = findings.take { () throws(Refusals) in
            try form.read(at: context.now, having: reviewed.requirements)
        }
        let company = try QualifiedCustomer.company(
            of: reviewed, instead: form.organization, by: viewer, context, noting: &findings, in: db)
        try findings.report()
        guard let accepted, let company else { throw Refusals(.notFound.at(["id"])) }

        let customer = try QualifiedCustomer(company, of: reviewed, for: viewer, context, in: db)
        let qualification = Qualification(
            registration: reviewed, form: accepted, customer: customer, viewer: viewer, context: context)
        let lead = try qualification.addLead(in: db)
        let opportunity = try qualification.addOpportunity(of: lead, in: db)
        try qualification.settleRegistration(in: db)
        try qualification.tellCreator(in: db)
        return QualifiedRegistration(
            registration: registration, opportunity: opportunity, lead: lead, organization: customer.organization,
            contact: customer.contact)
    }
}

/// The rows of a qualified registration.
package struct QualifiedRegistration: Outcome {
    package let registration: Int64
    package let opportunity: Int64
    package let lead: Int64
    package let organization: Int64
    package let contact: Int64

    init(registration: Int64, opportunity: Int64, lead: Int64, organization: Int64, contact: Int64) {
        self.registration = registration
        self.opportunity = opportunity
        self.lead = lead
        self.organization = organization
        self.contact = contact
    }

    package init?(rows: [String: Int64]) {
        guard let registration = rows["registration"], let opportunity = rows["opportunity"], let lead = rows["lead"],
            let organization = rows["organization"], let contact = rows["contact"]
        else { return nil }
        self.init(
            registration: registration, opportunity: opportunity, lead: lead, organization: organization,
            contact: contact)
    }

    package var rows: [String: Int64] {
        [
            "registration": registration, "opportunity": opportunity, "lead": lead, "organization": organization,
            "contact": contact,
        ]
    }
}
