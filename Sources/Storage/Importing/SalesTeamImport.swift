import Portal
import SQLite

/// Partner users with their partner organization, its supervisor and its sales direction, told by their e-mail addresses.
struct SalesTeamImport: ImportTarget {
    static let fields = ["email", "user", "partner", "supervisor", "supervisorEmailHost", "salesDirection"]
    static let required = ["email", "user", "partner", "salesDirection"]
    static let reference = "user"

    private let session: ImportSession

    init(_ session: ImportSession) {
        self.session = session
    }

    mutating func take(_ rows: [MappedRow], on db: borrowing Connection) throws(RowError) -> Bool {
        let row = rows[0]
        let email = try row.address("email", row.required("email"))
        if try session.login(email, on: db) != nil { return false }
        let direction = try session.direction(row.required("salesDirection"), on: db)
        let partner = try session.partner(row.required("partner"), in: direction, on: db)
        if let supervisor = try row.text("supervisor") {
            let host = try row.text("supervisorEmailHost")
            let email = try row.address("supervisor", GeneratedValue.text(.email, from: supervisor, host))
            _ = try session.user(supervisor, email: email, role: .partnerSupervisor, of: partner, on: db)
        }
        _ = try session.user(row.reference, email: email, of: partner, on: db)
        return true
    }
}
