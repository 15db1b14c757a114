import Execution
import GraphQL
import Portal
import Storage

/// The root field of a subscription with its arguments: which events are asked for, and from where on.
struct SourceRequest {
    enum Source {
        case recordChanged(types: [String]?, ids: [RecordReference]?)
        case leadInboxChanged
        /// Nil for an id of anything but a record.
        case commentAdded(subject: RecordReference?)
    }

    let source: Source
    /// The last event that the client knows; nil to begin with what happens from now on.
    let after: Int64?

    /// - Parameter lastEventID: What the client read last, and so said later than the argument `after`.
    init(_ field: String, _ arguments: [InputObjectField], lastEventID: Int64?) throws(FieldRefusal) {
        let arguments = InputValue.object(arguments)
        switch field {
        case "recordChanged":
            source = .recordChanged(
                types: try Self.types(arguments["types"]), ids: try Self.records(arguments["ids"]))
        case "leadInboxChanged": source = .leadInboxChanged
        case "commentAdded": source = .commentAdded(subject: namedRecord("subjectId", of: arguments))
        default: throw FieldRefusal(code: "INTERNAL", message: "The subscription \(field) has no source.")
        }
        let after = arguments.number("after")
        if let after, after < 0 { throw .badInput("Argument \"after\" must not be negative.") }
        self.after = lastEventID ?? after
    }

    private static func types(_ value: InputValue?) throws(FieldRefusal) -> [String]? {
        guard let names = value?.texts else { return nil }
        if names.isEmpty { throw .badInput("Argument \"types\" must name a type.") }
        for name in names where !MutationBinding.subjectTypes.contains(name) {
            let known = MutationBinding.subjectTypes.map { "\"\($0)\"" }.joined(separator: ", ")
            throw .badInput("Argument \"types\" may name \(known) only.")
        }
        return names
    }

    /// Ids of other things than records are left out: nothing happens to them.
    private static func records(_ value: InputValue?) throws(FieldRefusal) -> [RecordReference]? {
        guard let ids = value?.texts else { return nil }
        if ids.isEmpty { throw .badInput("Argument \"ids\" must name a record.") }
        guard ids.count <= StreamLimits.ids else {
            throw .badInput("Argument \"ids\" lists \(ids.count) ids; at most \(StreamLimits.ids) can be watched.")
        }
        return ids.compactMap(recordReference)
    }
}

extension InputValue {
    /// The texts of a list; nil for anything else.
    fileprivate var texts: [String]? {
        guard case .list(let items) = self else { return nil }
        return items.compactMap { item in if case .string(let text) = item { text } else { nil } }
    }
}

extension FieldRefusal {
    static func badInput(_ message: String) -> FieldRefusal {
        FieldRefusal(code: "BAD_USER_INPUT", message: message)
    }
}
