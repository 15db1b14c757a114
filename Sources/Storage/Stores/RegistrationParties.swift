import Portal
import SQLite

/// Whom a new registration is about and who answers for it, found in the database.
struct RegistrationParties {
    let customer: Customer
    let contact: Int64?
    let representativeName: String

    /// Finds the parties, or notes all that is wrong with them and is nil.
    ///
    /// The form may be one in which other things are wrong already.
    ///
    /// - Parameters:
    ///   - company: The company of the form, as far as it reads as one.
    ///   - submit: Whether the registration has to be the partner's only live one of its customer and product.
    init?(
        of form: RegistrationForm, about company: CompanyReading?, in direction: Int64?, submit: Bool,
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
        let field = ["input", "company"]
        let customer = try company.flatMap { company throws(SQLiteError) in
            try Customer.find(
                company, at: field, new: NewCompanyFields(within: field + ["new"]), for: viewer, context,
                noting: &findings, in: db)
        }
        contact =
            if case .existing(let row) = form.contact { row } else { nil }
        if let contact {
            try ContactStore.check(
                contact, worksFor: customer, at: ["input", "contact", "existingId"], for: viewer, context,
                noting: &findings, in: db)
        }
        if submit {
            let own = try RegistrationConflicts.own(
                of: viewer, organization: customer?.row, tin: company?.tin, product: form.product, context, in: db)
            if let own { findings.add([own]) }
        }
        guard let customer, let representative else { return nil }
        self.customer = customer
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
}
