package import Execution
package import GraphQL
package import Portal

/// What the engine needs of schema.graphql and its bindings, per role.
///
/// Made once at start, then only read.
package final class BoundSchema: Sendable {
    /// A role's share of the schema.
    package struct Share: Sendable {
        package let role: Role
        package let access: Access
        package let view: SchemaView
        package let sources: Sources
    }

    package let schema: Schema
    private let shares: [Share]

    /// - Throws: `BindingErrors` with everything in which the schema and the bindings differ.
    package init(sdl: [UInt8]) throws {
        let document = try Document.parse(sdl, limits: .typeSystem)
        let schema = try Schema(building: document, scalars: Scalars.coercions)
        let mismatches = try BindingCheck(schema: schema).run()
        guard mismatches.isEmpty else { throw BindingErrors(coordinates: mismatches) }
        self.schema = schema
        shares = Role.allCases.map { role in
            let access = Access(schema, role: role.rawValue)
            return Share(
                role: role, access: access, view: SchemaView(of: schema) { !access.hidden.contains($0) },
                sources: Bindings.sources(for: role, in: schema))
        }
    }

    package func share(of role: Role) -> Share { shares[role.index] }
}

/// What stops the server at start: each line begins with the coordinate that is wrong.
package struct BindingErrors: Error, CustomStringConvertible {
    package let coordinates: [String]
    package var description: String { coordinates.joined(separator: "\n") }
}

extension Role {
    /// The role's position in `allCases`: tables by role are arrays.
    package var index: Int {
        switch self {
        case .anonymous: 0
        case .partnerUser: 1
        case .partnerSupervisor: 2
        case .agent: 3
        case .admin: 4
        case .integration: 5
        }
    }
}
