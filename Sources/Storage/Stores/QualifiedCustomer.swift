import Portal
import SQLite

/// The customer of a registration that is being qualified, and the person there.
struct QualifiedCustomer {
    let organization: Int64
    let contact: Int64

    /// Adds what of them is new.
    ///
    /// - Throws: as `Customer.added`.
    init(
        _ customer: Customer, of registration: ReviewedRegistration, for viewer: Viewer, _ context: WriteContext,
        in db: borrowing Connection
    ) throws {
        let organization = try customer.added(broughtBy: registration.partner, for: viewer, context, in: db)
        self.organization = organization
        contact =
            if let known = registration.contact { known } else {
                try ContactStore.create(
                    registration.person, of: organization, broughtBy: registration.partner, context, in: db)
            }
    }

    /// The company, or nil after noting, all at `input.organizationId`, what is wrong with it.
    ///
    /// - Parameter chosen: The organization to link instead of the registration's own.
    static func company(
        of registration: ReviewedRegistration, instead chosen: Int64?, by viewer: Viewer, _ context: WriteContext,
        noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) -> Customer? {
        let field = ["input", "organizationId"]
        let customer: Customer?
        if let chosen {
            customer = try Customer.find(
                ExistingCompany.row(chosen), at: field, for: viewer, context, noting: &findings, in: db)
        } else if let own = registration.organization {
            customer = .known(row: own, name: registration.companyName)
        } else {
            customer = try typedCompany(of: registration, at: field, noting: &findings, in: db).flatMap {
                company throws(SQLiteError) in
                try Customer.find(
                    company, at: NewCompanyFields(all: field), for: viewer, context, noting: &findings, in: db)
            }
        }
        if let contact = registration.contact {
            try ContactStore.check(
                contact, worksFor: customer, at: field, for: viewer, context, noting: &findings, in: db)
        }
        return customer
    }

    /// The company a registration was typed with; nil after noting why it cannot be added.
    private static func typedCompany(
        of registration: ReviewedRegistration, at field: [String], noting findings: inout Findings,
        in db: borrowing Connection
    ) throws(SQLiteError) -> NewCompany? {
        let typed = try db.first(
            "SELECT company_website, company_tin, company_country FROM registration WHERE id = ?1",
            .integer(registration.id)
        ) { (website: $0.optionalText(0), tin: $0.optionalText(1), country: $0.optionalText(2)) }
        do throws(Refusal) {
            return NewCompany(
                name: try CompanyName(registration.companyName), website: try typed?.website.map(Website.init),
                tin: try typed?.tin.map(TaxNumber.init), country: try typed?.country.map(CountryCode.init))
        } catch {
            findings.add(error, at: field)
            return nil
        }
    }
}
