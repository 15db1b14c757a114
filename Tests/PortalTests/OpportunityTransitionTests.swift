import Portal
import Testing

@Suite("Opportunities", .tags(.stateMachine))
struct OpportunityTransitionTests {
    static let slow = OpportunityRules(allowsQuickClosing: false, partnerMayMoveStage: false)
    static let quick = OpportunityRules(allowsQuickClosing: true, partnerMayMoveStage: false)
    static let open = OpportunityRules(allowsQuickClosing: false, partnerMayMoveStage: true)
    static let everything = Set(OpportunityRequirement.allCases)
    static let stages = OpportunityStage.allCases
    static let running: [OpportunityStage] = [.demandGeneration, .qualification, .proposal, .decision, .contract]

    static func code(
        _ position: OpportunityPosition, _ action: OpportunityAction, by standing: OpportunityStanding = .admin,
        under rules: OpportunityRules = slow, having present: Set<OpportunityRequirement> = everything
    ) -> ErrorCode? {
        do throws(Refusal) {
            _ = try position.after(action, by: standing, under: rules, having: present)
            return nil
        } catch {
            return error.code
        }
    }

    /// Rows: from; columns: to, both in the order of the stages.
    static let moves: [String] = [
        "-xxxx-",
        "x-xxx-",
        "-x-xx-",
        "--x-x-",
        "---x--",
    ]

    @Test("A sale goes forward any number of stages or back one", arguments: Array(zip(running, moves)))
    func move(from: OpportunityStage, row: String) throws {
        for (to, cell) in zip(Self.stages, row) {
            for reason in [OpportunityStatusReason.inProgress, .onHold] {
                let position = OpportunityPosition(stage: from, reason: reason)
                if cell == "x" {
                    let moved = try position.after(.move(to: to), by: .admin, under: Self.slow, having: Self.everything)
                    #expect(moved == OpportunityPosition(stage: to, reason: reason))
                } else {
                    #expect(Self.code(position, .move(to: to)) == .invalidTransition)
                }
            }
        }
    }

    @Test("A closed sale does not move", arguments: stages)
    func closedMove(to: OpportunityStage) {
        for reason in OpportunityStatusReason.allCases where reason.status != .open {
            #expect(Self.code(OpportunityPosition(stage: .closed, reason: reason), .move(to: to)) == .invalidTransition)
        }
    }

    @Test(
        "Who may do what",
        arguments: [
            (OpportunityStanding.responsible, "xxxxx-"), (.manager, "xxxxxx"), (.admin, "xxxxxx"),
            (.agent, "axxaa-"),
            (.partner, "------"), (.observer, "------"),
        ])
    func actors(standing: OpportunityStanding, row: String) throws {
        let money = try Money(amount: Decimal("1"), currency: "EUR")
        let decision = OpportunityPosition(stage: .decision, reason: .inProgress)
        let actions: [(OpportunityPosition, OpportunityAction)] = [
            (decision, .move(to: .contract)), (decision, .hold),
            (OpportunityPosition(stage: .decision, reason: .onHold), .resume), (decision, .win(closeValue: money)),
            (decision, .lose(.lostPrice)), (OpportunityPosition(stage: .closed, reason: .won), .reopen),
        ]
        for ((position, action), cell) in zip(actions, row) {
            let expected: ErrorCode? =
                switch cell {
                case "x": nil
                case "a": .notAssignee
                default: .invalidTransition
                }
            #expect(Self.code(position, action, by: standing) == expected)
        }
    }

    @Test("Partners move stages only where the sales direction lets them")
    func partnerMoves() {
        let position = OpportunityPosition(stage: .proposal, reason: .inProgress)
        #expect(Self.code(position, .move(to: .decision), by: .partner, under: Self.slow) == .invalidTransition)
        #expect(Self.code(position, .move(to: .decision), by: .partner, under: Self.open) == nil)
        #expect(Self.code(position, .lose(.canceled), by: .partner, under: Self.open) == .invalidTransition)
    }

    @Test("A sale is won from DECISION on, or anywhere with quick closing", arguments: running)
    func win(from: OpportunityStage) throws {
        let money = try Money(amount: Decimal("1000"), currency: "EUR")
        let position = OpportunityPosition(stage: from, reason: .inProgress)
        let late = from == .decision || from == .contract
        #expect(Self.code(position, .win(closeValue: money)) == (late ? nil : .invalidTransition))
        let won = try position.after(.win(closeValue: money), by: .responsible, under: Self.quick, having: [])
        #expect(won == OpportunityPosition(stage: .closed, reason: .won))
        #expect(won.status == .won)
        #expect(Self.code(position, .win(closeValue: nil), under: Self.quick) == .required)
    }

