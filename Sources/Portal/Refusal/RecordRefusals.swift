/// What a record's state, owner or version forbids.
extension Refusal {
    /// `allowed` are the states the caller could bring the record to instead.
    package static func invalidTransition(
        from: String, to: String, allowed: [String], suggestion: Suggestion? = nil
    ) -> Refusal {
        Refusal(
            .invalidTransition, "This step is not possible: the record cannot go from \(from) to \(to).",
            suggestion: suggestion,
            details: [Detail("from", .text(from)), Detail("to", .text(to)), Detail("allowed", .texts(allowed))])
    }

    /// `allowed` are the states a new record may begin in.
    package static func invalidBeginning(in state: String, allowed: [String]) -> Refusal {
        Refusal(
            .invalidTransition, "A new record cannot begin as \(state).",
            details: [Detail("to", .text(state)), Detail("allowed", .texts(allowed))])
    }

    package static func stageRequirementsMissing(_ fields: [String]) -> Refusal {
        Refusal(
            .stageRequirementsMissing, "Some fields have to be filled in before this stage can be reached.",
            details: [Detail("fields", .texts(fields))])
    }

    package static let notAssignee = Refusal(
        .notAssignee, "Only the agent this record is assigned to may do this.")

    /// `state` is the name of the state the record is in.
    package static func recordLocked(in state: String) -> Refusal {
        Refusal(
            .recordLocked, "This record cannot be edited while it is \(state).", suggestion: .addComment,
            details: [Detail("state", .text(state))])
    }

    package static let recordClosed = Refusal(
        .recordClosed, "This record is closed; please open a new one.")

    package static func versionConflict(yours: Int64, current: Int64, changed fields: [String]) -> Refusal {
        Refusal(
            .versionConflict,
            yours > current
                ? "This record has had no such version yet."
                : "This record was changed by somebody else in the meantime.", field: ["expectedVersion"],
            suggestion: .retryWithCurrent,
            details: [
                Detail("yourVersion", .number(yours)), Detail("currentVersion", .number(current)),
                Detail("changedFields", .texts(fields)),
            ])
    }

    /// Names no winner: who it was is nobody's business.
    package static let leadAlreadyAccepted = Refusal(
        .leadAlreadyAccepted, "This lead has already been accepted by another partner.")

    package static let leadExpired = Refusal(.leadExpired, "The time to accept this lead is over.")

    package static let idempotencyKeyParameterMismatch = Refusal(
        .idempotencyKeyParameterMismatch, "This idempotency key was already used with other arguments.",
        field: ["idempotencyKey"])
}
