/// A field that has to be filled in before a sale may go on; the raw value is its name in the schema.
package enum OpportunityRequirement: String, CaseIterable, Sendable {
    case organization, contact, estimatedValue, estimatedClosureDate
}

extension OpportunityStage {
    /// What this stage asks for, beyond all earlier ones.
    ///
    /// The vendor product lets each installation choose; this is our default.
    private var requirements: [OpportunityRequirement] {
        switch self {
        case .demandGeneration, .contract, .closed: []
        case .qualification: [.organization, .contact]
        case .proposal: [.estimatedValue]
        case .decision: [.estimatedClosureDate]
        }
    }

    /// What this stage and all before it ask for and the opportunity does not have yet.
    package func missing(having present: Set<OpportunityRequirement>) -> [OpportunityRequirement] {
        OpportunityStage.allCases.filter { $0 <= self }.flatMap(\.requirements).filter { !present.contains($0) }
    }
}
