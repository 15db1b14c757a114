import Portal
import SQLite

struct DemoCase {
    let record: Int
    let status: CaseStatus
    let priority: CasePriority
    let category: CaseCategory
    let partner: Int
    let direction: Int
    let contact: DemoUser
    let creator: Int64
    /// Position in `DemoFilling.organizations`.
    let organization: Int
    /// Position in `DemoFilling.opportunities`; nil where there is none.
    let opportunity: Int?
    let agent: DemoAgent?
    let group: Int64
    let firstResponseAt: Timestamp?
    let lastRespondedAt: Timestamp?
    /// Milliseconds the clock stood still, until the present status.
    let waited: Int64
    /// When it got its present status.
    let statusAt: Timestamp
    let resolvedAt: Timestamp?
    let reopenCount: Int
}

extension DemoFilling {
    /// How many cases there are in each status, and how many days ago they were opened.
    private static let casePlan: [(CaseStatus, Int, ClosedRange<Int>)] = [
        (.new, 40, 1...2), (.assigned, 60, 1...4), (.open, 80, 1...9), (.inProgress, 120, 2...14),
        (.waitingForCustomer, 60, 2...14), (.waitingForThirdParty, 40, 2...20), (.resolved, 100, 2...6),
        (.closed, 500, 20...540),
    ]

    mutating func draftCases() {
        for (status, count, days) in Self.casePlan {
            for _ in 0..<count { draftCase(cases.count, status, dice.instant(daysBefore: days, now)) }
        }
    }

    private mutating func draftCase(_ index: Int, _ status: CaseStatus, _ created: Timestamp) {
        let partner = index % partners.count
        let contact = dice.pick(partners[partner].users)
        let creator = dice.chance(ofPercent: 10) ? partners[partner].integration : contact.id
        let category = CaseCategory.allCases[index / 3 % CaseCategory.allCases.count]
        let position = CaseCategory.allCases.firstIndex(of: category) ?? 0
        let members = Self.agentCount / groups.count
        let agent =
            category == .sales
            ? partners[partner].accountManager : agents[position * members + dice.number(below: members)]
        let record = addRecord(
            .case, at: created, by: creator, partnerSide: contact.id, vendorSide: agent.id, field: "status",
            state: CaseStatus.new.rawValue)
        let opportunity = dice.chance(ofPercent: 15) ? opportunity(of: partner, before: created) : nil
        let history = moveCase(record, to: status, created: created, agent: agent, contact: contact)
        cases.append(
            DemoCase(
                record: record, status: status, priority: dice.pick(CasePriority.allCases), category: category,
                partner: partner,
                direction: opportunity.map { opportunities[$0].direction } ?? dice.pick(partners[partner].directions),
                contact: contact, creator: creator,
                organization: opportunity.map { opportunities[$0].organization }
                    ?? dice.number(below: organizations.count),
                opportunity: opportunity, agent: status == .new ? nil : agent, group: groups[position],
                firstResponseAt: history.firstResponseAt, lastRespondedAt: history.lastRespondedAt,
                waited: history.waited, statusAt: history.statusAt, resolvedAt: history.resolvedAt,
                reopenCount: history.reopenCount))
    }

    private mutating func opportunity(of partner: Int, before instant: Timestamp) -> Int? {
        let known = opportunities.indices.filter {
            opportunities[$0].partner == partner && records[opportunities[$0].record].createdAt < instant
        }
        return known.isEmpty ? nil : dice.pick(known)
    }

    /// Drafts the way of a case to its status, with the bookkeeping of its service clock.
    private mutating func moveCase(
        _ record: Int, to status: CaseStatus, created: Timestamp, agent: DemoAgent, contact: DemoUser
    ) -> DemoCaseHistory {
        var history = DemoCaseHistory(status: .new, statusAt: created)
        let path = path(to: status)
        let end = min(now, created.adding(Int64(dice.number(in: 1...12)) * Timestamp.day))
        for (next, at) in zip(path, dice.instants(path.count, after: created, until: end)) {
            let isPartner = history.status == .waitingForCustomer || (history.status == .resolved && next == .open)
            let actor =
                next == .assigned || next == .closed ? Self.system : isPartner ? contact.id : agent.id
            move(record, at: at, by: actor, field: "status", from: history.status.rawValue, to: next.rawValue)
            history.enter(next, at: at, byVendor: actor == agent.id)
        }
        return history
    }

