import Portal
import Testing

extension Tag {
    @Tag static var stateMachine: Self
}

@Suite("Registrations", .tags(.stateMachine))
struct RegistrationTransitionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let from: RegistrationState
        let action: RegistrationAction
        let to: RegistrationState
        let by: Set<RegistrationStanding>
        init(
            _ from: RegistrationState, _ action: RegistrationAction, _ to: RegistrationState,
            _ by: Set<RegistrationStanding>
        ) {
            (self.from, self.action, self.to, self.by) = (from, action, to, by)
        }
        var testDescription: String { "\(from.rawValue) \(action)" }
    }

    /// The table of the domain, row by row; whatever is not in it is refused.
    static let table: [Row] = [
        Row(.draft, .submit, .submitted, [.creator, .supervisor]),
        Row(.actionRequired, .submit, .inReview, [.creator, .supervisor]),
        Row(.submitted, .assign, .inReview, [.agent, .assignee, .manager, .admin, .system]),
        Row(.inReview, .assign, .inReview, [.assignee, .manager, .admin]),
        Row(.inReview, .requestChanges, .actionRequired, [.assignee, .admin]),
        Row(.inReview, .qualify, .qualified, [.assignee, .admin]),
        Row(.submitted, .reject, .rejected, [.assignee, .admin]),
        Row(.inReview, .reject, .rejected, [.assignee, .admin]),
        Row(.actionRequired, .reject, .rejected, [.assignee, .admin]),
        Row(.draft, .withdraw, .withdrawn, [.creator, .supervisor, .admin]),
        Row(.submitted, .withdraw, .withdrawn, [.creator, .supervisor, .admin]),
        Row(.inReview, .withdraw, .withdrawn, [.creator, .supervisor, .admin]),
        Row(.actionRequired, .withdraw, .withdrawn, [.creator, .supervisor, .admin]),
        Row(.submitted, .expire, .expired, [.system]),
        Row(.inReview, .expire, .expired, [.system]),
        Row(.actionRequired, .expire, .expired, [.system]),
        Row(.rejected, .assign, .inReview, [.admin]),
        Row(.expired, .assign, .inReview, [.admin]),
    ]

    @Test("Every cell of the table", arguments: RegistrationState.allCases, RegistrationAction.allCases)
    func cells(from: RegistrationState, action: RegistrationAction) {
        let row = Self.table.first { $0.from == from && $0.action == action }
        for standing in RegistrationStanding.allCases {
            do throws(Refusal) {
                let to = try from.after(action, by: standing)
                #expect(to == row?.to)
                #expect(row?.by.contains(standing) == true)
            } catch {
                #expect(row?.by.contains(standing) != true)
                let agentNotAssignee = [.agent, .manager].contains(standing) && row?.by.contains(.assignee) == true
                #expect(error.code == (agentNotAssignee ? .notAssignee : .invalidTransition))
            }
        }
    }

    @Test("What is allowed is what the table allows, save staying", arguments: RegistrationState.allCases)
    func allowed(from: RegistrationState) {
        for standing in RegistrationStanding.allCases {
            let targets = Self.table.filter { $0.from == from && $0.by.contains(standing) && $0.to != from }.map(\.to)
            #expect(Set(from.allowed(by: standing)) == Set(targets))
        }
    }

    @Test("A refusal tells from, to and what is allowed instead")
    func refusal() {
        #expect(
            throws: Refusal(
                .invalidTransition, "This step is not possible: the record cannot go from SUBMITTED to QUALIFIED.",
                details: [
                    .init("from", .text("SUBMITTED")), .init("to", .text("QUALIFIED")),
                    .init("allowed", .texts(["IN_REVIEW", "REJECTED", "WITHDRAWN"])),
                ])
        ) { try RegistrationState.submitted.after(.qualify, by: .admin) }
    }

    @Test(
        "A caller's standing follows from role, rights and the row",
        arguments: [
            (Role.anonymous, 0, [], .observer), (.partnerUser, 1, [], .creator), (.partnerUser, 2, [], .observer),
            (.partnerSupervisor, 3, [], .supervisor), (.integration, 4, [.registrationsWrite], .supervisor),
            (.integration, 4, [.registrationsRead], .observer), (.agent, 9, [], .assignee),
            (.agent, 9, [.manager], .assignee), (.agent, 8, [], .agent), (.agent, 8, [.manager], .manager),
            (.admin, 7, [], .admin), (.admin, 7, [.readOnly], .observer),
        ] as [(Role, Int64, Rights, RegistrationStanding)])
    func standing(role: Role, actor: Int64, rights: Rights, expected: RegistrationStanding) {
        let viewer = Viewer(actorID: actor, partnerID: 1, role: role, rights: rights)
        #expect(RegistrationStanding(of: viewer, createdBy: 1, assignedAgent: 9) == expected)
    }

    @Test("Nobody is the assignee of what is not assigned")
    func unassigned() {
        let viewer = Viewer(actorID: 9, partnerID: 0, role: .agent, rights: [])
        #expect(RegistrationStanding(of: viewer, createdBy: 1, assignedAgent: nil) == .agent)
    }

    @Test("Partners write drafts freely, later only what was unlocked", arguments: RegistrationState.allCases)
    func editing(state: RegistrationState) {
        let all = Set(RegistrationField.allCases)
        let unlocked: Set<RegistrationField> = [.budget, .contact]
        let partner: Set<RegistrationField> =
            switch state {
            case .draft: all
            case .actionRequired: [.budget, .contact, .externalReference]
            default: [.externalReference]
            }
        #expect(state.editable(by: .creator, unlocked: unlocked) == partner)
        #expect(state.editable(by: .supervisor, unlocked: unlocked) == partner)
        #expect(state.editable(by: .assignee, unlocked: unlocked) == (state.isTerminal ? [] : all))
        #expect(state.editable(by: .admin, unlocked: unlocked) == all)
        for standing in [RegistrationStanding.agent, .manager, .system, .observer] {
            #expect(state.editable(by: standing, unlocked: unlocked).isEmpty)
        }
    }

    @Test("Every locked field is refused at its place")
    func locked() throws {
        let refusals = try #require(throws: Refusals.self) {
            try RegistrationState.inReview.checkEditing(
                [.name, .budget, .externalReference], by: .creator, unlocked: [])
        }
        #expect(refusals.all.map(\.code) == [.recordLocked, .recordLocked])
        #expect(refusals.all.map(\.field) == [["input", "name"], ["input", "budget"]])
        try RegistrationState.draft.checkEditing([.name], by: .creator, unlocked: [])
    }
}
