import Glibc
import GraphQL

/// What the command line says after the verb.
struct Options {
    /// The words that are no options.
    private(set) var arguments: [String] = []
    private var given: [String: String] = [:]

    /// - Throws: A usage failure that names the word at fault.
    init(_ words: [String], of verb: Verb) throws(Failure) {
        var words = words[...]
        while let word = words.popFirst() {
            guard word.hasPrefix("-"), word != "-" else {
                arguments.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let option = try Self.option(parts[0], of: verb)
            guard given[option.name] == nil else {
                throw Failure(.usage, "\(option.name) is given twice: give it once")
            }
            given[option.name] = try Self.value(of: option, joined: parts.dropFirst().first, &words)
        }
        try checkArguments(of: verb)
    }

    func isGiven(_ option: Option) -> Bool { given[option.name] != nil }

    /// The option's value: from the command line, else from the environment, else the default.
    func setting(_ option: Option) -> Setting {
        if let value = given[option.name] { return Setting(value: value, origin: option.name) }
        if let name = option.environment, let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty {
            return Setting(value: value, origin: name)
        }
        return Setting(value: option.standard ?? "", origin: Setting.standardOrigin)
    }

    private static func option(_ name: String, of verb: Verb) throws(Failure) -> Option {
        let known = verb.options + [.help]
        if let option = known.first(where: { $0.name == name }) { return option }
        let near = Suggestions.similar(to: name, among: known.map(\.name)).first
        throw Failure(
            .usage,
            "portico \(verb.name) has no option «\(name)»: "
                + (near.map { "did you mean «\($0)»?" } ?? "see portico help \(verb.name)"))
    }

    /// The value after `=`, or the next word.
    private static func value(
        of option: Option, joined: String?, _ words: inout ArraySlice<String>
    ) throws(Failure) -> String {
        guard let placeholder = option.placeholder else {
            guard joined == nil else { throw Failure(.usage, "\(option.name) takes no value: leave it out") }
            return ""
        }
        let next = words.first.flatMap { $0.hasPrefix("--") ? nil : $0 }
        guard let value = joined ?? next, !value.isEmpty else {
            throw Failure(.usage, "\(option.name) needs a value: \(option.name) \(placeholder)")
        }
        if joined == nil { words.removeFirst() }
        return value
    }

    private func checkArguments(of verb: Verb) throws(Failure) {
        guard given[Option.help.name] == nil else { return }
        if arguments.count > verb.arguments.count, !verb.takesMoreArguments {
            throw Failure(.usage, "«\(arguments[verb.arguments.count])» is one word too many: \(verb.usage)")
        }
        let missing = verb.arguments.dropFirst(arguments.count).first { !$0.hasPrefix("[") }
        if let missing { throw Failure(.usage, "\(missing) is missing: \(verb.usage)") }
    }
}

/// A value, and who gave it.
struct Setting {
    let value: String
    /// The option, the environment variable, or `standardOrigin`.
    let origin: String

    static let standardOrigin = "default"
    var isStandard: Bool { origin == Self.standardOrigin }
}
