import Portal
import Testing

@Suite("Leads and their offers", .tags(.stateMachine))
struct LeadTransitionTests {
    typealias Step = (from: LeadState, to: LeadState, by: LeadStanding)

    static let steps: [LeadAction: Step] = [
        .assign: (.new, .assigned, .vendor), .share: (.assigned, .shared, .vendor),
        .accept: (.shared, .accepted, .partner), .declineByAll: (.shared, .assigned, .system),
        .convert: (.accepted, .converted, .vendor), .recall: (.shared, .recalled, .vendor),
        .expire: (.shared, .expired, .system), .disqualify: (.assigned, .disqualified, .vendor),
    ]

    @Test("Every cell of the table of leads", arguments: LeadState.allCases, LeadAction.allCases)
    func lead(from: LeadState, action: LeadAction) throws {
        let step = try #require(Self.steps[action])
        for standing in LeadStanding.allCases {
            if from == step.from, standing == step.by {
                #expect(try from.after(action, by: standing) == step.to)
                continue
            }
            let refusal = try #require(throws: Refusal.self) { try from.after(action, by: standing) }
            let code: ErrorCode =
                switch (action, standing, from) {
                case (.accept, .partner, .accepted), (.accept, .partner, .converted): .leadAlreadyAccepted
                case (.accept, .partner, .expired): .leadExpired
                default: .invalidTransition
                }
            #expect(refusal.code == code)
        }
    }

    @Test("What is allowed is what the table of leads allows", arguments: LeadState.allCases)
    func allowed(from: LeadState) {
        for standing in LeadStanding.allCases {
            let targets = Self.steps.values.filter { $0.from == from && $0.by == standing }.map(\.to)
            #expect(Set(from.allowed(by: standing)) == Set(targets))
        }
    }

    static let answers: [LeadShareAction: (to: LeadShareState, by: LeadStanding)] = [
        .accept: (.accepted, .partner), .decline: (.declined, .partner), .lose: (.taken, .system),
        .recall: (.recalled, .vendor), .expire: (.expired, .system),
    ]

    @Test("Every cell of the table of offers", arguments: LeadShareState.allCases, LeadShareAction.allCases)
    func share(from: LeadShareState, action: LeadShareAction) throws {
        let answer = try #require(Self.answers[action])
        for standing in LeadStanding.allCases {
            if standing == answer.by, from == .offered || (from == .accepted && action == .accept) {
                #expect(try from.after(action, by: standing) == answer.to)
                continue
            }
            let refusal = try #require(throws: Refusal.self) { try from.after(action, by: standing) }
            let code: ErrorCode =
                switch (action, standing, from) {
                case (.accept, .partner, .taken): .leadAlreadyAccepted
                case (.accept, .partner, .expired): .leadExpired
                default: .invalidTransition
                }
            #expect(refusal.code == code)
        }
    }

    @Test("Only an open offer can still change")
    func openOffers() {
        #expect(LeadShareState.offered.allowed(by: .partner) == [.accepted, .declined])
        #expect(LeadShareState.offered.allowed(by: .vendor) == [.recalled])
        #expect(LeadShareState.offered.allowed(by: .system) == [.taken, .expired])
        #expect(LeadShareState.offered.allowed(by: .observer) == [])
        for state in LeadShareState.allCases where state != .offered {
            #expect(LeadStanding.allCases.allSatisfy { state.allowed(by: $0).isEmpty })
        }
    }

    @Test(
        "A caller's standing follows from role and rights",
        arguments: [
            (Role.anonymous, [], .observer), (.partnerUser, [], .observer),
            (.partnerUser, [PortalModule.leads.right(.view)], .observer),
            (.partnerUser, [PortalModule.leads.right(.act)], .partner), (.partnerSupervisor, [], .partner),
            (.integration, [.leadsRead], .observer), (.integration, [.leadsAccept], .partner), (.agent, [], .vendor),
            (.admin, [], .vendor), (.admin, [.readOnly], .observer),
        ] as [(Role, Rights, LeadStanding)])
    func standing(role: Role, rights: Rights, expected: LeadStanding) {
        #expect(LeadStanding(of: Viewer(actorID: 1, partnerID: 1, role: role, rights: rights)) == expected)
    }
}
