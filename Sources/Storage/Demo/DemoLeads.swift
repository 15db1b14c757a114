import Portal
import SQLite

struct DemoLead {
    let record: Int
    let state: LeadState
    let source: LeadSource
    let direction: Int
    let product: DemoProduct
    let company: DemoCompany
    let contact: DemoPerson
    /// Positions in `DemoFilling`; nil where there is none.
    let organization: Int?
    let registration: Int?
    let owner: DemoAgent?
    var shares: [DemoShare] = []
    let expiresAt: Timestamp?
    /// When it got its present state.
    let stateAt: Timestamp

    /// The offer that won.
    var accepted: DemoShare? { shares.first { $0.state == .accepted } }
}

/// The offer of a lead to one partner.
struct DemoShare {
    /// Position in `DemoFilling.partners`.
    let partner: Int
    let state: LeadShareState
    let sharedAt: Timestamp
    let respondedAt: Timestamp?
    let reason: LeadDeclineReason?
    let user: DemoUser
}

extension DemoFilling {
    /// The vendor's own leads: how many in each state, and how many days ago they came.
    private static let leadPlan: [(LeadState, Int, ClosedRange<Int>)] = [
        (.new, 12, 1...5), (.assigned, 14, 2...25), (.shared, 30, 1...12), (.accepted, 16, 5...40),
        (.converted, 40, 40...500), (.disqualified, 10, 10...500), (.recalled, 6, 10...500), (.expired, 8, 30...500),
    ]

    /// One for each qualified registration, then the vendor's own.
    mutating func draftLeads() {
        for (position, registration) in registrations.enumerated() where registration.state == .qualified {
            draftLead(of: registration, at: position)
        }
        for (state, count, days) in Self.leadPlan {
            for index in 0..<count { draftVendorLead(index, state, dice.instant(daysBefore: days, now)) }
        }
    }

    private mutating func draftLead(of registration: DemoRegistration, at position: Int) {
        guard let organization = registration.organization, let company = try? DemoCompany(organization) else { return }
        let agent = registration.agent ?? agents[0]
        let record = addRecord(
            .lead, at: registration.stateAt, by: agent.id, partnerSide: nil, vendorSide: agent.id, field: "state",
            state: LeadState.converted.rawValue)
        leads.append(
            DemoLead(
                record: record, state: .converted, source: .partner, direction: registration.direction,
                product: registration.product, company: company, contact: registration.contact,
                organization: organization, registration: position, owner: agent, expiresAt: nil,
                stateAt: registration.stateAt))
    }

    private mutating func draftVendorLead(_ index: Int, _ state: LeadState, _ created: Timestamp) {
        let direction = index % directions.count
        let organization = state == .converted ? index * 7 % organizations.count : nil
        let unknown = Self.organizationCount + leads.count % (DemoCompany.count - Self.organizationCount)
        guard let company = try? DemoCompany(organization ?? unknown) else { return }
        let owner = dice.pick(agents)
        // Every third one that waits for its agent comes back from partners who all declined.
        let isReturned = state == .assigned && index.isMultiple(of: 3)
        let path = Self.path(to: state, isReturned: isReturned)
        let end = min(now, created.adding(18 * Timestamp.day))
        let times = dice.instants(path.count, after: created, until: end)
        let sharedAt = zip(path, times).first { $0.0 == .shared }?.1
        let shares = sharedAt.map {
            draftShares(of: state, direction: direction, sharedAt: $0, endedAt: times.last ?? $0, index)
        }
        let winner = shares?.first { $0.state == .accepted }

        let record = addRecord(
            .lead, at: created, by: owner.id, partnerSide: winner?.user.id, vendorSide: owner.id, field: "state",
            state: LeadState.new.rawValue)
        var previous = LeadState.new
        for (next, at) in zip(path, times) {
            let actor: Int64 =
                switch next {
                case .accepted: winner?.user.id ?? owner.id
                case .expired: Self.system
                default: owner.id
                }
            move(record, at: at, by: actor, field: "state", from: previous.rawValue, to: next.rawValue)
            previous = next
        }
        let expiresAt = state == .expired ? times.last : sharedAt?.adding(20 * Timestamp.day)
        leads.append(
            DemoLead(
                record: record, state: state, source: LeadSource.allCases[index % LeadSource.allCases.count],
                direction: direction, product: dice.pick(directions[direction].products), company: company,
                contact: DemoPerson(index * 5 + 1, at: company.website.key), organization: organization,
                registration: nil, owner: state == .new ? nil : owner, shares: shares ?? [], expiresAt: expiresAt,
                stateAt: times.last ?? created))
    }

    /// The states after `NEW`.
    private static func path(to state: LeadState, isReturned: Bool) -> [LeadState] {
        switch state {
        case .new: []
        case .assigned: isReturned ? [.assigned, .shared, .assigned] : [.assigned]
        case .shared: [.assigned, .shared]
        case .accepted, .recalled, .expired: [.assigned, .shared, state]
        case .converted: [.assigned, .shared, .accepted, .converted]
        case .disqualified: [.assigned, .disqualified]
        }
    }

