/// What an agent settles while qualifying a registration, as it was filled in.
package struct QualificationForm: Equatable, Sendable {
    /// Row of the organization to link instead of the registration's own company.
    package var organization: Int64?
    package var opportunityName: String?
    package var stage = OpportunityStage.qualification
    /// In percent.
    package var probability: Int64?
    /// Nil means as long as the sales direction grants.
    package var protectedUntil: Timestamp?
    /// To the partner.
    package var message: String?
    /// Among the vendor's people.
    package var internalNote: String?

    package init() {}

    /// The form, read.
    package struct Accepted: Equatable, Sendable {
        package let opportunityName: String?
        package let stage: OpportunityStage
        package let probability: Int64?
        package let protectedUntil: Timestamp?
        package let message: String?
        package let internalNote: String?
    }

    /// Reads the whole form; the opportunity has what is `present` from the start.
    ///
    /// - Throws: everything that is wrong with it, each at its path from `input` inwards.
    package func read(
        at now: Timestamp, having present: Set<OpportunityRequirement>
    ) throws(Refusals) -> Accepted {
        var reader = FormReader()
        // Left out it is the registration's; a blank one is no name.
        let name = opportunityName.flatMap { reader.take(["input", "opportunityName"], required: $0, Text.line) }
        _ = reader.take(["input", "stage"]) { () throws(Refusal) in try stage.checkBeginning(having: present) }
        if let probability, !(0...100).contains(probability) {
            reader.refuse(.outOfRange(minimum: "0", maximum: "100").at(["input", "probability"]))
        }
        if let protectedUntil, protectedUntil < now {
            reader.refuse(.dateInPast.at(["input", "protectedUntil"]))
        }
        let message = reader.take(["input", "message"], optional: message, Text.prose)
        let note = reader.take(["input", "internalNote"], optional: internalNote, Text.prose)

        guard reader.isAccepted else { throw reader.answer }
        return Accepted(
            opportunityName: name, stage: stage, probability: probability, protectedUntil: protectedUntil,
            message: message, internalNote: note)
    }
}

extension OpportunityStage {
    /// Checks that an opportunity which has what is `present` may begin in this stage.
    ///
    /// - Throws: `INVALID_TRANSITION` for a stage in which none may begin, `STAGE_REQUIREMENTS_MISSING`.
    fileprivate func checkBeginning(having present: Set<OpportunityRequirement>) throws(Refusal) {
        let beginnings = Self.allCases.filter { $0 != .closed }
        guard beginnings.contains(self) else {
            throw .invalidBeginning(in: rawValue, allowed: beginnings.map(\.rawValue))
        }
        let missing = missing(having: present)
        guard missing.isEmpty else { throw .stageRequirementsMissing(missing.map(\.rawValue)) }
    }
}
