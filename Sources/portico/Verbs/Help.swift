extension Verb {
    static let help: Verb = Verb(
        name: "help", arguments: ["[<word>]", "[<word>]"], summary: "Shows what a verb does and which options it has.",
        options: []
    ) { options in
        let words = options.arguments
        if words.isEmpty { return Terminal.say(page: overview) }
        let verbs = named(words).map { [$0] } ?? (words.count == 1 ? beginning(with: words[0]) : [])
        guard !verbs.isEmpty else { throw unknown(words) }
        Terminal.say(page: verbs.map(\.page).joined(separator: "\n\n"))
    }

    /// The verb's whole page.
    var page: String {
        var lines = [usage, "", summary]
        if !options.isEmpty { lines.append("") }
        let width = (options.map(\.usage.count).max() ?? 0) + 2
        for option in options {
            lines.append("  " + option.usage.padded(to: width) + option.summary)
            let origins = [option.standard.map { "default \($0)" }, option.environment.map { "environment \($0)" }]
                .compactMap(\.self)
            if !origins.isEmpty { lines.append("  " + "".padded(to: width) + "(\(origins.joined(separator: ", ")))") }
        }
        return lines.joined(separator: "\n")
    }

    private static var overview: String {
        let verbs = all.map { "  " + $0.name.padded(to: 14) + $0.summary }.joined(separator: "\n")
        return """
            Portico, the GraphQL server for partner portals.

            portico <verb> [<option>…]

            \(verbs)

            portico help <verb> shows its options. Without a verb, portico serves.
            """
    }
}

extension String {
    /// Followed by blanks up to a width, and by one at least.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
