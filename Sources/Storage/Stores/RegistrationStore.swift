package import Portal
package import SQLite

/// Writes of registered opportunities.
///
/// **Who decides?** A submitted registration goes to an agent of its sales direction at once: see `ReviewDesk`. Where
/// nobody works it stays `SUBMITTED`.
///
/// **Whose is a new company?** Submitting a registration with a new company adds the company to the customers at once,
/// as one its partner has brought. The indexes of the table decide, so of many who register the same new company at the
/// same time exactly one wins. The others choose the existing one as the source says, "clear
/// *New company* and select the existing one": by its TIN, which they know, for what a rival has entered is told to
/// nobody else. So two partners may still compete for one customer; agents see it as a suspected conflict and decide by
/// the receipts. A draft, which nobody else sees, adds no company.
/// Qualifying checks again: see `qualify`.
package enum RegistrationStore {
    /// Registers an opportunity for the viewer's partner organization, or keeps it as a draft.
    ///
    /// - Parameters:
    ///   - portalPath: Path of the portal it is registered in, which decides the sales direction; nil means the home
    ///     portal.
    ///   - submit: False keeps a draft: no receipt, and the vendor does not see it.
    /// - Throws: `Refusals` with everything at once that `RegistrationForm.read` and the database have against it:
    ///   `NOT_FOUND`, `PARTNER_INACTIVE`, `CONTACT_NOT_OF_COMPANY`, `REPRESENTATIVE_NOT_OF_PARTNER`,
    ///   `DUPLICATE_COMPANY_NAME`, `…_WEBSITE`, `…_TIN`, `DUPLICATE_REGISTRATION`; `SQLiteError`.
    package static func register(
        _ form: RegistrationForm, portalPath: String? = nil, submit: Bool = true, by viewer: Viewer,
        _ context: WriteContext, in db: borrowing Connection
    ) throws -> RegisteredOpportunity {
        var findings = Findings()
        if try !PartnerDirection.isActive(partner: viewer.partnerID, in: db) { findings.add(.partnerInactive, at: []) }
        let direction = try PartnerDirection.find(portalPath: portalPath, of: viewer.partnerID, in: db)
        if direction == nil { findings.add(.notFound, at: ["input", "portalPath"]) }
        let checksum = direction?.checksum ?? .warn
        let reading = form.read(today: CalendarDate(of: context.now), checksum: checksum)
        let accepted = findings.take { () throws(Refusals) in try reading.accepted.get() }
        let parties = try RegistrationParties(
            of: form, about: reading.company, in: direction?.id, submit: submit, for: viewer, context,
            noting: &findings, in: db)
        try findings.report()
        guard let direction, let accepted, let parties else { throw Refusals(.notFound) }

        let customer = parties.customer
        let organization =
            submit ? try customer.added(broughtBy: viewer.partnerID, for: viewer, context, in: db) : customer.row
        let (record, number) = try RecordStore.newRecord(.registration, in: db)
        let receipt = submit ? try RegistrationReceipt(of: accepted, in: db) : nil
        let reviewer = submit ? try ReviewDesk.find(in: direction.id, db: db) : nil
        let registration: NewRegistration
        do throws(Refusal) {
            registration = try NewRegistration(
                record, number, form: accepted, parties: parties, organization: organization, direction: direction.id,
                receipt: receipt, reviewer: reviewer)
        } catch { throw Refusals(error) }
        try registration.insert(by: viewer, context, in: db)
        return try accompany(registration, by: viewer, context, in: db)
    }

    /// Writes what comes with a new registration: its history, first comment, files, reviewer, and suspicions.
    private static func accompany(
        _ registration: NewRegistration, by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> RegisteredOpportunity {
        let record = registration.record
        try ChangeLog.append(.created, to: record, by: viewer.actorID, context, in: db)
        try ChangeLog.append(
            .state("state", from: nil, to: registration.firstState.rawValue), to: record, by: viewer.actorID, context,
            in: db)
        if let text = registration.form.additionalComments {
            _ = try CommentStore.write(text, .additionalComment, to: record, by: viewer.actorID, context, in: db)
        }
        try AttachmentStore.attach(registration.form.attachments, to: record, by: viewer, context, in: db)
        if let reviewer = registration.reviewer {
            try ChangeLog.append(
                .field("assignedAgent", from: .null, to: .text(reviewer.name)), to: record, by: RecordStore.system,
                context, in: db)
            try ChangeLog.append(
                .state("state", from: registration.firstState.rawValue, to: registration.state.rawValue), to: record,
                by: RecordStore.system, context, in: db)
        }
        if registration.receipt != nil, let organization = registration.organization {
            try RegistrationConflicts.mark(
                record.row, about: organization, of: viewer.partnerID, context, in: db)
        }
        return RegisteredOpportunity(registration: record.row)
    }
}

/// The row of a new registration.
package struct RegisteredOpportunity: Outcome {
    package let registration: Int64

    init(registration: Int64) { self.registration = registration }

    package init?(rows: [String: Int64]) {
        guard let registration = rows["registration"] else { return nil }
        self.registration = registration
    }

    package var rows: [String: Int64] { ["registration": registration] }
}
