/// A field of the registration form; the raw value is its name in the schema's input.
package enum RegistrationField: String, CaseIterable, Sendable {
    case name, productId, company, contact, representativeId, budget, estimatedValue, estimatedClosureDate
    case customerRequirements, externalReference
}

extension RegistrationState {
    /// The fields of the form that someone of this standing may change now.
    ///
    /// Partners write freely until they submit; after that only what the agent asked them to correct (`unlocked`) and
    /// their own reference.
    package func editable(
        by standing: RegistrationStanding, unlocked: Set<RegistrationField>
    ) -> Set<RegistrationField> {
        switch (standing, self) {
        case (.creator, .draft), (.supervisor, .draft): Set(RegistrationField.allCases)
        case (.creator, .actionRequired), (.supervisor, .actionRequired): unlocked.union([.externalReference])
        case (.creator, _), (.supervisor, _): [.externalReference]
        case (.assignee, _): isTerminal ? [] : Set(RegistrationField.allCases)
        case (.admin, _): Set(RegistrationField.allCases)
        case (.agent, _), (.manager, _), (.system, _), (.observer, _): []
        }
    }

    /// - Throws: one `RECORD_LOCKED` for each of `fields` that may not be changed now, at `["input", field]`.
    package func checkEditing(
        _ fields: Set<RegistrationField>, by standing: RegistrationStanding, unlocked: Set<RegistrationField>
    ) throws(Refusals) {
        let locked = fields.subtracting(editable(by: standing, unlocked: unlocked))
        let refusals = RegistrationField.allCases.filter(locked.contains)
            .map { Refusal.recordLocked(in: rawValue).at(["input", $0.rawValue]) }
        if let refusals = Refusals(refusals) { throw refusals }
    }
}
