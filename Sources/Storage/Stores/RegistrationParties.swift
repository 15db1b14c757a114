import Portal
import SQLite

/// Whom a new registration is about and who answers for it, found in the database.
struct RegistrationParties {
    /// The customer; nil for the new company of a draft.
    let organization: Int64?
    let organizationName: String
    let contact: Int64?
    let representativeName: String

    /// Finds the parties, or notes all that is wrong with them and is nil.
    ///
    /// The form may be one in which other things are wrong already. A new company of a registration that is submitted
    /// is added here, unless anything is.
    ///
    /// - Parameter newCompany: The new company of the form, as far as it reads as one.
    init?(
        of form: RegistrationForm, about newCompany: NewCompany?, in direction: Int64?, submit: Bool,
        for viewer: Viewer, _ context: WriteContext, noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) {
        try Self.checkProduct(form.product, in: direction, noting: &findings, in: db)
        var representative: String?
        if let user = form.representative {
            representative = try Self.representative(user, of: viewer.partnerID, in: db)
            if representative == nil { findings.add(.representativeNotOfPartner, at: ["input", "representativeId"]) }
        }
        findings.add(
            try AttachmentStore.missing(among: form.attachments, at: ["input", "attachmentIds"], by: viewer, in: db))

        contact =
            if case .existing(let row) = form.contact { row } else { nil }
        switch form.company {
        case .existing, .known:
            let company = form.company?.existingCompany
            let found = try company.flatMap { company throws(SQLiteError) in
                try OrganizationStore.find(company, for: viewer, context, in: db)
            }
            if let company, found == nil { findings.add(.notFound, at: ["input", "company", company.field]) }
            (organization, organizationName) = (found?.row, found?.name ?? "")
            try Self.checkContact(contact, of: found?.row, for: viewer, context, noting: &findings, in: db)
        case .new:
            organizationName = newCompany?.name.text ?? ""
            organization =
                if let newCompany {
                    try Self.add(
                        newCompany, product: form.product, submit: submit, for: viewer, context, noting: &findings,
                        in: db)
                } else { nil }
        case nil:
            (organization, organizationName) = (nil, "")
            try Self.checkContact(contact, of: nil, for: viewer, context, noting: &findings, in: db)
        }
        guard findings.isEmpty, let representative else {
            if form.company?.existingCompany != nil, let organization {
                try Self.noteDuplicate(
                    of: form.product, for: organization, viewer, noting: &findings, in: db)
            }
            return nil
        }
        representativeName = representative
    }

    private static func checkProduct(
        _ product: Int64?, in direction: Int64?, noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) {
        guard let product, let direction else { return }
        let isSold = try db.first(
            "SELECT 1 FROM product WHERE id = ?1 AND sales_direction_id = ?2 AND active", .integer(product),
            .integer(direction)
        ) { _ in true }
        if isSold == nil { findings.add(.notFound, at: ["input", "productId"]) }
    }

    /// The name of an active employee of the partner.
    private static func representative(
        _ user: Int64, of partner: Int64, in db: borrowing Connection
    ) throws(SQLiteError) -> String? {
        try db.first(
            """
            SELECT actor.display_name FROM partner_user JOIN actor ON actor.id = partner_user.id
             WHERE partner_user.id = ?1 AND partner_user.partner_id = ?2 AND partner_user.active
            """, .integer(user), .integer(partner)
        ) { $0.text(0) }
    }

    /// - Parameter organization: Nil when it was not found, so that only the contact's own existence counts.
    private static func checkContact(
        _ contact: Int64?, of organization: Int64?, for viewer: Viewer, _ context: WriteContext,
        noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) {
        guard let contact else { return }
        let field = ["input", "contact", "existingId"]
        let employer = try ContactTable.visibleRow(
            contact, columns: [.organizationID], for: viewer, at: context.now, in: db
        ) { $0.integer(0) }
        if employer == nil {
            findings.add(.notFound, at: field)
        } else if let organization, employer != organization {
            findings.add(.contactNotOfCompany, at: field)
        }
    }

    /// Tells of a live registration of the same known company and product, which only inserting would have met.
    private static func noteDuplicate(
        of product: Int64?, for organization: Int64, _ viewer: Viewer, noting findings: inout Findings,
        in db: borrowing Connection
    ) throws(SQLiteError) {
        let own = try RegistrationConflicts.own(
            of: viewer.partnerID, organization: organization, tin: nil, product: product, in: db)
        if let own { findings.add(.duplicateRegistration(own), at: ["input", "company"]) }
    }

    private static func add(
        _ company: NewCompany, product: Int64?, submit: Bool, for viewer: Viewer, _ context: WriteContext,
        noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) -> Int64? {
        let new = NewOrganization(company, at: ["input", "company", "new"])
        let conflicts: [Refusal]
        if submit, findings.isEmpty {
            switch try OrganizationStore.create(new, broughtBy: viewer.partnerID, for: viewer, context, in: db) {
            case .success(let organization): return organization
            case .failure(let refusals): conflicts = refusals.all
            }
        } else {
            conflicts = try OrganizationStore.conflicts(of: new, for: viewer, context, in: db)
        }
        findings.add(conflicts)
        let own = try RegistrationConflicts.own(of: viewer.partnerID, tin: company.tin.digits, product: product, in: db)
        if let own { findings.add(.duplicateRegistration(own), at: ["input", "company"]) }
        return nil
    }
}