    /// Offers to all partners of the direction; which of them wins, changes from lead to lead.
    private mutating func draftShares(
        of state: LeadState, direction: Int, sharedAt: Timestamp, endedAt: Timestamp, _ index: Int
    ) -> [DemoShare] {
        let offered = partners.indices.filter { partners[$0].directions.contains(direction) }
        var shares: [DemoShare] = []
        for (position, partner) in offered.enumerated() {
            let isFirst = position == index % max(1, offered.count)
            let shareState: LeadShareState =
                switch state {
                case .accepted, .converted: isFirst ? .accepted : dice.chance(ofPercent: 30) ? .declined : .taken
                case .shared: !isFirst && dice.chance(ofPercent: 30) ? .declined : .offered
                case .recalled: isFirst ? .declined : .recalled
                case .expired: isFirst ? .declined : .expired
                default: .declined
                }
            let respondedAt = shareState == .offered ? nil : dice.instants(1, after: sharedAt, until: endedAt).first
            let reason = shareState == .declined ? dice.pick(LeadDeclineReason.allCases) : nil
            shares.append(
                DemoShare(
                    partner: partner, state: shareState, sharedAt: sharedAt, respondedAt: respondedAt, reason: reason,
                    user: dice.pick(Array(partners[partner].users.dropLast()))))
        }
        return shares
    }

    mutating func insertLeads(on db: borrowing Connection) throws {
        for lead in leads {
            let contact = try lead.accepted.map { try insertSharedContact(of: lead, for: $0, on: db) }
            try insertLead(lead, contact: contact, on: db)
            for share in lead.shares {
                try rows.insert(
                    into: "lead_share", on: db,
                    [
                        "lead_id": .integer(records[lead.record].id),
                        "partner_id": .integer(partners[share.partner].id), "state": .text(share.state.rawValue),
                        "shared_at": Value(share.sharedAt), "responded_at": Value(share.respondedAt),
                        "decline_reason": Value(share.reason?.rawValue),
                        "decline_message": share.reason == .other ? "We tried last year." : nil,
                    ])
            }
        }
    }

    /// Who accepts a lead gets its contact.
    private mutating func insertSharedContact(
        of lead: DemoLead, for share: DemoShare, on db: borrowing Connection
    ) throws -> Int64 {
        let at = share.respondedAt ?? share.sharedAt
        return try rows.insert(
            into: "contact", on: db,
            [
                "organization_id": Value(lead.organization.map { organizations[$0].id }),
                "first_name": .text(lead.contact.first), "last_name": .text(lead.contact.last),
                "email": .text(lead.contact.email), "phone": .text(lead.contact.phone),
                "phone_key": Value(try PhoneNumber(lead.contact.phone).e164),
                "job_title": .text(dice.pick(DemoWords.jobTitles)),
                "shared_from_lead_id": .integer(records[lead.record].id), "created_by_partner_id": nil,
                "marketing_consent": 1, "created_at": Value(at), "updated_at": Value(at),
            ])
    }

    private mutating func insertLead(_ lead: DemoLead, contact: Int64?, on db: borrowing Connection) throws {
        let record = records[lead.record]
        try rows.insert(
            into: "lead", on: db,
            [
                "id": .integer(record.id), "number": .text(record.number),
                "name": .text("\(lead.company.name.text): \(lead.product.name)"), "state": .text(lead.state.rawValue),
                "source": .text(lead.source.rawValue), "sales_direction_id": .integer(directions[lead.direction].id),
                "product_id": .integer(lead.product.id), "company_name": .text(lead.company.name.text),
                "city": .text(lead.company.city), "need": .text(dice.pick(DemoWords.needs)),
                "estimated_value": .integer(lead.product.price * Int64(dice.number(in: 1...30))),
                "estimated_value_currency": "EUR", "company_website": .text(lead.company.website.url),
                "company_tin": .text(lead.company.taxNumber.digits), "contact_name": .text(lead.contact.displayName),
                "contact_email": .text(lead.contact.email), "contact_phone": .text(lead.contact.phone),
                "organization_id": Value(lead.organization.map { organizations[$0].id }), "contact_id": Value(contact),
                "registration_id": Value(lead.registration.map { records[registrations[$0].record].id }),
                "accepted_by_id": Value(lead.accepted.map { partners[$0.partner].id }),
                "accepted_by_user_id": Value(lead.accepted?.user.id),
                "accepted_at": Value(lead.accepted.map { $0.respondedAt ?? $0.sharedAt }),
                "expires_at": Value(lead.expiresAt), "owner_id": Value(lead.owner?.id),
                "created_by_id": .integer(lead.owner?.id ?? Self.system), "score": Value(dice.number(in: 10...95)),
                "internal_notes": dice.chance(ofPercent: 20) ? .text(dice.pick(DemoWords.internalNotes)) : nil,
                "campaign": dice.chance(ofPercent: 30) ? "Autumn fair" : nil, "version": Value(record.version),
                "created_at": Value(record.createdAt), "updated_at": Value(record.updatedAt),
            ])
    }
}
