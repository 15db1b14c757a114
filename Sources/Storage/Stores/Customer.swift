import Portal
import SQLite

/// The company that a request is about, as the database knows it.
///
/// It is looked for while everything that is wrong with the request is gathered, and added when nothing is: of what is
/// refused nothing is written. Writes come one after the other, so what was unused when it was looked for still is.
enum Customer {
    case known(row: Int64, name: String)
    /// Its name, website and tax number are unused.
    case new(NewCompany)

    /// The company that was chosen; nil after noting what is wrong with it.
    ///
    /// - Parameter field: Path of the choice.
    static func find(
        _ choice: ChosenCompany, at field: [String], for viewer: Viewer, _ context: WriteContext,
        noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) -> Customer? {
        switch choice {
        case .existing(let company):
            try find(company, at: field + [company.field], for: viewer, context, noting: &findings, in: db)
        case .new(let company): try find(company, at: field, for: viewer, context, noting: &findings, in: db)
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
        _ company: NewCompany, at field: [String], for viewer: Viewer, _ context: WriteContext,
        noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) -> Customer? {
        let conflicts = try OrganizationStore.conflicts(of: company, at: field, for: viewer, context, in: db)
        findings.add(conflicts)
        return conflicts.isEmpty ? .new(company) : nil
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
        case .new(let company): company.name.text
        }
    }

    /// The row, which a new one gets here.
    func added(
        broughtBy partner: Int64, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> Int64 {
        switch self {
        case .known(let row, _): row
        case .new(let company): try OrganizationStore.create(company, broughtBy: partner, context, in: db)
        }
    }
}
