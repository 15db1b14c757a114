/// A variable fits wherever it is used.
///
/// <https://spec.graphql.org/September2025/#sec-All-Variable-Usages-Are-Allowed>
enum VariablesInAllowedPosition: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for (index, operation) in context.document.operations.enumerated() where !operation.variables.isEmpty {
            let definitions = DefinedVariables(of: operation, in: context.document)
            for use in context.typed.variables(ofOperation: index) {
                guard let expected = use.type, let variable = definitions[use.name],
                    let type = context.schema.type(variable.type, in: context.document)
                else { continue }
                check(use, of: expected, variable, of: type, &context)
                if context.isFull { return }
            }
        }
    }

    private static func check(
        _ use: TypedDocument.VariableUse, of expected: TypeReference, _ variable: VariableDefinition,
        of type: TypeReference, _ context: inout ValidationContext
    ) {
        let isAllowed = isAllowed(type, variable.defaultValue, at: expected, hasDefault: use.hasDefault)
        if isAllowed, use.oneOf == nil || type.isNonNull { return }
        let (name, text) = (context.text(of: use.name), context.schema.text(of: type))
        if !isAllowed {
            context.report(
                "Variable \"$\(name)\" of type \"\(text)\" used in position expecting type"
                    + " \"\(context.schema.text(of: expected))\".", variable, use)
        } else if let oneOf = use.oneOf {
            context.report(
                "Variable \"$\(name)\" is of type \"\(text)\" but must be non-nullable"
                    + " to be used for OneOf Input Object \"\(oneOf.name)\".", variable, use)
        }
    }

    // <https://spec.graphql.org/September2025/#IsVariableUsageAllowed()>
    private static func isAllowed(
        _ type: TypeReference, _ defaultValue: Value?, at expected: TypeReference, hasDefault: Bool
    ) -> Bool {
        guard expected.isNonNull, !type.isNonNull else { return isCompatible(type, expected) }
        let hasNonNullDefault =
            switch defaultValue?.content {
            case nil, .null: false
            default: true
            }
        return (hasNonNullDefault || hasDefault) && isCompatible(type, expected.nullable)
    }

    // <https://spec.graphql.org/September2025/#AreTypesCompatible()>
    private static func isCompatible(_ type: TypeReference, _ expected: TypeReference) -> Bool {
        if type == expected { return true }
        if expected.isNonNull { return type.isNonNull && isCompatible(type.nullable, expected.nullable) }
        if type.isNonNull { return isCompatible(type.nullable, expected) }
        guard let item = type.item, let expectedItem = expected.item else { return false }
        return isCompatible(item, expectedItem)
    }
}
