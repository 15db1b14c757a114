import Portal
import SQLite

/// Registrations with the opportunities that became of them, told by the partner's own reference.
///
/// `outcome` says how far a deal has come: `SUBMITTED`, `OPEN`, `WON` or `LOST`; the last three were qualified. A row
/// without `organization` registers a new company, called `newCompany`. A deal that repeats a live one of the same
/// partner, customer and product is taken as rejected, with a notice.
struct RegistrationImport: ImportTarget {
    enum Outcome: String, CaseIterable { case submitted = "SUBMITTED", open = "OPEN", won = "WON", lost = "LOST" }

    static let fields = [
        "externalReference", "representative", "product", "organization", "newCompany", "website", "tin", "country",
        "outcome", "registeredAt", "closedAt", "closeValue", "currency", "lossReason",
    ]
    static let required = ["externalReference", "representative", "outcome", "registeredAt", "newCompany"]
    static let reference = "externalReference"

    private let session: ImportSession

    init(_ session: ImportSession) {
        self.session = session
    }

    mutating func take(_ rows: [MappedRow], on db: borrowing Connection) throws(RowError) -> Bool {
        let row = rows[0]
        let user = try representative(row, on: db)
        let found = try session.find(
            "SELECT id FROM registration WHERE partner_id = ?1 AND external_reference = ?2", .integer(user.partner),
            .text(row.reference), on: db)
        if found != nil { return false }
        guard let outcome = try row.choice("outcome", Outcome.self) else {
            throw row.refusal("outcome", "a value is required")
        }
        let deal = try deal(row, user, outcome, on: db)
        let registration = try insertRegistration(row, deal, on: db)
        if outcome != .submitted { try insertOpportunity(row, deal, registration: registration, on: db) }
        return true
    }

    private typealias Representative = (id: Int64, name: String, partner: Int64, direction: Int64)

    /// What the two records of a row share.
    private struct Deal {
        let representative: Representative
        let outcome: Outcome
        let state: RegistrationState
        let product: Int64?
        let isNewCompany: Bool
        /// Nil for a new company that was not qualified.
        let organization: Int64?
        let company: CompanyName
        let name: String
        let registeredAt: Timestamp
    }

    /// The user of that name, with the first sales direction of the partner.
    private func representative(_ row: MappedRow, on db: borrowing Connection) throws(RowError) -> Representative {
        let name = try row.required("representative")
        let user = try session.id("representative \(name)") { () throws(RowError) in
            let sql = "SELECT id FROM actor WHERE kind = 'PARTNER_USER' AND display_name = ?1"
            guard let found = try session.find(sql, .text(name), on: db) else {
                throw row.refusal("representative", "there is no partner user «\(name)»")
            }
            return found
        }
        let partner = try session.find("SELECT partner_id FROM actor WHERE id = ?1", .integer(user), on: db)
        let direction = try session.find(
            "SELECT min(sales_direction_id) FROM partner_direction WHERE partner_id = ?1", Value(partner), on: db)
        guard let partner, let direction else {
            throw row.refusal("representative", "the partner of «\(name)» has no sales direction")
        }
        return (user, name, partner, direction)
    }

    private func deal(
        _ row: MappedRow, _ user: Representative, _ outcome: Outcome, on db: borrowing Connection
    ) throws(RowError) -> Deal {
        let productName = try row.text("product")
        let product = try productName.map { name throws(RowError) in try self.product(name, row, user, on: db) }
        let known = try row.text("organization")
        let companyName = if let known { known } else { try row.required("newCompany") }
        let company = try row.value("organization") { () throws(Refusal) in try CompanyName(companyName) }
        var organization = try session.organization(company, on: db)
        if known != nil, organization == nil {
            throw row.refusal("organization", "there is no organization «\(company.text)»")
        }
        if organization == nil, outcome != .submitted {
            organization = try session.addOrganization(company, row, createdBy: user.partner, on: db)
        }
        guard let registeredAt = try row.instant("registeredAt") else {
            throw row.refusal("registeredAt", "a value is required")
        }
        var state = outcome == .submitted ? RegistrationState.submitted : .qualified
        if state == .submitted, let organization,
            let twin = try session.find(
                Self.liveTwin, .integer(user.partner), .integer(organization), Value(product), on: db)
        {
            state = .rejected
            session.notice("outcome", "taken as rejected: it repeats registration \(twin)", line: row.line)
        }
        return Deal(
            representative: user, outcome: outcome, state: state, product: product, isNewCompany: known == nil,
            organization: organization, company: company, name: "\(productName ?? "Deal") for \(company.text)",
            registeredAt: registeredAt)
    }

    /// The number behind `REG-` of the live registration that a new one would repeat.
    private static let liveTwin = """
        SELECT CAST(substr(number, 5) AS INTEGER) FROM registration
        WHERE partner_id = ?1 AND organization_id = ?2 AND coalesce(product_id, 0) = coalesce(?3, 0)
            AND state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED')
        """

    private func product(
        _ name: String, _ row: MappedRow, _ user: Representative, on db: borrowing Connection
    ) throws(RowError) -> Int64 {
        let found = try session.find(
            "SELECT id FROM product WHERE sales_direction_id = ?1 AND name = ?2", .integer(user.direction), .text(name),
            on: db)
        guard let found else { throw row.refusal("product", "there is no product «\(name)»") }
        return found
    }

