import Portal
import SQLite

/// The company that a request is about, as the database knows it.
///
/// It is looked for while everything that is wrong with the request is gathered, and added when nothing is: of what is
/// refused nothing is written. Whether a new one is new, the indexes of the table decide when it is added.
enum Customer {
    case known(row: Int64, name: String)
    /// Its name, website and tax number were unused when it was looked for; what is taken since is told at its input.
    case new(NewCompany, at: NewCompanyFields)

    /// The company that was chosen; nil after noting what is wrong with it.
    ///
    /// - Parameters:
    ///   - field: Path of the choice.
    ///   - fields: Paths of the choice of a new one.
    static func find(
        _ choice: CompanyReading, at field: [String], new fields: NewCompanyFields, for viewer: Viewer,
        _ context: WriteContext, noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) -> Customer? {
        switch choice {
        case .chosen(.existing(let company)):
            return try find(company, at: field + [company.field], for: viewer, context, noting: &findings, in: db)
        case .chosen(.new(let company)):
            return try find(company, at: fields, for: viewer, context, noting: &findings, in: db)
        case .partial(let keys):
            findings.add(try OrganizationStore.conflicts(of: keys, at: fields, for: viewer, context, in: db))
            return nil
        }
    }

    /// The company that exists; nil after noting that the viewer may not choose it.
    static func find(
        _ company: ExistingCompany, at field: [String], for viewer: Viewer, _ context: WriteContext,
        noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) -> Customer? {
        guard let found = try OrganizationStore.find(company, for: viewer, context, in: db) else {
            findings.add(.notFound, at: field)
            return nil
        }
        return .known(row: found.row, name: found.name)
    }

    /// The company that is new; nil after noting what others have already.
    static func find(
        _ company: NewCompany, at fields: NewCompanyFields, for viewer: Viewer, _ context: WriteContext,
        noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) -> Customer? {
        let conflicts = try OrganizationStore.conflicts(of: company.keys, at: fields, for: viewer, context, in: db)
        findings.add(conflicts)
        return conflicts.isEmpty ? .new(company, at: fields) : nil
    }

    /// Nil for a new one.
    var row: Int64? {
        switch self {
        case .known(let row, _): row
        case .new: nil
        }
    }

    var name: String {
        switch self {
        case .known(_, let name): name
        case .new(let company, _): company.name.text
        }
    }

    /// The row, which a new one gets here.
    ///
    /// - Throws: as `OrganizationStore.create`.
    func added(
        broughtBy partner: Int64, for viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws -> Int64 {
        switch self {
        case .known(let row, _): row
        case .new(let company, let fields):
            try OrganizationStore.create(company, at: fields, broughtBy: partner, for: viewer, context, in: db)
        }
    }
}
