import Portal
import SQLite

/// Writes of customers.
enum OrganizationStore {
    /// Adds a company, unless one of the same name, website or tax number is there.
    ///
    /// The indexes of the table decide, so of many who add the same company at once exactly one does; only then is
    /// asked which of the three were in the way.
    ///
    /// - Throws: `Refusals`, the `conflicts`; `SQLiteError`.
    static func create(
        _ company: NewCompany, at fields: NewCompanyFields, broughtBy partner: Int64, for viewer: Viewer,
        _ context: WriteContext, in db: borrowing Connection
    ) throws -> Int64 {
        do throws(SQLiteError) {
            return try db.insert(
                into: "organization",
                [
                    "name": .text(company.name.text), "name_key": .text(company.name.nameKey),
                    "name_core": .text(company.name.nameCore), "website": Value(company.website?.url),
                    "website_key": Value(company.website?.key), "tin": Value(company.tin?.digits),
                    "tin_check": Value(company.tinCheck?.rawValue), "country": Value(company.country?.text),
                    "created_by_partner_id": .integer(partner), "created_at": Value(context.now),
                    "updated_at": Value(context.now),
                ])
        } catch {
            guard case .notUnique = error.reason,
                let refusals = Refusals(
                    try conflicts(of: company.keys, at: fields, for: viewer, context, in: db))
            else { throw error }
            throw refusals
        }
    }

    /// Each of name, website and tax number that another company has already.
    static func conflicts(
        of company: CompanyKeys, at fields: NewCompanyFields, for viewer: Viewer, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) -> [Refusal] {
        let keys: [(column: String, key: String?, refusal: (RecordReference?, Bool) -> Refusal, field: [String])] = [
            ("name_key", company.name?.nameKey, { known, _ in .duplicateCompanyName(known) }, fields.name),
            ("website_key", company.website?.key, { known, _ in .duplicateCompanyWebsite(known) }, fields.website),
            ("tin", company.tin?.digits, Refusal.duplicateCompanyTin, fields.tin),
        ]
        var refusals: [Refusal] = []
        for (column, key, refusal, field) in keys {
            let known = try db.first("SELECT id, active FROM organization WHERE \(column) = ?1", Value(key)) {
                (row: $0.integer(0), isActive: $0.flag(1))
            }
            guard let known else { continue }
            let mayKnow = try find(.row(known.row), for: viewer, context, in: db) != nil
            refusals.append(refusal(mayKnow ? .organization(known.row) : nil, known.isActive).at(field))
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
