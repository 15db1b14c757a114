import GraphQL

extension Verb {
    static let schemaDiff = Verb(
        name: "schema diff", arguments: ["<old>", "<new>"],
        summary: "Lists how a schema differs from an older one, what breaks clients first; - is standard input.",
        options: []
    ) { options in
        try SourceFile.check(options.arguments)
        let (old, new) = (try schema(options.arguments[0]), try schema(options.arguments[1]))
        let changes = SchemaComparison.changes(from: old, to: new)
        for change in changes { Terminal.say("\(change.impact.rawValue): \(change.sentence)") }
        if changes.isEmpty { Terminal.say("no changes") }
        let breaking = changes.count { $0.impact == .breaking }
        guard breaking == 0 else {
            throw Failure(
                .problems,
                "\(breaking) of \(changes.count) changes break clients: take them back, or wait until nobody needs the old"
            )
        }
    }

    /// Bytes of a schema's document: ten times the largest ones that are public.
    private static let largestSchema = 32 << 20

    private static func schema(_ path: String) throws(Failure) -> Schema {
        let file = try SourceFile(path, atMost: largestSchema)
        let errors: [GraphQLError]
        do throws(GraphQLError) {
            let document = try Document.parse(file.bytes, limits: .typeSystem)
            do throws(SchemaErrors) { return try Schema(building: document) } catch { errors = error.errors }
        } catch { errors = [error] }
        for error in errors { Terminal.complain(file.line(error.message, at: error.locations)) }
        throw Failure(.problems, "\(file.name) is no valid schema: mend what is listed")
    }
}
