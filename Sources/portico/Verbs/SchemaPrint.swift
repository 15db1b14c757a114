import API
import GraphQL

extension Verb {
    static let schemaPrint = Verb(
        name: "schema print", arguments: [],
        summary: "Prints the schema of this version in canonical notation, or what introspection shows a role of it.",
        options: [.callingRole]
    ) { options in
        let role = try options.callingRole()
        let document = try Document.parse(Portico.schema, limits: .typeSystem)
        let view = try role.map { try BoundSchema(sdl: Portico.schema).share(of: $0).view }
        // What things cost is no secret, and who writes a client wants to know it.
        let costs = ["cost", "listSize"]
        Terminal.say(page: view.map { document.printed(in: $0, with: costs) } ?? document.printed)
    }
}
