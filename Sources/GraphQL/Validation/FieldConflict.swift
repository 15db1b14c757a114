/// Two fields with one response name that cannot be merged, because of themselves or of fields below them.
struct FieldConflict {
    let responseName: Name
    let reason: String
    /// The first field, and those below it that conflict.
    let places: [Int32]
    /// The other field, and those below it that conflict.
    let otherPlaces: [Int32]

    init(_ one: Field, _ other: Field, because reason: String) {
        responseName = one.responseName
        self.reason = reason
        (places, otherPlaces) = ([one.offset], [other.offset])
    }

    /// - Parameter subfields: What conflicts below the two fields, at least one.
    init(_ one: Field, _ other: Field, below subfields: [FieldConflict], in context: ValidationContext) {
        responseName = one.responseName
        reason = subfields.map {
            "subfields \"\(context.text(of: $0.responseName))\" conflict because \($0.reason)"
        }.joined(separator: " and ")
        places = [one.offset] + subfields.flatMap(\.places)
        otherPlaces = [other.offset] + subfields.flatMap(\.otherPlaces)
    }
}

extension ValidationContext {
    mutating func report(_ conflict: FieldConflict) {
        report(
            "Fields \"\(text(of: conflict.responseName))\" conflict because \(conflict.reason)."
                + " Use different aliases on the fields to fetch both if this was intentional.",
            at: conflict.places + conflict.otherPlaces)
    }

    // MARK: Comparing

    /// Why values of two types cannot stand at one position of a response; nil if they can, or a type is not known.
    ///
    /// <https://spec.graphql.org/September2025/#SameResponseShape()>
    func differenceOfShapes(_ one: TypeReference?, _ other: TypeReference?) -> String? {
        guard let one, let other else { return nil }
        let areComposite = schema[one.named].isComposite && schema[other.named].isComposite
        if one.wrapping == other.wrapping, areComposite || one.named == other.named { return nil }
        return "they return conflicting types \"\(schema.text(of: one))\" and \"\(schema.text(of: other))\""
    }

    /// Why two fields are not the same field with the same arguments.
    func differenceOfFields(_ one: Field, _ other: Field, arguments: inout ArgumentSets) -> String? {
        if one.name.symbol != other.name.symbol {
            return "\"\(text(of: one.name))\" and \"\(text(of: other.name))\" are different fields"
        }
        return arguments.areIdentical(one.arguments, other.arguments) ? nil : "they have differing arguments"
    }
}
