import Execution
import GraphQL
import Portal
import Storage

/// Every binding: what schema.graphql is laid over.
enum Bindings {
    static let objects: [any ObjectBinding.Type] = people + records

    /// Where every type's values come from, for one role.
    static func sources(for role: Role, in schema: Schema) -> Sources {
        var sources = [
            QueryBinding.typeName: QueryBinding.source(for: role, in: schema),
            MutationBinding.typeName: MutationBinding.source(for: role),
        ]
        for binding in objects { sources[binding.sourceName] = binding.source(for: role) }
        let abstracts = peopleAbstracts(for: role).merging(recordAbstracts(for: role)) { one, _ in one }
        return Sources(objects: sources, abstracts: abstracts, in: schema)
    }
}
