import Portal
import SQLite

/// A registration as the database has it, read to be decided about.
struct ReviewedRegistration {
    let id: Int64
    let number: String
    let name: String
    let state: RegistrationState
    let version: Int64
    let partner: Int64
    let direction: Int64
    let organization: Int64?
    let companyName: String
    let contact: Int64?
    let person: ContactStore.Person
    let representative: Int64
    let creator: Int64
    let assignee: Int64?
    let hasValue: Bool
    let hasClosureDate: Bool

    private static let columns: [RegistrationTable.Column] = [
        .number, .name, .state, .version, .partnerID, .salesDirectionID, .organizationID, .companyName, .contactID,
        .contactFirstName, .contactLastName, .contactMiddleName, .contactEmail, .contactPhone, .representativeID,
        .createdByID, .assignedAgentID, .estimatedValue, .estimatedClosureDate,
    ]

    /// Nil when the viewer does not see it.
    static func find(
        _ id: Int64, for viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> ReviewedRegistration? {
        try RegistrationTable.visibleRow(id, columns: columns, for: viewer, at: context.now, in: db) { row in
            ReviewedRegistration(
                id: id, number: row.text(0), name: row.text(1),
                state: RegistrationState(rawValue: row.text(2)) ?? .draft, version: row.integer(3),
                partner: row.integer(4), direction: row.integer(5), organization: row.optionalInteger(6),
                companyName: row.text(7), contact: row.optionalInteger(8),
                person: ContactStore.Person(
                    first: row.text(9), last: row.text(10), middle: row.optionalText(11), email: row.optionalText(12),
                    phone: row.optionalText(13)),
                representative: row.integer(14), creator: row.integer(15), assignee: row.optionalInteger(16),
                hasValue: !row.isNull(17), hasClosureDate: !row.isNull(18))
        }
    }

    func standing(of viewer: Viewer) -> RegistrationStanding {
        RegistrationStanding(of: viewer, createdBy: creator, assignedAgent: assignee)
    }

    /// Nil when the viewer has seen the present version.
    func versionConflict(expecting seen: Int64, in db: borrowing Connection) throws(SQLiteError) -> Refusal? {
        guard seen != version else { return nil }
        let missed = version.subtractingReportingOverflow(seen)
        let fields = try ChangeLog.fields(
            of: id, changedIn: missed.overflow ? version : missed.partialValue, in: db)
        return .versionConflict(yours: seen, current: version, changed: fields)
    }

    /// What the opportunity will have from the start; its customer and contact are certain.
    var requirements: Set<OpportunityRequirement> {
        var present: Set<OpportunityRequirement> = [.organization, .contact]
        if hasValue { present.insert(.estimatedValue) }
        if hasClosureDate { present.insert(.estimatedClosureDate) }
        return present
    }
}
