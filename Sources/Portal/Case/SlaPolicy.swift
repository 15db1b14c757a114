/// What the vendor promises for cases of one priority, in milliseconds of running clock.
package struct SlaPolicy: Equatable, Sendable {
    package let name: String
    /// Until the vendor's first answer.
    package let firstResponse: Int64
    /// Until the case is resolved.
    package let resolution: Int64

    package init(for priority: CasePriority) {
        switch priority {
        case .urgent: self.init("Urgent", 1 * Timestamp.hour, 8 * Timestamp.hour)
        case .high: self.init("High", 4 * Timestamp.hour, 24 * Timestamp.hour)
        case .medium: self.init("Medium", 8 * Timestamp.hour, 3 * Timestamp.day)
        case .low: self.init("Low", 24 * Timestamp.hour, 10 * Timestamp.day)
        }
    }

    private init(_ name: String, _ firstResponse: Int64, _ resolution: Int64) {
        self.name = name
        self.firstResponse = firstResponse
        self.resolution = resolution
    }
}

/// What a case's service clock is read from.
package struct SlaClock: Equatable, Sendable {
    package let priority: CasePriority
    package let status: CaseStatus
    package let createdAt: Timestamp
    package let statusEnteredAt: Timestamp
    package let firstResponseAt: Timestamp?
    /// When the case was last resolved; nil while it is not.
    package let resolvedAt: Timestamp?
    /// Milliseconds the clock stood still in statuses that are left by now: the sum of `pause`.
    package let waited: Int64

    package init(
        priority: CasePriority, status: CaseStatus, createdAt: Timestamp, statusEnteredAt: Timestamp,
        firstResponseAt: Timestamp?, resolvedAt: Timestamp?, waited: Int64
    ) {
        self.priority = priority
        self.status = status
        self.createdAt = createdAt
        self.statusEnteredAt = statusEnteredAt
        self.firstResponseAt = firstResponseAt
        self.resolvedAt = resolvedAt
        self.waited = waited
    }

    /// What to add to `waited` when a case leaves a status it entered at `enteredAt`, in milliseconds.
    ///
    /// The clock pauses while the customer has to answer, and between resolution and reopening.
    package static func pause(
        leaving status: CaseStatus, for next: CaseStatus, enteredAt: Timestamp, now: Timestamp
    ) -> Int64 {
        switch (status, next) {
        case (.resolved, .closed): 0
        case (.waitingForCustomer, _), (.resolved, _): max(0, now.since(enteredAt))
        default: 0
        }
    }

    /// The clock as it stands at `now`.
    package func reading(at now: Timestamp) -> Sla {
        let policy = SlaPolicy(for: priority)
        let isPaused = status == .waitingForCustomer
        let pause = isPaused ? max(0, now.since(statusEnteredAt)) : 0
        let still = max(0, waited).addingReportingOverflow(pause)
        let stoodStill = still.overflow ? Int64.max : still.partialValue
        let running = (resolvedAt ?? now).since(createdAt).subtractingReportingOverflow(stoodStill)
        let elapsed = running.overflow ? 0 : max(0, running.partialValue)
        let firstResponseDueAt = createdAt.adding(policy.firstResponse)
        let isAnsweredLate = (firstResponseAt ?? resolvedAt ?? now) > firstResponseDueAt
        let state: SlaState =
            if elapsed > policy.resolution || isAnsweredLate {
                .violated
            } else if resolvedAt != nil {
                .fulfilled
            } else {
                isPaused ? .paused : .timeLeft
            }
        return Sla(
            policy: policy, state: state, firstResponseDueAt: firstResponseDueAt,
            resolutionDueAt: createdAt.adding(policy.resolution).adding(stoodStill), elapsed: elapsed,
            remaining: resolvedAt == nil ? policy.resolution - elapsed : nil)
    }
}

/// How a case stands against the promises at one instant.
package struct Sla: Equatable, Sendable {
    package let policy: SlaPolicy
    /// `violated` as soon as either promise is broken, even if the other one is kept.
    package let state: SlaState
    package let firstResponseDueAt: Timestamp
    /// Moves on while the clock stands still.
    package let resolutionDueAt: Timestamp
    /// Milliseconds of running clock.
    package let elapsed: Int64
    /// Milliseconds until the resolution is due, negative when overdue; nil once resolved.
    package let remaining: Int64?
}
