import Portal
import Testing

@Suite("Enums of the schema")
struct EnumNameTests {
    static func names<E: CaseIterable & RawRepresentable<String>>(_ type: E.Type) -> [String] {
        type.allCases.map(\.rawValue)
    }

    static let enums: [[String]] = [
        names(Role.self), names(PortalModule.self), names(RecordScope.self), names(OrderDirection.self),
        names(RegistrationState.self), names(RejectionReason.self),
        names(LeadState.self), names(LeadShareState.self), names(LeadDeclineReason.self), names(LeadSource.self),
        names(OpportunityStage.self), names(OpportunityStatus.self), names(OpportunityStatusReason.self),
        names(OpportunitySource.self),
        names(CaseStatus.self), names(CasePriority.self), names(CaseCategory.self), names(SlaState.self),
        names(CommentKind.self), names(TouchPointKind.self), names(ActivityKind.self), names(ChangeType.self),
        names(PartnerStatus.self), names(AccessReason.self), names(PortalTargetKind.self),
        names(TinCheck.self), names(TinChecksum.self), names(ErrorCode.self), names(Suggestion.self),
    ]

    @Test("Raw values are names as the schema writes them", arguments: enums)
    func upperCase(names: [String]) {
        for name in names {
            #expect(
                name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            )
        }
        #expect(Set(names).count == names.count)
    }

    @Test("There are 42 codes of refusal")
    func codes() {
        #expect(ErrorCode.allCases.count == 42)
    }

    @Test("Every reason belongs to the status it is a reason of")
    func reasons() {
        let reasons = Dictionary(grouping: OpportunityStatusReason.allCases, by: \.status)
        #expect(reasons[.open] == [.inProgress, .onHold])
        #expect(reasons[.won] == [.won])
        #expect(
            reasons[.lost] == [
                .lostToCompetition, .lostPrice, .lostNoBudget, .lostNoDecision, .canceled, .duplicate,
            ])
    }

    @Test("Stages are ordered as they are listed")
    func stages() {
        #expect(OpportunityStage.allCases.sorted() == OpportunityStage.allCases)
    }
}
