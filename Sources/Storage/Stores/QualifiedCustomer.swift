import Portal
import SQLite

/// The customer of a registration that is being qualified, linked or created.
struct QualifiedCustomer {
    let organization: Int64
    let contact: Int64

    /// - Parameter chosen: The organization to link instead of the registration's own.
    /// - Throws: `NOT_FOUND` and `CONTACT_NOT_OF_COMPANY` for the chosen organization, `DUPLICATE_COMPANY_NAME`,
    ///   `…_WEBSITE` and `…_TIN` for one that has to be chosen instead, all at `input.organizationId`; `SQLiteError`.
    init(
        of registration: ReviewedRegistration, instead chosen: Int64?, by viewer: Viewer, _ context: WriteContext,
        in db: borrowing Connection
    ) throws {
        let field = ["input", "organizationId"]
        if let chosen {
            guard try OrganizationStore.find(.row(chosen), for: viewer, context, in: db) != nil else {
                throw Refusals(.notFound.at(field))
            }
            organization = chosen
        } else if let own = registration.organization {
            organization = own
        } else {
            let company = try Self.company(of: registration, at: field, in: db)
            organization = try OrganizationStore.create(
                company, broughtBy: registration.partner, for: viewer, context, in: db
            ).get()
        }
        if let known = registration.contact {
            let employer = try db.first("SELECT organization_id FROM contact WHERE id = ?1", .integer(known)) {
                $0.integer(0)
            }
            guard employer == organization else { throw Refusals(.contactNotOfCompany.at(field)) }
            contact = known
        } else {
            contact = try ContactStore.create(
                registration.person, of: organization, broughtBy: registration.partner, context, in: db)
        }
    }

    /// The company a registration was typed with.
    private static func company(
        of registration: ReviewedRegistration, at field: [String], in db: borrowing Connection
    ) throws -> NewOrganization {
        let typed = try db.first(
            "SELECT company_website, company_tin, company_country FROM registration WHERE id = ?1",
            .integer(registration.id)
        ) { (website: $0.optionalText(0), tin: $0.optionalText(1), country: $0.optionalText(2)) }
        do throws(Refusal) {
            var company = NewOrganization(name: try CompanyName(registration.companyName), at: field)
            if let website = typed?.website { company.website = try Website(website) }
            if let tin = typed?.tin { company.tin = try TaxNumber(tin) }
            company.country = typed?.country
            return company
        } catch { throw Refusals(error.at(field)) }
    }
}
