import GraphQL

extension Plan {
    /// What the role may not read of all that the operation selects: as many refusals as an answer could have, with their
    /// places.
    package var deniedFields: [FieldRefusal] {
        var refusals: [FieldRefusal] = []
        let places = SourceLocations(document)
        for (index, field) in fields.enumerated() where field.kind == .forbidden {
            let denial = denials[Int(field.first)]
            let refusal = FieldRefusal.denied(denial.coordinate, denial.code, to: "read").at(
                locations(of: index, in: places))
            if !refusals.contains(refusal) { refusals.append(refusal) }
        }
        return refusals
    }
}