    @Test(
        "A sale is lost from any stage, with a reason of losing", arguments: running, OpportunityStatusReason.allCases)
    func lose(from: OpportunityStage, reason: OpportunityStatusReason) throws {
        let position = OpportunityPosition(stage: from, reason: .onHold)
        guard reason.status == .lost else {
            #expect(Self.code(position, .lose(reason)) == .conflictingFields)
            return
        }
        let lost = try position.after(.lose(reason), by: .responsible, under: Self.slow, having: [])
        #expect(lost == OpportunityPosition(stage: .closed, reason: reason))
    }

    @Test("Hold, resume and reopen fit their statuses only", arguments: OpportunityStatusReason.allCases)
    func statuses(reason: OpportunityStatusReason) throws {
        let position = OpportunityPosition(stage: reason.status == .open ? .proposal : .closed, reason: reason)
        #expect(Self.code(position, .hold) == (reason == .inProgress ? nil : .invalidTransition))
        #expect(Self.code(position, .resume) == (reason == .onHold ? nil : .invalidTransition))
        #expect(Self.code(position, .reopen) == (reason.status == .open ? .invalidTransition : nil))
        #expect(Self.code(position, .lose(.duplicate)) == (reason.status == .open ? nil : .invalidTransition))
        if reason.status != .open {
            let reopened = try position.after(.reopen, by: .manager, under: Self.slow, having: [])
            #expect(reopened == OpportunityPosition(stage: .decision, reason: .inProgress))
        }
    }

    @Test("Moving forward asks for the fields of all stages on the way, moving back for none")
    func requirements() throws {
        let start = OpportunityPosition(stage: .demandGeneration, reason: .inProgress)
        let refusal = try #require(throws: Refusal.self) {
            try start.after(.move(to: .contract), by: .admin, under: Self.slow, having: [.contact])
        }
        #expect(refusal.code == .stageRequirementsMissing)
        #expect(
            refusal.details == [.init("fields", .texts(["organization", "estimatedValue", "estimatedClosureDate"]))])
        #expect(Self.code(start, .move(to: .qualification), having: [.organization, .contact]) == nil)
        #expect(Self.code(start, .move(to: .proposal), having: [.organization, .contact]) == .stageRequirementsMissing)
        let contract = OpportunityPosition(stage: .contract, reason: .inProgress)
        #expect(Self.code(contract, .move(to: .decision), having: []) == nil)
    }

    @Test("What is allowed is named by stage and status")
    func allowed() {
        let position = OpportunityPosition(stage: .decision, reason: .inProgress)
        #expect(
            position.allowed(by: .responsible, under: Self.slow) == ["PROPOSAL", "CONTRACT", "ON_HOLD", "WON", "LOST"])
        #expect(position.allowed(by: .agent, under: Self.slow) == ["ON_HOLD"])
        #expect(position.allowed(by: .partner, under: Self.slow) == [])
        #expect(position.allowed(by: .partner, under: Self.open) == ["PROPOSAL", "CONTRACT"])
        let lost = OpportunityPosition(stage: .closed, reason: .lostPrice)
        #expect(lost.allowed(by: .manager, under: Self.slow) == ["OPEN"])
        #expect(lost.allowed(by: .responsible, under: Self.slow) == [])
    }

    @Test(
        "A caller's standing follows from role, rights and the row",
        arguments: [
            (Role.anonymous, 0, [], .observer), (.partnerUser, 1, [], .partner), (.partnerSupervisor, 1, [], .partner),
            (.integration, 1, [], .partner), (.agent, 9, [], .responsible), (.agent, 9, [.manager], .manager),
            (.agent, 8, [], .agent), (.agent, 8, [.manager], .manager), (.admin, 7, [], .admin),
            (.admin, 7, [.readOnly], .observer),
        ] as [(Role, Int64, Rights, OpportunityStanding)])
    func standing(role: Role, actor: Int64, rights: Rights, expected: OpportunityStanding) {
        let viewer = Viewer(actorID: actor, partnerID: 1, role: role, rights: rights)
        #expect(OpportunityStanding(of: viewer, responsible: 9) == expected)
    }
}
