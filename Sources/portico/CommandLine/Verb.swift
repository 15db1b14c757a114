import GraphQL

/// Something that `portico` can do.
struct Verb: Sendable {
    /// One word or two.
    let name: String
    /// The placeholders of the arguments; those in brackets may be left out, one with an ellipsis repeated.
    let arguments: [String]
    let summary: String
    let options: [Option]
    let run: @Sendable (Options) throws -> Void

    /// In the order of `portico help`; the first is what `portico` alone does.
    static var all: [Verb] {
        [serve, importing, backup, userAdd, userPassword, userToken, validate, schemaPrint, schemaDiff, version, help]
    }

    var usage: String {
        (["portico", name] + arguments + options.map { $0.isRequired ? $0.usage : "[\($0.usage)]" }).joined(
            separator: " ")
    }

    /// The verb at the head of the words, and the words after it.
    static func find(in words: [String]) throws(Failure) -> (verb: Verb, rest: [String]) {
        guard let first = words.first else { return (serve, []) }
        if first == "--version" { return (version, Array(words.dropFirst())) }
        if first == "--help" || first == "-h" { return (help, Array(words.dropFirst())) }
        if first.hasPrefix("-") { return (serve, words) }
        if let verb = named(words) { return (verb, Array(words.dropFirst(verb.wordCount))) }
        if words.dropFirst().first == "--help", !beginning(with: first).isEmpty { return (help, [first]) }
        throw unknown(words)
    }

    /// The verb whose words the list begins with.
    static func named(_ words: [String]) -> Verb? {
        all.first { words.prefix($0.wordCount).joined(separator: " ") == $0.name }
    }

    /// The verbs of two words of which this is the first.
    static func beginning(with word: String) -> [Verb] { all.filter { $0.name.hasPrefix(word + " ") } }

    /// The refusal of words that name no verb.
    static func unknown(_ words: [String]) -> Failure {
        // A verb of two words is missed when either of them is wrong.
        let typed = words.prefix { !$0.hasPrefix("-") }.prefix(2).joined(separator: " ")
        let near =
            Suggestions.similar(to: words[0], among: all.map(\.name)).first
            ?? Suggestions.similar(to: typed, among: all.map(\.name)).first
        return Failure(
            .usage,
            "there is no verb «\(words[0])»: " + (near.map { "did you mean «portico \($0)»?" } ?? "see portico help"))
    }

    /// Whether the last argument may be repeated.
    var takesMoreArguments: Bool { arguments.last?.hasSuffix("…") ?? false }

    private var wordCount: Int { name.split(separator: " ").count }
}
