import API
import HTTP
import Portal

extension Verb {
    static let validate = Verb(
        name: "validate", arguments: ["<document>…"],
        summary: "Says what the server would refuse in GraphQL documents, before they are sent; - is standard input.",
        options: [.callingRole]
    ) { options in
        let documents = options.arguments
        try SourceFile.check(documents)
        let role = try options.callingRole()
        let portal = try BoundSchema(sdl: Portico.schema)
        var refused = 0
        for document in documents {
            let lines = errors(in: document, for: role, portal)
            for line in lines { Terminal.say(line) }
            refused += lines.isEmpty ? 0 : 1
        }
        guard refused == 0 else {
            throw Failure(.problems, "\(refused) of \(documents.count) documents not valid: mend what is listed")
        }
        Terminal.say(documents.count == 1 ? "the document is valid" : "all \(documents.count) documents are valid")
    }

    /// A line for each error.
    private static func errors(in document: String, for role: Role?, _ portal: BoundSchema) -> [String] {
        do throws(Failure) {
            let file = try SourceFile(document, atMost: HTTP.Limits().content)
            return portal.errors(in: file.bytes, for: role).map { file.line($0.message, at: $0.locations) }
        } catch { return [error.message] }
    }
}
