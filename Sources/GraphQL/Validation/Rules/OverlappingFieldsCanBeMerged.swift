/// Fields with one response name can be merged into one.
///
/// Whether they can is found out without comparing all pairs: fields are gathered in groups of which one member is compared
/// for all, which is linear in the number of fields as long as they agree, and the steps are counted besides. Only when they
/// cannot, pairs are compared to tell which. Most documents have nothing to merge, and end before any of it.
///
/// <https://spec.graphql.org/September2025/#sec-Field-Selection-Merging>
enum OverlappingFieldsCanBeMerged: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        let document = context.document
        var distinct = DistinctFields(of: document)
        let sets = document.operations.map(\.selectionSet) + document.fragments.map(\.selectionSet)
        if sets.allSatisfy({ distinct.areAll(below: $0) }) { return }
        // What spreads itself has no end, and another rule has reported it.
        guard let ignoredSpreads = context.fragments.closingSpreads else { return }
        var merge = FieldMerge(
            context, ignoredSpreads: ignoredSpreads, distinct: distinct, steps: context.limits.mergeSteps)
        for operation in document.operations { merge.check(operation) }
        for fragment in document.fragments.indices { merge.checkUnlessSpread(fragment: fragment) }
        if let first = merge.conflict {
            let conflicts = FieldConflictSearch.conflicts(
                context, ignoredSpreads: ignoredSpreads, arguments: merge.arguments)
            for conflict in conflicts.isEmpty ? [first] : conflicts { context.report(conflict) }
        } else if merge.steps < 0 {
            context.report(
                "Document is too complex: its fields take more than \(context.limits.mergeSteps) steps to merge.",
                at: document.operations.prefix(1).map(\.offset), code: .tooComplex)
        }
    }
}
