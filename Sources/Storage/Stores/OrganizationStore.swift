import Portal
import SQLite

/// Writes of customers.
enum OrganizationStore {
    /// Adds a company against which there are no `conflicts`.
    static func create(
        _ company: NewCompany, broughtBy partner: Int64, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> Int64 {
        try db.insert(
            into: "organization",
            [
                "name": .text(company.name.text), "name_key": .text(company.name.nameKey),
                "name_core": .text(company.name.nameCore), "website": Value(company.website?.url),
                "website_key": Value(company.website?.key), "tin": Value(company.tin?.digits),
                "tin_check": Value(company.tin?.check(country: company.country?.text).rawValue),
                "country": Value(company.country?.text), "created_by_partner_id": .integer(partner),
                "created_at": Value(context.now), "updated_at": Value(context.now),
            ])
    }

    /// Each of name, website and tax number that another company has already.
    ///
    /// - Parameter field: Path of the choice of a company.
    static func conflicts(
        of company: NewCompany, at field: [String], for viewer: Viewer, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) -> [Refusal] {
        let keys: [(column: String, key: String?, refusal: (RecordReference?, Bool) -> Refusal, field: [String])] = [
            ("name_key", company.name.nameKey, { known, _ in .duplicateCompanyName(known) }, company.fields.name),
            (
                "website_key", company.website?.key, { known, _ in .duplicateCompanyWebsite(known) },
                company.fields.website
            ),
            ("tin", company.tin?.digits, Refusal.duplicateCompanyTin, company.fields.tin),
        ]
        var refusals: [Refusal] = []
        for (column, key, refusal, input) in keys {
            let known = try db.first("SELECT id, active FROM organization WHERE \(column) = ?1", Value(key)) {
                (row: $0.integer(0), isActive: $0.flag(1))
            }
            guard let known else { continue }
            let mayKnow = try find(.row(known.row), for: viewer, context, in: db) != nil
            refusals.append(refusal(mayKnow ? .organization(known.row) : nil, known.isActive).at(field + input))
        }
        return refusals
    }

    /// The company, if it is active and the viewer may choose it in this way; nil otherwise.
    static func find(
        _ company: ExistingCompany, for viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> (row: Int64, name: String)? {
        let row: Int64?
        let condition: String
        switch company {
        case .row(let id):
            row = id
            condition = OrganizationReferenceTable.isChoosable(for: viewer.role, of: "visited")
        case .tin(let number):
            row = try db.first("SELECT id FROM organization WHERE tin = ?1", .text(number.digits)) { $0.integer(0) }
            condition = OrganizationReferenceTable.isOffered(for: viewer.role, of: "visited")
        }
        guard let row else { return nil }
        return try OrganizationReferenceTable.visibleRow(
            row, columns: [.name], where: condition, for: viewer, at: context.now, in: db
        ) { (row, $0.text(0)) }
    }
}