    private func insertRegistration(
        _ row: MappedRow, _ deal: Deal, on db: borrowing Connection
    ) throws(RowError) -> Int64 {
        let type = "OpportunityRegistration"
        let (id, number) = try session.newRecord(.registration, type, on: db)
        let (at, user) = (deal.registeredAt, deal.representative)
        let isRejected = deal.state == .rejected
        try session.insert(
            into: "registration", on: db,
            [
                "id": .integer(id), "number": .text(number), "name": .text(deal.name),
                "state": .text(deal.state.rawValue), "partner_id": .integer(user.partner),
                "sales_direction_id": .integer(user.direction), "product_id": Value(deal.product),
                "new_company": Value(deal.isNewCompany), "organization_id": Value(deal.organization),
                "company_name": .text(deal.company.text), "new_contact": 1, "representative_id": .integer(user.id),
                "representative_name": .text(user.name), "created_by_id": .integer(user.id),
                "submitted_at": Value(at),
                "protected_until": Value(deal.state == .qualified ? at.adding(90 * Timestamp.day) : nil),
                "external_reference": .text(row.reference),
                "receipt_sequence": .integer(try session.next("RECEIPT", on: db)),
                "receipt_sha256": .text(SHA256.digest("\(number) \(row.reference)".utf8.span).hexadecimal),
                "rejection_reason": Value(isRejected ? RejectionReason.alreadyRegistered.rawValue : nil),
                "version": Value(deal.state == .submitted ? 1 : 2), "created_at": Value(at), "updated_at": Value(at),
            ])
        let submitted = RegistrationState.submitted.rawValue
        try session.log(id, type, "CREATED", at: at, by: user.id, line: row.line, on: db)
        try session.log(
            id, type, "STATE_CHANGE", field: "state", to: submitted, at: at, by: user.id, line: row.line, on: db)
        if deal.state != .submitted {
            try session.log(
                id, type, "STATE_CHANGE", field: "state", from: submitted, to: deal.state.rawValue, at: at,
                by: RecordStore.system, line: row.line, on: db)
        }
        return id
    }

    private func insertOpportunity(
        _ row: MappedRow, _ deal: Deal, registration: Int64, on db: borrowing Connection
    ) throws(RowError) {
        let (id, number) = try session.newRecord(.opportunity, "Opportunity", on: db)
        let isOpen = deal.outcome == .open
        let closedAt = isOpen ? nil : try row.instant("closedAt")
        if !isOpen, closedAt == nil { throw row.refusal("closedAt", "a value is required for a closed deal") }
        let closeValue = isOpen ? nil : try row.decimal("closeValue")
        if deal.outcome == .won, closeValue == nil {
            throw row.refusal("closeValue", "a value is required for a won deal")
        }
        let (stage, status, reason) = try Self.position(of: deal.outcome, row)
        let user = deal.representative
        try session.insert(
            into: "opportunity", on: db,
            [
                "id": .integer(id), "number": .text(number), "name": .text(deal.name), "stage": .text(stage.rawValue),
                "status": .text(status.rawValue), "status_reason": .text(reason.rawValue), "source": "REGISTRATION",
                "partner_id": .integer(user.partner), "sales_direction_id": .integer(user.direction),
                "product_id": Value(deal.product), "organization_id": Value(deal.organization),
                "organization_name": .text(deal.company.text), "representative_id": .integer(user.id),
                "originator_id": .integer(user.id), "registration_id": .integer(registration),
                "close_value": Value(closeValue),
                "close_value_currency": Value(closeValue == nil ? nil : try row.required("currency")),
                "engaged_at": Value(deal.registeredAt), "closed_at": Value(closedAt),
                "protected_until": Value(deal.registeredAt.adding(90 * Timestamp.day)),
                "external_reference": .text(row.reference), "version": Value(isOpen ? 1 : 2),
                "created_at": Value(deal.registeredAt), "updated_at": Value(closedAt ?? deal.registeredAt),
            ])
        let decision = OpportunityStage.decision.rawValue
        try session.log(id, "Opportunity", "CREATED", at: deal.registeredAt, by: user.id, line: row.line, on: db)
        try session.log(
            id, "Opportunity", "STATE_CHANGE", field: "stage", to: decision, at: deal.registeredAt, by: user.id,
            line: row.line, on: db)
        guard let closedAt else { return }
        try session.log(
            id, "Opportunity", "STATE_CHANGE", field: "status", from: OpportunityStatus.open.rawValue,
            to: status.rawValue, at: closedAt, by: RecordStore.system, line: row.line, on: db)
    }

    private static func position(
        of outcome: Outcome, _ row: MappedRow
    ) throws(RowError) -> (OpportunityStage, OpportunityStatus, OpportunityStatusReason) {
        switch outcome {
        case .submitted, .open: (.decision, .open, .inProgress)
        case .won: (.closed, .won, .won)
        case .lost: (.closed, .lost, try row.choice("lossReason", OpportunityStatusReason.self) ?? .lostNoDecision)
        }
    }
}
