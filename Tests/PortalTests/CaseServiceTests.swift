import Portal
import Testing

@Suite("Service targets and routing of cases")
struct CaseServiceTests {
    static let hour = Timestamp.hour
    static let created = Timestamp(milliseconds: 1_795_294_025_000)

    static func instant(_ hours: Int64) -> Timestamp { created.adding(hours * hour) }

    static func clock(
        _ priority: CasePriority = .high, _ status: CaseStatus = .open, entered: Int64 = 0, answered: Int64? = 1,
        resolved: Int64? = nil, waited: Int64 = 0
    ) -> SlaClock {
        SlaClock(
            priority: priority, status: status, createdAt: created, statusEnteredAt: instant(entered),
            firstResponseAt: answered.map(instant), resolvedAt: resolved.map(instant), waited: waited * hour)
    }

    @Test(
        "Each priority has its targets",
        arguments: [(CasePriority.urgent, 1, 8), (.high, 4, 24), (.medium, 8, 72), (.low, 24, 240)]
            as [(CasePriority, Int64, Int64)])
    func targets(priority: CasePriority, firstResponse: Int64, resolution: Int64) {
        let policy = SlaPolicy(for: priority)
        #expect(policy.firstResponse == firstResponse * Self.hour)
        #expect(policy.resolution == resolution * Self.hour)
        let reading = Self.clock(priority).reading(at: Self.created)
        #expect(reading.firstResponseDueAt == Self.instant(firstResponse))
        #expect(reading.resolutionDueAt == Self.instant(resolution))
    }

    struct Reading: Sendable {
        let clock: SlaClock
        let now: Int64
        let state: SlaState
        let elapsed: Int64
        let remaining: Int64?
        let due: Int64
    }

    /// Hours since the creation of a case of high priority: 4 to answer, 24 to resolve.
    static let readings: [Reading] = [
        Reading(clock: clock(answered: nil), now: 4, state: .timeLeft, elapsed: 4, remaining: 20, due: 24),
        Reading(clock: clock(answered: nil), now: 5, state: .violated, elapsed: 5, remaining: 19, due: 24),
        Reading(clock: clock(answered: 5), now: 6, state: .violated, elapsed: 6, remaining: 18, due: 24),
        Reading(clock: clock(), now: 24, state: .timeLeft, elapsed: 24, remaining: 0, due: 24),
        Reading(clock: clock(), now: 25, state: .violated, elapsed: 25, remaining: -1, due: 24),
        Reading(clock: clock(waited: 10), now: 30, state: .timeLeft, elapsed: 20, remaining: 4, due: 34),
        Reading(
            clock: clock(.high, .waitingForCustomer, entered: 6), now: 100, state: .paused, elapsed: 6, remaining: 18,
            due: 118),
        Reading(
            clock: clock(.high, .waitingForCustomer, entered: 26), now: 100, state: .violated, elapsed: 26,
            remaining: -2, due: 98),
        Reading(
            clock: clock(.high, .waitingForThirdParty, entered: 6), now: 20, state: .timeLeft, elapsed: 20,
            remaining: 4, due: 24),
        Reading(
            clock: clock(.high, .resolved, entered: 23, resolved: 23), now: 99, state: .fulfilled, elapsed: 23,
            remaining: nil, due: 24),
        Reading(
            clock: clock(.high, .closed, entered: 99, resolved: 25), now: 200, state: .violated, elapsed: 25,
            remaining: nil, due: 24),
        Reading(
            clock: clock(.high, .resolved, entered: 3, answered: nil, resolved: 3), now: 9, state: .fulfilled,
            elapsed: 3, remaining: nil, due: 24),
        Reading(clock: clock(), now: -1, state: .timeLeft, elapsed: 0, remaining: 24, due: 24),
    ]

    @Test("The clock is read", arguments: readings)
    func reading(_ expected: Reading) {
        let sla = expected.clock.reading(at: Self.instant(expected.now))
        #expect(sla.state == expected.state)
        #expect(sla.elapsed == expected.elapsed * Self.hour)
        #expect(sla.remaining == expected.remaining.map { $0 * Self.hour })
        #expect(sla.resolutionDueAt == Self.instant(expected.due))
        #expect(sla.firstResponseDueAt == Self.instant(4))
    }

    @Test("The clock stands still while the customer answers, and from resolution to reopening")
    func pauses() {
        for status in CaseStatus.allCases {
            for next in CaseStatus.allCases {
                let pause = SlaClock.pause(
                    leaving: status, for: next, enteredAt: Self.instant(1), now: Self.instant(3))
                let stood = status == .waitingForCustomer || (status == .resolved && next != .closed)
                #expect(pause == (stood ? 2 * Self.hour : 0))
            }
        }
    }

    @Test("No row of a database makes the clock trap", arguments: [Int64.min, -1, 0, .max], [Int64.min, -1, 0, .max])
    func extremes(one: Int64, two: Int64) {
        for status in CaseStatus.allCases {
            let clock = SlaClock(
                priority: .low, status: status, createdAt: Timestamp(milliseconds: one),
                statusEnteredAt: Timestamp(milliseconds: two), firstResponseAt: nil, resolvedAt: nil, waited: two)
            #expect(clock.reading(at: Timestamp(milliseconds: two)).elapsed >= 0)
            #expect(clock.reading(at: Timestamp(milliseconds: one)).elapsed >= 0)
        }
    }

    @Test("Each category has its group")
    func groups() {
        #expect(
            CaseCategory.allCases.map(\.group) == [
                .partnerAccountManagers, .businessAnalysts, .supportTeam, .techTeam,
            ])
    }

    static func agent(_ id: Int64, _ load: Int, fit: Bool = true) -> Candidate {
        Candidate(agentID: id, load: load, isFit: fit)
    }

    @Test(
        "A case goes to the account manager for sales, else to the least loaded fit member",
        arguments: [
            (.support, nil, [], nil), (.support, nil, [agent(3, 2), agent(2, 1), agent(1, 5)], 2),
            (.support, nil, [agent(3, 1), agent(2, 1), agent(1, 5)], 2),
            (.support, nil, [agent(2, 0, fit: false), agent(3, 9)], 3),
            (.support, nil, [agent(2, 0, fit: false)], nil), (.support, agent(9, 0), [agent(3, 9)], 3),
            (.sales, agent(9, 100), [agent(3, 0)], 9), (.sales, agent(9, 0, fit: false), [agent(3, 4)], 3),
            (.sales, nil, [agent(3, 4)], 3), (.sales, agent(9, 0, fit: false), [], nil),
        ] as [(CaseCategory, Candidate?, [Candidate], Int64?)])
    func routing(
        category: CaseCategory, accountManager: Candidate?, members: [Candidate],
        expected: Int64?
    ) {
        #expect(CaseRouting.agent(for: category, accountManager: accountManager, members: members) == expected)
    }
}
