import Execution
import Portal

/// `type Mutation` of schema.graphql: what each mutation answers.
enum MutationBinding {
    static let typeName = "Mutation"

    static func source(for role: Role) -> ObjectSource {
        var fields: [String: FieldSource] = [:]
        for entry in Payloads.ofMutations { fields[entry.mutation] = .mutation(payload: entry.type) }
        return ObjectSource(rows: nil, fields: fields)
    }
}
