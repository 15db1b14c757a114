import Execution
import GraphQL
import TestSupport

/// Writes the body of a request over a schema: valid, but for a value now and then that its type refuses.
struct RandomRequest {
    private let schema: Schema
    private var dice: SeededGenerator
    private var declarations: [String] = []
    private var values: [String] = []
    private var fragments: [String] = []

    /// Nodes of the sample: ids that lead somewhere, and others that do not.
    private static let nodes: [(type: String, rows: ClosedRange<Int64>)] = [
        ("OpportunityRegistration", 101...103), ("Lead", 200...204), ("Opportunity", 300...304), ("Case", 400...404),
        ("Organization", 1...4), ("Contact", 1...4), ("PartnerUser", 2...5), ("Agent", 10...13), ("Comment", 1...4),
        ("PartnerOrganization", 1...2), ("Product", 1...3), ("Nothing", 1...1),
    ]
    private static let texts = [
        "", "acme", "Acme LLC", "north", "CASE-000001", "7707083893", "https://acme.example", "uma@ares.example",
        "+44 20 7946 0958", "2027-01-31", "2023-11-14T22:13:20Z", "12.50", "EUR", "Zm9v", "é😀 \"quoted\" \\ \u{0}\n",
    ]

    private init(over schema: Schema, _ dice: SeededGenerator) {
        self.schema = schema
        self.dice = dice
    }

    /// - Parameter kind: A query, or at times a mutation, if nil.
    static func body(
        over schema: Schema, _ dice: inout SeededGenerator, kind: OperationKind? = nil
    ) -> [UInt8] {
        var request = RandomRequest(over: schema, dice)
        let body = request.body(of: kind)
        dice = request.dice
        return body
    }

    private static let pieces = [
        "{", "}", "(", ")", "[", "]", ":", "!", "$v0", "...", "...F0", "null", "1", "\"x\"", "id", "__typename",
        "first: 3",
        "@skip(if: true)", "on Case",
    ]

    private mutating func body(of kind: OperationKind?) -> [UInt8] {
        let kind = kind ?? (dice.once(in: 5) ? .mutation : .query)
        guard let root = schema.root(of: kind) else { return [] }
        let selection = selectionSet(of: root, depth: 0)
        let variables = declarations.isEmpty ? "" : "(\(declarations.joined(separator: ", ")))"
        var query = Array("\(kind.rawValue) Q\(variables) \(selection) \(fragments.joined(separator: " "))".utf8)
        if dice.once(in: 4) { query = dice.broken(query, inserting: Self.pieces) }
        let text = Sent.text(String(decoding: query, as: UTF8.self)).json
        return Array("{\"query\":\(text),\"variables\":{\(values.joined(separator: ","))}}".utf8)
    }

    // MARK: Selections

    private mutating func selectionSet(of type: TypeDefinition, depth: Int) -> String {
        var selections = (0..<Int.random(in: 1...4, using: &dice)).compactMap { _ in selection(of: type, depth: depth) }
        if selections.isEmpty { selections = ["__typename"] }
        let set = "{ \(selections.joined(separator: " ")) }"
        guard dice.once(in: 8) else { return set }
        fragments.append("fragment F\(fragments.count) on \(type.name) \(set)")
        return "{ ...F\(fragments.count - 1)\(directive()) }"
    }

    /// Nil when chance chooses an object where it is too deep for one.
    private mutating func selection(of type: TypeDefinition, depth: Int) -> String? {
        if type.isAbstract, !dice.once(in: 4),
            let possible = type.possibleTypes.members.randomElement(using: &dice)
        {
            return
                "... on \(schema[possible].name)\(directive()) \(selectionSet(of: schema[possible], depth: depth + 1))"
        }
        guard let field = type.fields.randomElement(using: &dice) else { return nil }
        let result = schema[field.type.named]
        if result.isComposite, depth > 6 { return nil }
        let arguments = given(field.arguments).map { "\($0.name): \($0.value)" }.joined(separator: ", ")
        return (dice.once(in: 6) ? "a\(Int.random(in: 0...9, using: &dice)): " : "") + field.name
            + (arguments.isEmpty ? "" : "(\(arguments))") + directive()
            + (result.isComposite ? " " + selectionSet(of: result, depth: depth + 1) : "")
    }

