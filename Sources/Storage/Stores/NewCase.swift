import Portal
import SQLite

/// A case that is about to be added.
struct NewCase {
    let form: CaseForm.Accepted
    let owner: CaseOwner
    /// The customer.
    let organization: Int64?
    /// The customer's, if the viewer has supplied it.
    let tin: TaxNumber?
    let desk: CaseDesk
    let viewer: Viewer
    let context: WriteContext

    /// A new case that finds an agent is assigned; one that begins further on stays there.
    private var status: CaseStatus { form.status == .new && desk.agent != nil ? .assigned : form.status }

    /// Adds the case, its files and its history.
    func insert(in db: borrowing Connection) throws(SQLiteError) -> Int64 {
        let (record, number) = try RecordStore.newRecord(.case, in: db)
        let policy = SlaPolicy(for: form.priority)
        try db.insert(
            into: "support_case",
            [
                "id": .integer(record.row), "case_number": .text(number.text), "title": .text(form.title),
                "summary": .text(form.summary), "status": .text(status.rawValue),
                "priority": .text(form.priority.rawValue), "category": .text(form.category.rawValue),
                "partner_id": .integer(owner.partner), "sales_direction_id": .integer(owner.direction),
                "partner_contact_id": Value(partnerContact), "created_by_id": .integer(viewer.actorID),
                "organization_id": Value(organization), "company_tin": Value(ownTin?.digits),
                "contact_id": Value(form.contact),
                "opportunity_id": Value(form.opportunity), "assigned_group_id": Value(desk.group?.id),
                "assigned_agent_id": Value(desk.agent?.id), "sla_policy": .text(policy.name),
                "first_response_target_ms": .integer(policy.firstResponse),
                "resolution_target_ms": .integer(policy.resolution),
                "waiting_since": Value(status == .waitingForCustomer ? context.now : nil),
                "created_at": Value(context.now), "updated_at": Value(context.now),
            ])
        try log(of: record, in: db)
        try AttachmentStore.attach(form.attachments, to: record, by: viewer, context, in: db)
        return record.row
    }

    /// What the vendor's people know does not become known to the partner.
    private var ownTin: TaxNumber? { viewer.partnerID == owner.partner ? tin : nil }

    /// The user who opened it; programs and the vendor's people are none.
    private var partnerContact: Int64? {
        switch viewer.role {
        case .partnerUser, .partnerSupervisor: viewer.actorID
        case .anonymous, .agent, .admin, .integration: nil
        }
    }

    /// The case was opened by the viewer, and given to its desk by the portal.
    private func log(of record: RecordReference, in db: borrowing Connection) throws(SQLiteError) {
        try ChangeLog.append(.created, to: record, by: viewer.actorID, context, in: db)
        try ChangeLog.append(
            .state("status", from: nil, to: form.status.rawValue), to: record, by: viewer.actorID, context, in: db)
        if let group = desk.group {
            try ChangeLog.append(
                .field("assignedGroup", from: .null, to: .text(group.name)), to: record, by: RecordStore.system,
                context,
                in: db)
        }
        if let agent = desk.agent {
            try ChangeLog.append(
                .field("assignedAgent", from: .null, to: .text(agent.name)), to: record, by: RecordStore.system,
                context,
                in: db)
        }
        if status != form.status {
            try ChangeLog.append(
                .state("status", from: form.status.rawValue, to: status.rawValue), to: record, by: RecordStore.system,
                context, in: db)
        }
    }
}
