import Portal
import SQLite

struct DemoOpportunity {
    let record: Int
    let source: OpportunitySource
    let direction: Int
    let product: DemoProduct
    /// Position in `DemoFilling.organizations`.
    let organization: Int
    /// Positions in `DemoFilling`; nil where there is none.
    let partner: Int?
    let registration: Int?
    let lead: Int?
    let representative: DemoUser?
    let originator: Int64
    let responsible: DemoAgent
    let stage: OpportunityStage
    let reason: OpportunityStatusReason
    let closedAt: Timestamp?
}

extension DemoFilling {
    private static let directOpportunityCount = 60
    /// Older ones are won or lost.
    private static let daysOpen: Int64 = 150

    mutating func draftOpportunities() {
        for (position, lead) in leads.enumerated() where lead.state == .converted {
            let registration = lead.registration.map { registrations[$0] }
            draftOpportunity(
                source: registration == nil ? .sharedLead : .registration, lead: position,
                organization: lead.organization ?? 0, partner: registration?.partner ?? lead.accepted?.partner,
                representative: registration?.representative ?? lead.accepted?.user,
                originator: registration?.creator ?? lead.accepted?.user.id, direction: lead.direction,
                product: lead.product, responsible: lead.owner ?? agents[0], created: lead.stateAt)
        }
        for index in 0..<Self.directOpportunityCount {
            let isImported = index.isMultiple(of: 3)
            let partner = isImported ? index % partners.count : nil
            let direction = partner.map { partners[$0].directions[0] } ?? index % directions.count
            draftOpportunity(
                source: isImported ? .import : .direct, lead: nil,
                organization: dice.number(below: organizations.count), partner: partner,
                representative: partner.map { dice.pick(partners[$0].users) }, originator: nil, direction: direction,
                product: dice.pick(directions[direction].products), responsible: dice.pick(agents),
                created: dice.instant(daysBefore: 2...500, now))
        }
    }

    private mutating func draftOpportunity(
        source: OpportunitySource, lead: Int?, organization: Int, partner: Int?, representative: DemoUser?,
        originator: Int64?, direction: Int, product: DemoProduct, responsible: DemoAgent, created: Timestamp
    ) {
        let index = opportunities.count
        let isClosed = now.since(created) > Self.daysOpen * Timestamp.day
        let start = source == .registration ? OpportunityStage.qualification : .demandGeneration
        let openStages = OpportunityStage.allCases.filter { $0 >= start && $0 != .closed }
        let stage = isClosed ? dice.pick(openStages) : openStages[index % openStages.count]
        let record = addRecord(
            .opportunity, at: created, by: originator ?? responsible.id, partnerSide: representative?.id,
            vendorSide: responsible.id, field: "stage", state: start.rawValue)

        let path = openStages.filter { $0 > start && $0 <= stage }
        let end = min(now, created.adding(Self.daysOpen * Timestamp.day))
        let times = dice.instants(path.count + 1, after: created, until: end)
        var previous = start
        for (next, at) in zip(path, times) {
            move(record, at: at, by: responsible.id, field: "stage", from: previous.rawValue, to: next.rawValue)
            previous = next
        }
        let reason = isClosed ? closingReason(index) : index.isMultiple(of: 9) ? .onHold : .inProgress
        let closedAt = isClosed ? times.last : nil
        if let closedAt {
            move(
                record, at: closedAt, by: responsible.id, field: "stage", from: previous.rawValue,
                to: OpportunityStage.closed.rawValue)
            move(
                record, at: closedAt, by: responsible.id, field: "status", from: OpportunityStatus.open.rawValue,
                to: reason.status.rawValue, reason: reason.rawValue)
        }
        opportunities.append(
            DemoOpportunity(
                record: record, source: source, direction: direction, product: product, organization: organization,
                partner: partner, registration: lead.flatMap { leads[$0].registration }, lead: lead,
                representative: representative, originator: originator ?? responsible.id, responsible: responsible,
                stage: isClosed ? .closed : stage, reason: reason, closedAt: closedAt))
    }

    private mutating func closingReason(_ index: Int) -> OpportunityStatusReason {
        if dice.chance(ofPercent: 60) { return .won }
        let lost = OpportunityStatusReason.allCases.filter { $0.status == .lost }
        return lost[index % lost.count]
    }

    mutating func insertOpportunities(on db: borrowing Connection) throws {
        for opportunity in opportunities { try insertOpportunity(opportunity, on: db) }
    }

    private mutating func insertOpportunity(_ opportunity: DemoOpportunity, on db: borrowing Connection) throws {
        let record = records[opportunity.record]
        let customer = organizations[opportunity.organization]
        let estimated = opportunity.product.price * Int64(dice.number(in: 1...40))
        let closed = opportunity.reason == .won ? estimated / 100 * Int64(dice.number(in: 80...105)) : nil
        let closure = CalendarDate(of: record.createdAt.adding(Int64(dice.number(in: 40...200)) * Timestamp.day))
        let isLost = opportunity.reason.status == .lost
        try rows.insert(
            into: "opportunity", on: db,
            [
                "id": .integer(record.id), "number": .text(record.number),
                "name": .text("\(opportunity.product.name) for \(customer.name)"),
                "stage": .text(opportunity.stage.rawValue),
                "customer_stage": opportunity.stage >= .proposal ? "Comparing offers" : nil,
                "status": .text(opportunity.reason.status.rawValue),
                "status_reason": .text(opportunity.reason.rawValue), "source": .text(opportunity.source.rawValue),
                "partner_id": Value(opportunity.partner.map { partners[$0].id }),
                "sales_direction_id": .integer(directions[opportunity.direction].id),
                "product_id": .integer(opportunity.product.id), "organization_id": .integer(customer.id),
                "organization_name": .text(customer.name), "contact_id": Value(customer.contacts.first?.id),
                "representative_id": Value(opportunity.representative?.id),
                "originator_id": .integer(opportunity.originator),
                "registration_id": Value(opportunity.registration.map { records[registrations[$0].record].id }),
                "lead_id": Value(opportunity.lead.map { records[leads[$0].record].id }),
                "estimated_value": .integer(estimated), "estimated_value_currency": "EUR",
                "close_value": Value(closed), "close_value_currency": closed == nil ? nil : "EUR",
                "estimated_closure_date": .text(closure.text), "engaged_at": Value(record.createdAt),
                "closed_at": Value(opportunity.closedAt), "next_step": .text(dice.pick(DemoWords.nextSteps)),
                "protected_until": Value(
                    opportunity.registration == nil ? nil : record.createdAt.adding(90 * Timestamp.day)),
                "external_reference": Value(opportunity.source == .import ? "LEGACY-\(record.id)" : nil),
                "responsible_id": .integer(opportunity.responsible.id),
                "probability": Value(min(95, 15 + 15 * opportunity.stage.order)),
                "forecast_category": opportunity.stage >= .decision ? "commit" : "pipeline",
                "margin_percent": Value(dice.number(in: 12...40) * 10_000),
                "discount_percent": Value(dice.number(in: 0...15) * 10_000),
                "competitors": dice.chance(ofPercent: 20) ? .text(JSONText.list(["Spreadsheet"])) : "[]",
                "internal_notes": dice.chance(ofPercent: 20) ? .text(dice.pick(DemoWords.internalNotes)) : nil,
                "loss_analysis": isLost ? "We came in late." : nil, "version": Value(record.version),
                "created_at": Value(record.createdAt), "updated_at": Value(record.updatedAt),
            ])
    }
}
