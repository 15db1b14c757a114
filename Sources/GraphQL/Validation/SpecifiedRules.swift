/// One rule: looks at the context and reports what breaks it.
protocol ValidationRule: Sendable {
    static func check(_ context: inout ValidationContext)
}

/// The rules of §5, in the specification's order.
///
/// <https://spec.graphql.org/September2025/#sec-Validation>
let specifiedRules: [any ValidationRule.Type] = [
    // §5.1 Documents
    ExecutableDefinitions.self,
    // §5.2 Operations
    KnownOperationTypes.self,
    UniqueOperationNames.self,
    LoneAnonymousOperation.self,
    SingleFieldSubscriptions.self,
    // §5.3 Fields
    FieldsOnCorrectType.self,
    OverlappingFieldsCanBeMerged.self,
    ScalarLeafs.self,
    // §5.4 Arguments
    KnownArgumentNames.self,
    UniqueArgumentNames.self,
    ProvidedRequiredArguments.self,
    // §5.5 Fragments
    UniqueFragmentNames.self,
    KnownTypeNames.self,
    FragmentsOnCompositeTypes.self,
    NoUnusedFragments.self,
    KnownFragmentNames.self,
    NoFragmentCycles.self,
    PossibleFragmentSpreads.self,
    // §5.6 Values
    ValuesOfCorrectType.self,
    UniqueInputFieldNames.self,
    // §5.7 Directives
    KnownDirectives.self,
    UniqueDirectivesPerLocation.self,
    // §5.8 Variables
    UniqueVariableNames.self,
    VariablesAreInputTypes.self,
    NoUndefinedVariables.self,
    NoUnusedVariables.self,
    VariablesInAllowedPosition.self,
]

/// The rules for the definitions of a schema, §3 and §5.7, as far as they can be checked before there is one.
///
/// <https://spec.graphql.org/September2025/#sec-Type-System>
let specifiedDefinitionRules: [any ValidationRule.Type] = [
    TypeSystemDefinitions.self,
    LoneSchemaDefinition.self,
    UniqueOperationTypes.self,
    UniqueTypeNames.self,
    UniqueEnumValueNames.self,
    UniqueFieldDefinitionNames.self,
    UniqueArgumentDefinitionNames.self,
    UniqueDirectiveNames.self,
    KnownTypeNames.self,
    KnownDirectives.self,
    UniqueDirectivesPerLocation.self,
    PossibleTypeExtensions.self,
    KnownArgumentNames.self,
    UniqueArgumentNames.self,
    UniqueInputFieldNames.self,
    ProvidedRequiredArguments.self,
]
