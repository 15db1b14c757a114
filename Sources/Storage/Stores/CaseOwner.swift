import Portal
import SQLite

/// Whose case a new case is.
struct CaseOwner {
    let partner: Int64
    let direction: Int64

    /// The partner and the sales direction of a new case, or what stands against it.
    static func find(
        of form: CaseForm, by viewer: Viewer, _ context: WriteContext, noting findings: inout Findings,
        in db: borrowing Connection
    ) throws(SQLiteError) -> CaseOwner? {
        let field = ["input", "opportunityId"]
        var owner: CaseOwner?
        if let opportunity = form.opportunity {
            let found = try OpportunityTable.visibleRow(
                opportunity, columns: [.partnerID, .salesDirectionID], for: viewer, at: context.now, in: db
            ) { (partner: $0.optionalInteger(0), direction: $0.integer(1)) }
            guard let found else {
                findings.add(.notFound, at: field)
                return nil
            }
            owner = found.partner.map { CaseOwner(partner: $0, direction: found.direction) }
        }
        switch viewer.role {
        case .anonymous, .agent, .admin:
            if owner == nil { findings.add(.required, at: field) }
        case .partnerUser, .partnerSupervisor, .integration:
            if owner == nil { owner = try home(of: viewer.partnerID, in: db) }
            if owner == nil { findings.add(.partnerInactive, at: []) }
        }
        if let owner, try !PartnerDirection.isActive(partner: owner.partner, in: db) {
            findings.add(.partnerInactive, at: [])
        }
        return owner
    }

    private static func home(of partner: Int64, in db: borrowing Connection) throws(SQLiteError) -> CaseOwner? {
        try PartnerDirection.find(portalPath: nil, of: partner, in: db).map {
            CaseOwner(partner: partner, direction: $0.id)
        }
    }
}
