import Portal
import SQLite

/// Writes of people at customers.
enum ContactStore {
    /// A person as a registration keeps one that is new.
    struct Person {
        let first: String
        let last: String
        let middle: String?
        let email: String?
        let phone: String?
    }

    /// Adds a person that a partner has brought.
    static func create(
        _ person: Person, of organization: Int64, broughtBy partner: Int64, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) -> Int64 {
        try db.insert(
            into: "contact",
            [
                "organization_id": .integer(organization), "first_name": .text(person.first),
                "last_name": .text(person.last), "middle_name": Value(person.middle), "email": Value(person.email),
                "phone": Value(person.phone), "phone_key": Value(key(ofPhone: person.phone)),
                "created_by_partner_id": .integer(partner), "created_at": Value(context.now),
                "updated_at": Value(context.now),
            ])
    }

    /// Notes that the viewer does not see somebody, or that they do not work for the customer.
    ///
    /// The latter only of a customer that is certain: of one that has to be chosen anew nobody can tell.
    ///
    /// - Parameter field: Path of the input that chooses the person.
    /// - Returns: The company they work for; nil without one, and if the viewer does not see them.
    @discardableResult
    static func check(
        _ contact: Int64, worksFor customer: Customer?, at field: [String], for viewer: Viewer,
        _ context: WriteContext, noting findings: inout Findings, in db: borrowing Connection
    ) throws(SQLiteError) -> Int64? {
        let found = try ContactTable.visibleRow(
            contact, columns: [.organizationID], for: viewer, at: context.now, in: db
        ) { $0.optionalInteger(0) }
        guard let employer = found else {
            findings.add(.notFound, at: field)
            return nil
        }
        if let customer, customer.row == nil || customer.row != employer {
            findings.add(.contactNotOfCompany, at: field)
        }
        return employer
    }

    /// The E.164 form of a phone number, if its country is certain.
    static func key(ofPhone phone: String?) -> String? {
        guard let phone else { return nil }
        return (try? PhoneNumber(phone))?.e164
    }
}
