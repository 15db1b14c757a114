import CAssets

extension Verb {
    static let version = Verb(name: "version", arguments: [], summary: "Shows the version.", options: []) { _ in
        Terminal.say("portico \(Portico.version)")
    }
}

/// The program itself.
enum Portico {
    static let version = "0.1.0"

    /// The text of schema.graphql, which is compiled in.
    static var schema: [UInt8] { Array(UnsafeBufferPointer(start: asset_schema.bytes, count: asset_schema.count)) }
}
