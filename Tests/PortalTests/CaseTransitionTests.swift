import Foundation
import Portal
import Testing

@Suite("Cases", .tags(.stateMachine))
struct CaseTransitionTests {
    /// The matrix of the domain without its column NEW, which nothing leads to: partner, agent, system.
    static let matrix: [(CaseStatus, [String])] = [
        //          ASSIGNED OPEN IN_PROGRESS CUSTOMER THIRD_PARTY RESOLVED CLOSED
        (.new, ["AS", "PA", "A", "A", "A", "PA", ""]),
        (.assigned, ["A", "PA", "A", "A", "A", "", ""]),
        (.open, ["A", "", "A", "A", "A", "PA", ""]),
        (.inProgress, ["A", "A", "", "A", "A", "PA", ""]),
        (.waitingForCustomer, ["A", "PA", "A", "", "A", "", ""]),
        (.waitingForThirdParty, ["A", "A", "A", "A", "", "", ""]),
        (.resolved, ["", "PA", "A", "", "", "", "AS"]),
        (.closed, ["", "", "", "", "", "", ""]),
    ]

    @Test("Every cell of the matrix", arguments: matrix)
    func cells(from: CaseStatus, row: [String]) {
        let sides: [(CaseSide, Character)] = [(.partner, "P"), (.vendor, "A"), (.system, "S"), (.observer, "O")]
        for (side, letter) in sides {
            var allowed: [CaseStatus] = []
            for (to, cell) in zip(CaseStatus.allCases, [""] + row) {
                do throws(Refusal) {
                    try from.checkMove(to: to, by: side)
                    #expect(cell.contains(letter), "\(from) → \(to) by \(side)")
                    if to != from { allowed.append(to) }
                } catch {
                    #expect(!cell.contains(letter), "\(from) → \(to) by \(side)")
                    #expect(error.code == .invalidTransition)
                }
            }
            #expect(from.allowed(by: side) == allowed)
        }
    }

    @Test("Who calls a waiting case solved is told to open it first")
    func openFirst() {
        #expect(
            throws: Refusal(
                .invalidTransition,
                "This step is not possible: the record cannot go from WAITING_FOR_CUSTOMER to RESOLVED.",
                suggestion: .reopenFirst,
                details: [
                    .init("from", .text("WAITING_FOR_CUSTOMER")), .init("to", .text("RESOLVED")),
                    .init("allowed", .texts(["OPEN"])),
                ])
        ) { try CaseStatus.waitingForCustomer.checkMove(to: .resolved, by: .partner) }
    }

    @Test("The partner's answer ends the wait for it, and nothing else", arguments: CaseStatus.allCases)
    func comment(status: CaseStatus) {
        #expect(status.afterPartnerComment == (status == .waitingForCustomer ? .open : status))
    }

    @Test("A case is untaken until somebody begins", arguments: CaseStatus.allCases)
    func untaken(status: CaseStatus) {
        #expect(status.isUntaken == [.new, .assigned].contains(status))
    }

    @Test(
        "A caller's side follows from role and rights",
        arguments: [
            (Role.anonymous, [], .observer), (.partnerUser, [], .observer),
            (.partnerUser, [PortalModule.cases.right(.edit)], .partner),
            (.partnerSupervisor, [PortalModule.cases.right(.edit)], .partner), (.integration, [.casesRead], .observer),
            (.integration, [.casesWrite], .partner), (.agent, [], .vendor), (.admin, [], .vendor),
            (.admin, [.readOnly], .observer),
        ] as [(Role, Rights, CaseSide)])
    func side(role: Role, rights: Rights, expected: CaseSide) {
        #expect(CaseSide(of: Viewer(actorID: 1, partnerID: 1, role: role, rights: rights)) == expected)
    }
}

@Suite("Cases of the real world", .tags(.stateMachine))
struct IncidentLogTests {
    static let log = SharedData.path("uci-incident/incident_event_log.csv.gz")

    static let statuses: [Substring: CaseStatus] = [
        "New": .new, "Active": .inProgress, "Awaiting User Info": .waitingForCustomer,
        "Awaiting Vendor": .waitingForThirdParty, "Awaiting Problem": .waitingForThirdParty,
        "Awaiting Evidence": .waitingForThirdParty, "Resolved": .resolved, "Closed": .closed,
    ]

    /// Number, state and count of modifications of every event.
    static func events(_ path: String) throws -> Data {
        let unpack = Process()
        unpack.executableURL = URL(filePath: "/bin/sh")
        unpack.arguments = ["-c", "gzip -dc \"$0\" | cut -d, -f1,2,6", path]
        let output = Pipe()
        unpack.standardOutput = output
        try unpack.run()
        return output.fileHandleForReading.readDataToEndOfFile()
    }

    @Test(
        "Replaying 24 918 real incidents accepts 58 965 changes and rejects 5 049",
        .enabled(if: log != nil, "incident_event_log.csv.gz is not beside this package"))
    func replay() throws {
        let text = String(decoding: try Self.events(try #require(Self.log)), as: UTF8.self)
        var incidents: [Substring: [(count: Int, state: Substring)]] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let columns = line.split(separator: ",", omittingEmptySubsequences: false)
            incidents[columns[0], default: []].append((try #require(Int(columns[2])), columns[1]))
        }
        #expect(incidents.count == 24_918)

        var (accepted, unchanged, skipped) = (0, 0, 0)
        var rejected: [String: Int] = [:]
        for events in incidents.values {
            var status: CaseStatus?
            for event in events.sorted(by: { $0.count < $1.count }) {
                guard let next = Self.statuses[event.state] else {
                    skipped += 1
                    continue
                }
                defer { status = next }
                guard let status else { continue }
                if status == next {
                    unchanged += 1
                } else if (try? status.checkMove(to: next, by: .vendor)) != nil {
                    accepted += 1
                } else {
                    rejected["\(status.rawValue)→\(next.rawValue)", default: 0] += 1
                }
            }
        }
        #expect(accepted == 58_965)
        #expect(unchanged == 52_775)
        #expect(skipped == 5)
        #expect(
            rejected == [
                "WAITING_FOR_CUSTOMER→RESOLVED": 4_657, "WAITING_FOR_THIRD_PARTY→RESOLVED": 363,
                "CLOSED→IN_PROGRESS": 12, "NEW→CLOSED": 11, "IN_PROGRESS→CLOSED": 2,
                "RESOLVED→WAITING_FOR_CUSTOMER": 2, "IN_PROGRESS→NEW": 1, "WAITING_FOR_CUSTOMER→CLOSED": 1,
            ])
        #expect(rejected.values.reduce(0, +) == 5_049)
    }
}
