import Execution
import GraphQL
import Portal
import Testing

@testable import API

@Suite("What introspection shows to each role")
struct ShownSchemaTests {
    private func view(of schema: Schema, for role: Role) -> SchemaView {
        let access = Access(schema, role: role.rawValue)
        return SchemaView(of: schema) { !access.hidden.contains($0) }
    }

    @Test("Every type that is shown has a part that is shown, and refers to shown types only", arguments: Role.allCases)
    func isWhole(_ role: Role) throws {
        let schema = try Declared.schema()
        let view = view(of: schema, for: role)
        for type in schema.types where view.shows(type.id) {
            let fields = type.fields.filter { view.shows($0.element) }
            let inputs = (type.inputFields + fields.flatMap(\.arguments)).filter { view.shows($0.element) }
            let hasParts =
                switch type.kind {
                case .scalar: true
                case .object, .interface: !fields.isEmpty
                case .union: type.possibleTypes.members.contains { view.shows($0) }
                case .enumeration: type.enumValues.contains { view.shows($0.element) }
                case .inputObject: !inputs.isEmpty
                }
            #expect(hasParts, "\(type.name)")
            for referred in fields.map(\.type.named) + inputs.map(\.type.named) {
                #expect(view.shows(referred), "\(type.name) refers to \(schema[referred].name)")
            }
            for interface in type.interfaces where view.shows(interface) {
                let promised = schema[interface].fields.filter { view.shows($0.element) }.map(\.name)
                #expect(Set(promised).isSubset(of: fields.map(\.name)), "\(type.name) is no \(schema[interface].name)")
            }
        }
    }

    @Test("What is printed for a role is the schema that introspection shows to it", arguments: Role.allCases)
    func printed(_ role: Role) throws {
        let view = view(of: try Declared.schema(), for: role)
        let document = try Document.parse(Declared.source, limits: .typeSystem)
        let text = document.printed(in: view)
        let printed = try Schema(building: try Document.parse(Array(text.utf8), limits: .typeSystem))
        #expect(coordinates(in: SchemaView(of: printed)) == coordinates(in: view))
        #expect(!text.contains("@allow(roles"))
    }

    /// All types and fields that a view shows, with their arguments and values.
    private func coordinates(in view: SchemaView) -> [String] {
        view.schema.types.filter { view.shows($0.id) }.flatMap { type in
            let inputs = type.inputFields + type.fields.flatMap(\.arguments)
            let elements =
                [type.element] + type.fields.map(\.element) + inputs.map(\.element) + type.enumValues.map(\.element)
            return elements.filter(view.shows).map { "\($0.coordinate)" }
        }
    }

    @Test("A stranger is shown the entrance of a portal, and how to sign in, and nothing else")
    func stranger() throws {
        let schema = try Declared.schema()
        let view = view(of: schema, for: .anonymous)
        let types = schema.types.filter { view.shows($0.id) && $0.kind != .scalar && !$0.name.hasPrefix("__") }
        #expect(
            types.flatMap { type in type.fields.filter { view.shows($0.element) }.map { "\($0.coordinate)" } }.sorted()
                == [
                    "Mutation.signIn", "Portal.active", "Portal.pathName", "Portal.title", "Query.portal",
                    "SignInPayload.expiresAt", "SignInPayload.token", "SignInPayload.userErrors", "UserError.code",
                    "UserError.conflictingId", "UserError.details", "UserError.field", "UserError.message",
                    "UserError.suggestion",
                ])
        #expect(
            types.map(\.name).sorted() == [
                "ErrorCode", "Mutation", "Portal", "Query", "Role", "SignInPayload", "Suggestion", "UserError",
            ])
    }
}
