import Portal
import SQLite

/// A company that is about to be added, and the inputs it was read from.
struct NewOrganization {
    let name: CompanyName
    var website: Website?
    var tin: TaxNumber?
    var country: String?
    /// Paths of the inputs, to say where a company is already known.
    let fields: (name: [String], website: [String], tin: [String])

    /// A company of which the name is enough.
    init(name: CompanyName, at field: [String]) {
        self.name = name
        fields = (field, field, field)
    }

    /// The new company of a registration form.
    init(_ company: NewCompany, at field: [String]) {
        name = company.name
        website = company.website
        tin = company.tin
        country = company.country?.text
        fields = (field + ["name"], field + ["website"], field + ["tin"])
    }
}

/// Writes of customers.
enum OrganizationStore {
    /// Adds a company, unless one of the same name, website or tax number is there.
    ///
    /// The indexes of the table decide, so of many who add the same company at once exactly one does; only then is
    /// asked which of the three were in the way.
    static func create(
        _ company: NewOrganization, broughtBy partner: Int64, for viewer: Viewer, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) -> Result<Int64, Refusals> {
        do throws(SQLiteError) {
            return .success(
                try db.insert(
                    into: "organization",
                    [
                        "name": .text(company.name.text), "name_key": .text(company.name.nameKey),
                        "name_core": .text(company.name.nameCore), "website": Value(company.website?.url),
                        "website_key": Value(company.website?.key), "tin": Value(company.tin?.digits),
                        "tin_check": Value(company.tin?.check(country: company.country).rawValue),
                        "country": Value(company.country), "created_by_partner_id": .integer(partner),
                        "created_at": Value(context.now), "updated_at": Value(context.now),
                    ]))
        } catch {
            guard case .notUnique = error.reason,
                let refusals = Refusals(try conflicts(of: company, for: viewer, context, in: db))
            else { throw error }
            return .failure(refusals)
        }
    }

    /// Each of name, website and tax number that another company has already.
    static func conflicts(
        of company: NewOrganization, for viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> [Refusal] {
        let keys: [(column: String, key: String?, refusal: (RecordReference?) -> Refusal, field: [String])] = [
            ("name_key", company.name.nameKey, Refusal.duplicateCompanyName, company.fields.name),
            ("website_key", company.website?.key, Refusal.duplicateCompanyWebsite, company.fields.website),
            ("tin", company.tin?.digits, Refusal.duplicateCompanyTin, company.fields.tin),
        ]
        var refusals: [Refusal] = []
        for (column, key, refusal, field) in keys {
            let known = try db.first("SELECT id, tin FROM organization WHERE \(column) = ?1", Value(key)) {
                (id: $0.integer(0), tin: $0.optionalText(1))
            }
            guard let known else { continue }
            let isTyped = known.tin != nil && known.tin == company.tin?.digits
            let mayKnow = try isFound(known.id, byWholeTin: isTyped, for: viewer, context, in: db)
            refusals.append(refusal(mayKnow ? .organization(known.id) : nil).at(field))
        }
        return refusals
    }

    /// Whether `companyLookup` finds the company for the viewer: a refusal tells no more.
    private static func isFound(
        _ organization: Int64, byWholeTin: Bool, for viewer: Viewer, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) -> Bool {
        let isKnown = byWholeTin ? "true" : OrganizationReferenceTable.isKnown(for: viewer.role, of: "visited")
        return try OrganizationReferenceTable.visibleRow(
            organization, columns: [.id], where: "visited.active AND \(isKnown)", for: viewer, at: context.now, in: db
        ) { _ in true } ?? false
    }

    /// The name of a company that the viewer may choose; nil otherwise.
    static func choosable(
        _ organization: Int64, by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> String? {
        try OrganizationReferenceTable.visibleRow(
            organization, columns: [.name], where: "visited.active", for: viewer, at: context.now, in: db
        ) { $0.text(0) }
    }
}
