/// The state machine of cases.
extension CaseStatus {
    /// The whole matrix, column by column: who may bring a case from this status to `target`.
    ///
    /// `ASSIGNED` to itself is handing the case to another agent.
    private func movers(to target: CaseStatus) -> Set<CaseSide> {
        switch (target, self) {
        case (.new, _): []
        case (.assigned, .resolved), (.assigned, .closed): []
        case (.assigned, .new): [.vendor, .system]
        case (.assigned, _): [.vendor]
        case (.open, .open), (.open, .closed): []
        case (.open, .inProgress), (.open, .waitingForThirdParty): [.vendor]
        case (.open, _): [.partner, .vendor]
        case (.inProgress, .inProgress), (.inProgress, .closed): []
        case (.inProgress, _): [.vendor]
        case (.waitingForCustomer, .waitingForCustomer), (.waitingForThirdParty, .waitingForThirdParty): []
        case (.waitingForCustomer, .resolved), (.waitingForCustomer, .closed): []
        case (.waitingForThirdParty, .resolved), (.waitingForThirdParty, .closed): []
        case (.waitingForCustomer, _), (.waitingForThirdParty, _): [.vendor]
        case (.resolved, .new), (.resolved, .open), (.resolved, .inProgress): [.partner, .vendor]
        case (.resolved, _): []
        case (.closed, .resolved): [.vendor, .system]
        case (.closed, _): []
        }
    }

    /// - Throws: `INVALID_TRANSITION`, with the suggestion to open the case first where that is what is missing.
    package func checkMove(to target: CaseStatus, by side: CaseSide) throws(Refusal) {
        if movers(to: target).contains(side) { return }
        throw .invalidTransition(
            from: rawValue, to: target.rawValue, allowed: allowed(by: side).map(\.rawValue),
            suggestion: target == .resolved && mustOpenFirst ? .reopenFirst : nil)
    }

    /// The other statuses that `side` can bring a case to from here.
    package func allowed(by side: CaseSide) -> [CaseStatus] {
        CaseStatus.allCases.filter { $0 != self && movers(to: $0).contains(side) }
    }

    /// Someone has to take the case up before it can be called solved.
    private var mustOpenFirst: Bool {
        switch self {
        case .assigned, .waitingForCustomer, .waitingForThirdParty: true
        case .new, .open, .inProgress, .resolved, .closed: false
        }
    }

    /// The status after the partner commented in public: an answer ends the wait for it.
    package var afterPartnerComment: CaseStatus { self == .waitingForCustomer ? .open : self }

    /// Nobody has begun to work on the case, so that a change of category may still send it elsewhere.
    package var isUntaken: Bool { self == .new || self == .assigned }

    /// How long a resolved case stays open to doubt before the portal closes it, in milliseconds.
    package static let timeToClose = 7 * Timestamp.day
}
