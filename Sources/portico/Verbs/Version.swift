extension Verb {
    static let version = Verb(name: "version", arguments: [], summary: "Shows the version.", options: []) { _ in
        Terminal.say("portico \(Portico.version)")
    }
}

/// The program itself.
enum Portico {
    static let version = "0.1.0"
}
