import Portal
import SQLite

/// Cases from a log of events: the rows of one case follow each other, each with the case as it then was.
///
/// Ordered by `order`, every row becomes at least one entry of the change log, and the last state of all becomes the
/// case. Partner, group, agent and caller are made when they are new. A closed case without a time of resolution was
/// resolved when it was closed.
struct CaseEventImport: ImportTarget {
    static let fields = [
        "externalReference", "order", "title", "summary", "status", "priority", "category", "partner",
        "salesDirection", "caller", "group", "agent", "emailHost", "openedAt", "updatedAt", "resolvedAt", "closedAt",
        "reopenCount",
    ]
    static let required = [
        "externalReference", "order", "title", "status", "priority", "category", "partner", "salesDirection",
        "openedAt", "updatedAt",
    ]
    static let reference = "externalReference"
    static let groupsRows = true

    let session: ImportSession

    init(_ session: ImportSession) {
        self.session = session
    }

    mutating func take(_ rows: [MappedRow], on db: borrowing Connection) throws(RowError) -> Bool {
        let first = rows[0]
        let found = try session.find(
            "SELECT id FROM support_case WHERE external_reference = ?1", .text(first.reference), on: db)
        if found != nil { return false }
        let direction = try session.direction(first.required("salesDirection"), on: db)
        let partner = try session.partner(first.required("partner"), in: direction, on: db)

        var events: [CaseEvent] = []
        for row in rows { events.append(try event(row, direction: direction, on: db)) }
        events.sort { ($0.order, $0.line) < ($1.order, $1.line) }
        let (id, number) = try session.newRecord(.case, "Case", on: db)
        guard let openedAt = try first.instant("openedAt") else {
            throw first.refusal("openedAt", "a value is required")
        }
        let history = CaseHistory(events, openedAt: openedAt)
        let contact = try caller(rows, of: partner, on: db)
        try insert(rows[rows.count - 1], history, id, number, (partner, direction), contact, openedAt, on: db)
        try log(history, id, creator: contact?.id ?? RecordStore.system, openedAt: openedAt, on: db)
        return true
    }

    private func event(_ row: MappedRow, direction: Int64, on db: borrowing Connection) throws(RowError) -> CaseEvent {
        guard let order = try row.integer("order") else { throw row.refusal("order", "a value is required") }
        guard let at = try row.instant("updatedAt") else { throw row.refusal("updatedAt", "a value is required") }
        guard let priority = try row.choice("priority", CasePriority.self) else {
            throw row.refusal("priority", "a value is required")
        }
        let status = try row.choice("status", CaseStatus.self)
        if status == nil {
            guard let unknown = row.isTranslatedToNothing("status") else {
                throw row.refusal("status", "a value is required")
            }
            session.notice("status", "«\(unknown)» is no status; the case kept the one it had", line: row.line)
        }
        let host = try row.text("emailHost")
        let group = try row.text("group")
        let agent = try row.text("agent")
        return CaseEvent(
            line: row.line, order: order, at: at, status: status, priority: priority, groupName: group,
            group: try group.map { name throws(RowError) in try session.group(name, on: db) }, agentName: agent,
            agent: try agent.map { name throws(RowError) in
                let email = try row.address("agent", GeneratedValue.text(.email, from: name, host))
                return try session.agent(name, email: email, in: direction, on: db)
            })
    }

    /// The last caller named, as a user of the partner.
    private func caller(
        _ rows: [MappedRow], of partner: Int64, on db: borrowing Connection
    ) throws(RowError) -> (id: Int64, name: String)? {
        for row in rows.reversed() {
            guard let name = try row.text("caller") else { continue }
            let host = try row.text("emailHost")
            let email = try row.address("caller", GeneratedValue.text(.email, from: name, host))
            return (try session.user(name, email: email, of: partner, on: db), name)
        }
        return nil
    }

    private func insert(
        _ row: MappedRow, _ history: CaseHistory, _ id: Int64, _ number: String,
        _ owner: (partner: Int64, direction: Int64), _ contact: (id: Int64, name: String)?, _ openedAt: Timestamp,
        on db: borrowing Connection
    ) throws(RowError) {
        guard let category = try row.choice("category", CaseCategory.self) else {
            throw row.refusal("category", "a value is required")
        }
        let policy = SlaPolicy(for: history.priority)
        let isOver = history.status == .resolved || history.status == .closed
        let closedAt = history.status == .closed ? try row.instant("closedAt") ?? history.statusAt : nil
        let resolvedAt = isOver ? try row.instant("resolvedAt") ?? closedAt ?? history.statusAt : nil
        try session.insert(
            into: "support_case", on: db,
            [
                "id": .integer(id), "case_number": .text(number), "title": .text(try row.required("title")),
                "summary": .text(try row.text("summary") ?? ""), "status": .text(history.status.rawValue),
                "priority": .text(history.priority.rawValue), "category": .text(category.rawValue),
                "partner_id": .integer(owner.partner), "sales_direction_id": .integer(owner.direction),
                "partner_contact_id": Value(contact?.id), "partner_contact_name": .text(contact?.name ?? ""),
                "created_by_id": .integer(contact?.id ?? RecordStore.system),
                "assigned_group_id": Value(history.group), "assigned_agent_id": Value(history.agent),
                "reopen_count": .integer(try row.integer("reopenCount") ?? 0), "resolved_at": Value(resolvedAt),
                "closed_at": Value(closedAt), "sla_policy": .text(policy.name),
                "first_response_target_ms": .integer(policy.firstResponse),
                "resolution_target_ms": .integer(policy.resolution),
                "first_response_at": Value(history.firstResponseAt), "waited_ms": .integer(history.waited),
                "waiting_since": Value(history.status == .waitingForCustomer ? history.statusAt : nil),
                "external_reference": .text(row.reference), "version": Value(history.events.count),
                "created_at": Value(openedAt), "updated_at": Value(history.updatedAt),
            ])
    }

    /// Every event with what it changed; one that changed nothing we keep still made a new version.
    private func log(
        _ history: CaseHistory, _ id: Int64, creator: Int64, openedAt: Timestamp, on db: borrowing Connection
    ) throws(RowError) {
        var before: CaseEvent?
        for (position, event) in history.events.enumerated() {
            let actor = event.agent ?? RecordStore.system
            if before == nil {
                try session.log(id, "Case", "CREATED", at: openedAt, by: creator, line: event.line, on: db)
            }
            let changes = event.changes(since: before)
            for (field, old, new) in changes {
                try session.log(
                    id, "Case", field == "status" ? "STATE_CHANGE" : "FIELD_CHANGE", field: field, from: old, to: new,
                    at: event.at, by: actor, line: event.line, on: db)
            }
            if changes.isEmpty {
                try session.log(
                    id, "Case", "FIELD_CHANGE", field: "version", from: String(position), to: String(position + 1),
                    at: event.at, by: actor, line: event.line, on: db)
            }
            before = event
        }
    }
}
