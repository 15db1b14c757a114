/// Fields with one response name can be merged into one.
///
/// Instead of comparing all pairs, fields are gathered in groups whose members must all agree with the first one: that is
/// linear in the number of fields, and the steps are counted besides.
///
/// <https://spec.graphql.org/September2025/#sec-Field-Selection-Merging>
enum OverlappingFieldsCanBeMerged: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        // What spreads itself has no end, and another rule has reported it.
        guard context.fragments.cycles.isEmpty else { return }
        var remainingSteps = context.limits.mergeSteps
        for operation in context.document.operations where !context.isFull {
            var merge = FieldMerge(context, steps: remainingSteps)
            merge.check(operation)
            remainingSteps = merge.steps
            for conflict in merge.conflicts { context.report(conflict.message, at: conflict.offsets) }
            if remainingSteps < 0 {
                context.report(
                    "Document is too complex: its fields take more than \(context.limits.mergeSteps) steps to merge.",
                    operation, code: .tooComplex)
                return
            }
        }
    }
}
