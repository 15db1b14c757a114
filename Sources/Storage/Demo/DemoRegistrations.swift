import Portal
import SQLite

struct DemoRegistration {
    let record: Int
    let state: RegistrationState
    let direction: Int
    let partner: Int
    let product: DemoProduct
    /// Position of the customer in `DemoFilling.organizations`; nil for a company the vendor does not know yet.
    let organization: Int?
    /// The company as the partner typed it, when it was a new one.
    let newCompany: DemoCompany?
    let newContact: Bool
    let contact: DemoPerson
    let representative: DemoUser
    let creator: Int64
    let agent: DemoAgent?
    let submittedAt: Timestamp?
    /// When it got its present state.
    let stateAt: Timestamp
    let rejection: RejectionReason?
    let isSuspect: Bool
}

extension DemoFilling {
    /// How many registrations there are in each state, and how many days ago they were made.
    private static let registrationPlan: [(RegistrationState, Int, ClosedRange<Int>)] = [
        (.qualified, 200, 25...540), (.submitted, 40, 1...6), (.inReview, 50, 3...20), (.actionRequired, 25, 4...20),
        (.draft, 30, 1...30), (.rejected, 70, 30...540), (.withdrawn, 45, 20...540), (.expired, 40, 60...540),
    ]

    mutating func draftRegistrations() {
        for (state, count, days) in Self.registrationPlan {
            for _ in 0..<count { draftRegistration(registrations.count, state, dice.instant(daysBefore: days, now)) }
        }
    }

    private mutating func draftRegistration(_ index: Int, _ state: RegistrationState, _ created: Timestamp) {
        let partner = index % partners.count
        let direction = dice.pick(partners[partner].directions)
        let representative = dice.pick(partners[partner].users)
        let creator = dice.chance(ofPercent: 10) ? partners[partner].integration : dice.pick(partners[partner].users).id
        // Each customer once, then the first ones again, so that the live ones do not meet each other.
        let position = index % organizations.count
        let isNew = dice.chance(ofPercent: 20)
        let company = isNew ? newCompany(for: index, state, position) : nil
        let known = isNew && state != .qualified ? nil : position
        let agent = agents[dice.number(below: Self.agentCount)]

        let path = path(to: state)
        var previous = path[0]
        let record = addRecord(
            .registration, at: created, by: creator, partnerSide: representative.id, vendorSide: agent.id,
            field: "state", state: previous.rawValue)
        var submittedAt = previous == .submitted ? created : nil
        let end = min(now, created.adding(21 * Timestamp.day))
        let rejection = state == .rejected ? RejectionReason.allCases[index % RejectionReason.allCases.count] : nil
        for (next, at) in zip(path.dropFirst(), dice.instants(path.count - 1, after: created, until: end)) {
            if next == .submitted { submittedAt = at }
            move(
                record, at: at, by: actor(of: next, from: previous, creator: creator, agent: agent), field: "state",
                from: previous.rawValue, to: next.rawValue,
                reason: rejection.flatMap { next == .rejected ? message($0) : nil })
            previous = next
        }
        registrations.append(
            DemoRegistration(
                record: record, state: state, direction: direction, partner: partner,
                product: dice.pick(directions[direction].products), organization: known, newCompany: company,
                newContact: isNew || dice.chance(ofPercent: 25),
                contact: isNew && known == nil
                    ? DemoPerson(index, at: company?.website.key ?? "")
                    : dice.pick(organizations[position].contacts).person,
                representative: representative, creator: creator,
                agent: [.draft, .submitted].contains(state) ? nil : agent, submittedAt: submittedAt,
                stateAt: records[record].updatedAt, rejection: rejection,
                isSuspect: index >= organizations.count && !state.isTerminal && state != .draft))
    }

    /// What the partner typed: the known customer when it was qualified into one, else a company nobody knows.
    private func newCompany(for index: Int, _ state: RegistrationState, _ position: Int) -> DemoCompany? {
        let unknown = Self.organizationCount + index % (DemoCompany.count - Self.organizationCount)
        return try? DemoCompany(state == .qualified ? position : unknown)
    }

    /// The states a registration went through, the last one included.
    private mutating func path(to state: RegistrationState) -> [RegistrationState] {
        let start: [RegistrationState] = dice.chance(ofPercent: 40) ? [.draft, .submitted] : [.submitted]
        let corrected: [RegistrationState] = dice.chance(ofPercent: 20) ? [.actionRequired, .inReview] : []
        switch state {
        case .draft: return [.draft]
        case .submitted: return start
        case .inReview: return start + [.inReview]
        case .actionRequired: return start + [.inReview, .actionRequired]
        case .qualified, .rejected: return start + [.inReview] + corrected + [state]
        case .expired: return start + [.inReview, .actionRequired, .expired]
        case .withdrawn: return dice.chance(ofPercent: 30) ? [.draft, .withdrawn] : start + [.withdrawn]
        }
    }