    /// The statuses after `NEW`, every step one of the state machine's.
    private mutating func path(to status: CaseStatus) -> [CaseStatus] {
        let asked: [CaseStatus] = dice.chance(ofPercent: 35) ? [.waitingForCustomer, .open, .inProgress] : []
        let reopened: [CaseStatus] = dice.chance(ofPercent: 10) ? [.resolved, .open, .inProgress] : []
        let worked: [CaseStatus] = [.assigned, .open, .inProgress] + asked
        return switch status {
        case .new: []
        case .assigned: [.assigned]
        case .open: [.assigned, .open]
        case .inProgress: worked + reopened
        case .waitingForCustomer: worked + [.waitingForCustomer]
        case .waitingForThirdParty: worked + [.waitingForThirdParty]
        case .resolved: worked + reopened + [.resolved]
        case .closed: worked + reopened + [.resolved, .closed]
        }
    }

    mutating func insertCases(on db: borrowing Connection) throws {
        for index in cases.indices { try insertCase(cases[index], index, on: db) }
    }

    private mutating func insertCase(_ draft: DemoCase, _ index: Int, on db: borrowing Connection) throws {
        let record = records[draft.record]
        let customer = organizations[draft.organization]
        let policy = SlaPolicy(for: draft.priority)
        let isOver = draft.resolvedAt != nil
        try rows.insert(
            into: "support_case", on: db,
            [
                "id": .integer(record.id), "case_number": .text(record.number),
                "title": .text(DemoWords.caseTitles[index % DemoWords.caseTitles.count]),
                "summary": .text(dice.pick(DemoWords.caseSummaries)), "status": .text(draft.status.rawValue),
                "priority": .text(draft.priority.rawValue), "category": .text(draft.category.rawValue),
                "partner_id": .integer(partners[draft.partner].id),
                "sales_direction_id": .integer(directions[draft.direction].id),
                "partner_contact_id": .integer(draft.contact.id),
                "partner_contact_name": .text(draft.contact.displayName), "created_by_id": .integer(draft.creator),
                "organization_id": .integer(customer.id), "organization_name": .text(customer.name),
                "contact_id": Value(customer.contacts.first?.id),
                "opportunity_id": Value(draft.opportunity.map { records[opportunities[$0].record].id }),
                "assigned_group_id": .integer(draft.group), "assigned_agent_id": Value(draft.agent?.id),
                "resolution": isOver ? .text(dice.pick(DemoWords.resolutions)) : nil,
                "reopen_count": Value(draft.reopenCount), "resolved_at": Value(draft.resolvedAt),
                "closed_at": Value(draft.status == .closed ? draft.statusAt : nil), "sla_policy": .text(policy.name),
                "first_response_target_ms": .integer(policy.firstResponse),
                "resolution_target_ms": .integer(policy.resolution),
                "internal_target_ms": .integer(policy.resolution / 4 * 3),
                "first_response_at": Value(draft.firstResponseAt),
                "last_responded_at": Value(draft.lastRespondedAt), "waited_ms": .integer(draft.waited),
                "waiting_since": Value(draft.status == .waitingForCustomer ? draft.statusAt : nil),
                "escalation_level": Value(dice.chance(ofPercent: 8) ? dice.number(in: 1...2) : 0),
                "internal_root_cause": isOver && dice.chance(ofPercent: 40) ? "Configuration" : nil,
                "internal_notes": dice.chance(ofPercent: 15) ? .text(dice.pick(DemoWords.internalNotes)) : nil,
                "time_spent_minutes": Value(draft.agent == nil ? 0 : dice.number(in: 5...300)),
                "version": Value(record.version), "created_at": Value(record.createdAt),
                "updated_at": Value(record.updatedAt),
            ])
    }
}

/// The bookkeeping of a case's service clock, step by step.
struct DemoCaseHistory {
    var status: CaseStatus
    var statusAt: Timestamp
    var firstResponseAt: Timestamp?
    var lastRespondedAt: Timestamp?
    var waited: Int64 = 0
    var resolvedAt: Timestamp?
    var reopenCount = 0

    mutating func enter(_ next: CaseStatus, at instant: Timestamp, byVendor: Bool) {
        waited += SlaClock.pause(leaving: status, for: next, enteredAt: statusAt, now: instant)
        if byVendor {
            firstResponseAt = firstResponseAt ?? instant
            lastRespondedAt = instant
        }
        if status == .resolved && next != .closed {
            reopenCount += 1
            resolvedAt = nil
        }
        if next == .resolved { resolvedAt = instant }
        (status, statusAt) = (next, instant)
    }
}