    private mutating func directive() -> String {
        guard dice.once(in: 12) else { return "" }
        let condition =
            dice.once(in: 2) ? "true" : variable(of: "Boolean!", Sent.plain(dice.one(of: ["true", "false"])))
        return " @\(dice.one(of: ["skip", "include"]))(if: \(condition))"
    }

    // MARK: Values

    /// Arguments that must be given, and some of the others; in the document, or as variables.
    private mutating func given(_ inputs: Members<InputValueDefinition>) -> [(name: String, value: String)] {
        inputs.filter { $0.isRequired || dice.once(in: 4) }.map { input in
            let sent = value(of: input.type, depth: 0)
            let isVariable = dice.once(in: 4)
            return (input.name, isVariable ? variable(of: schema.text(of: input.type), sent) : sent.literal)
        }
    }

    private mutating func variable(of type: String, _ value: Sent) -> String {
        let name = "v\(declarations.count)"
        declarations.append("$\(name): \(type)")
        if !dice.once(in: 20) { values.append("\"\(name)\":\(value.json)") }
        return "$" + name
    }

    private mutating func value(of type: TypeReference, depth: Int) -> Sent {
        if dice.once(in: type.isNonNull ? 200 : 20) { return .plain("null") }
        if let item = type.item {
            if dice.once(in: 6) { return value(of: item, depth: depth + 1) }
            return .list((0..<Int.random(in: 0...3, using: &dice)).map { _ in value(of: item, depth: depth + 1) })
        }
        let named = schema[type.named]
        switch named.kind {
        case .enumeration: return .name(named.enumValues.randomElement(using: &dice)?.name ?? "NONE")
        case .inputObject: return object(of: named, depth: depth)
        default: return scalar(named.name)
        }
    }

    private mutating func object(of type: TypeDefinition, depth: Int) -> Sent {
        var fields: [InputValueDefinition] = type.inputFields.filter {
            $0.isRequired || (depth < 4 && dice.once(in: 3))
        }
        if type.isOneOf, !dice.once(in: 10) { fields = type.inputFields.randomElement(using: &dice).map { [$0] } ?? [] }
        return .object(fields.map { ($0.name, value(of: $0.type, depth: depth + 1)) })
    }

    private mutating func scalar(_ name: String) -> Sent {
        switch name {
        case "Int":
            return .plain(dice.one(of: ["0", "1", "2", "5", "20", "100", "101", "-1", "2147483647", "2147483648"]))
        case "Float": return .plain(dice.one(of: ["0", "-0.5", "1e300"]))
        case "Boolean": return .plain(dice.one(of: ["true", "false"]))
        case "ID":
            guard !dice.once(in: 10), let node = Self.nodes.randomElement(using: &dice) else { break }
            return .text(GlobalID.encode(node.type, Int64.random(in: node.rows, using: &dice)))
        default: break
        }
        return .text(dice.one(of: Self.texts))
    }
}

/// A value in the two notations that a client may send it in.
private indirect enum Sent {
    /// Alike in both.
    case plain(String)
    case text(String)
    /// Of an enum's value.
    case name(String)
    case list([Sent])
    case object([(name: String, value: Sent)])

    var literal: String {
        switch self {
        case .plain(let text), .name(let text): text
        case .text: json
        case .list(let items): "[\(items.map(\.literal).joined(separator: ", "))]"
        case .object(let fields): "{\(fields.map { "\($0.name): \($0.value.literal)" }.joined(separator: ", "))}"
        }
    }

    var json: String {
        switch self {
        case .plain(let text): text
        case .name(let name): "\"\(name)\""
        case .text(let text): "\"\(text.unicodeScalars.map(Self.escaped).joined())\""
        case .list(let items): "[\(items.map(\.json).joined(separator: ","))]"
        case .object(let fields): "{\(fields.map { "\"\($0.name)\":\($0.value.json)" }.joined(separator: ","))}"
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        if scalar == "\"" || scalar == "\\" { return "\\\(scalar)" }
        if scalar.value >= 0x20 { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