    private func actor(
        of state: RegistrationState, from: RegistrationState, creator: Int64, agent: DemoAgent
    ) -> Int64 {
        switch state {
        case .draft, .submitted, .withdrawn: creator
        case .inReview: from == .actionRequired ? creator : agent.id
        case .actionRequired, .qualified, .rejected: agent.id
        case .expired: Self.system
        }
    }

    private func message(_ reason: RejectionReason) -> String {
        let position = RejectionReason.allCases.firstIndex(of: reason) ?? 0
        return DemoWords.rejectionMessages[position % DemoWords.rejectionMessages.count]
    }

    /// Receipts are numbered in the order of submission.
    mutating func insertRegistrations(on db: borrowing Connection) throws {
        let submitted = registrations.indices.filter { registrations[$0].submittedAt != nil }
            .sorted { (registrations[$0].submittedAt ?? now, $0) < (registrations[$1].submittedAt ?? now, $1) }
        var receipts: [Int: Int64] = [:]
        for (sequence, position) in submitted.enumerated() { receipts[position] = Int64(sequence) + 1 }
        for position in registrations.indices {
            try insertRegistration(registrations[position], receipt: receipts[position], on: db)
        }
        try setCounter("RECEIPT", to: Int64(submitted.count), on: db)
    }

    private mutating func insertRegistration(
        _ registration: DemoRegistration, receipt: Int64?, on db: borrowing Connection
    ) throws {
        let record = records[registration.record]
        let customer = registration.organization.map { organizations[$0] }
        let (company, person) = (registration.newCompany, registration.contact)
        let linked = customer?.contacts.first { $0.person.email == person.email }
        let partner = partners[registration.partner]
        let isAsked = registration.state == .actionRequired
        let rejectionMessage = registration.rejection.map { message($0) }
        let check = company.map { $0.taxNumber.check(country: $0.country).rawValue }
        let receiptHash = receipt.map { SHA256.digest("\(record.number) \($0)".utf8.span).hexadecimal }
        let value = registration.product.price * Int64(dice.number(in: 1...40))
        let closure = CalendarDate(of: record.createdAt.adding(Int64(dice.number(in: 40...200)) * Timestamp.day))
        try rows.insert(
            into: "registration", on: db,
            [
                "id": .integer(record.id), "number": .text(record.number),
                "name": .text("\(registration.product.name) for \(customer?.name ?? company?.name.text ?? "")"),
                "state": .text(registration.state.rawValue),
                "state_reason": Value(rejectionMessage), "partner_id": .integer(partner.id),
                "sales_direction_id": .integer(directions[registration.direction].id),
                "product_id": .integer(registration.product.id), "new_company": Value(company != nil),
                "organization_id": Value(customer?.id),
                "company_name": .text(customer?.name ?? company?.name.text ?? ""),
                "company_website": Value(company?.website.url), "company_website_key": Value(company?.website.key),
                "company_tin": Value(company?.taxNumber.digits),
                "company_tin_check": Value(check),
                "company_country": Value(company?.country), "new_contact": Value(registration.newContact),
                "contact_id": Value(linked?.id),
                "contact_first_name": Value(registration.newContact ? person.first : nil),
                "contact_last_name": Value(registration.newContact ? person.last : nil),
                "contact_email": Value(registration.newContact ? person.email : nil),
                "contact_phone": Value(registration.newContact ? person.phone : nil),
                "representative_id": .integer(registration.representative.id),
                "representative_name": .text(registration.representative.displayName),
                "created_by_id": .integer(registration.creator), "budget": .text(dice.pick(DemoWords.budgets)),
                "estimated_value": .integer(value), "estimated_value_currency": "EUR",
                "estimated_closure_date": .text(closure.text),
                "customer_requirements": .text(dice.pick(DemoWords.needs)),
                "submitted_at": Value(registration.submittedAt),
                "protected_until": Value(
                    registration.state == .qualified ? registration.stateAt.adding(90 * Timestamp.day) : nil),
                "expires_at": Value(registration.submittedAt?.adding(30 * Timestamp.day)),
                "external_reference": dice.chance(ofPercent: 30) ? .text("CRM-\(40_000 + record.id)") : nil,
                "receipt_sequence": Value(receipt),
                "receipt_sha256": Value(receiptHash),
                "assigned_agent_id": Value(registration.agent?.id),
                "action_required_message": isAsked ? "Please correct the company's details." : nil,
                "action_required_fields": isAsked ? .text(JSONText.list(["company", "estimatedValue"])) : nil,
                "action_required_due_at": Value(isAsked ? now.adding(5 * Timestamp.day) : nil),
                "rejection_reason": Value(registration.rejection?.rawValue),
                "rejection_message": Value(rejectionMessage),
                "internal_rejection_note": registration.rejection == nil
                    ? nil : .text(dice.pick(DemoWords.internalNotes)),
                "conflict_state": registration.isSuspect ? "SUSPECTED" : "NONE",
                "score": Value(dice.number(in: 10...95)),
                "waiting_since": Value(
                    [.submitted, .inReview].contains(registration.state) ? registration.stateAt : nil),
                "version": Value(record.version), "created_at": Value(record.createdAt),
                "updated_at": Value(record.updatedAt),
            ])
    }
}
