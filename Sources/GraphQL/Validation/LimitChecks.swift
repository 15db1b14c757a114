/// Refuses operations that are larger than the bounds, before anything walks their fragments.
func checkLimits(_ context: inout ValidationContext) {
    let document = context.document
    if document.operations.count > context.limits.operations {
        context.report(
            "Document contains \(document.operations.count) operations; at most \(context.limits.operations) are allowed.",
            at: [], code: .tooManyOperations)
    }
    var measuring = ExpansionMeasure(document: document, fragments: context.fragments)
    for index in context.fragments.innermostFirst
    where measuring.measure(fragment: index).nesting > context.limits.nesting {
        let fragment = document.fragments[index]
        context.report(
            "Fragment \"\(context.text(of: fragment.name))\" has more than \(context.limits.nesting)"
                + " levels of selections, fragments included.",
            fragment, code: .tooDeep)
        // What spreads it is as deep, and would say no more.
        return
    }
    for operation in document.operations where !context.isFull {
        let size = measuring.measure(operation)
        let bounds: [(Int, Int, String, GraphQLError.Code)] = [
            (size.depth, context.limits.depth, "levels of fields", .tooDeep),
            (size.nesting, context.limits.nesting, "levels of selections", .tooDeep),
            (size.aliases, context.limits.aliases, "aliases", .tooManyAliases),
            (size.rootFields, context.limits.rootFields, "root fields", .tooManyRootFields),
            (size.fields, context.limits.fields, "fields", .tooManyFields),
        ]
        for (count, limit, what, code) in bounds where count > limit {
            let name = operation.name.map { "Operation \"\(context.text(of: $0))\"" } ?? "Anonymous operation"
            context.report("\(name) has more than \(limit) \(what), fragments included.", operation, code: code)
        }
    }
    for place in measuring.directivePlaces where place.count > context.limits.directives {
        context.report(
            "There are \(place.count) directives at this location; at most \(context.limits.directives) are allowed.",
            at: [place.offset], code: .tooManyDirectives)
    }
}
