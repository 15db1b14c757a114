import Foundation
import GraphQL
import TestSupport

@testable import Execution
@testable import graphql_driver

/// Makes lines for the driver: calls of the corpus with something broken in them, or put together from several.
struct RandomCall {
    /// What `id` the lines have that dice leave one: first of all members, and a number.
    static let identifiers = 0...999

    private let calls: [InputValue]
    private let lines: [[UInt8]]

    /// - Parameter corpus: Calls without an `id`, one in each line.
    init(corpus: [[UInt8]]) throws {
        lines = corpus
        calls = try corpus.map { line in try line.withUnsafeBytes { bytes in try JSONReader.value(bytes) } }
    }

    /// The next line, without a line feed.
    func line(_ dice: inout SeededGenerator) -> [UInt8] {
        let id = Int.random(in: Self.identifiers, using: &dice)
        let line =
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: broken(&dice)
            case 1: Array("{\"id\":\(id),".utf8) + broken(&dice).dropFirst()
            default: Array("{\"id\":\(id),".utf8) + Array(mixed(&dice).json.utf8.dropFirst())
            }
        return line.filter { $0 != UInt8(ascii: "\n") }
    }

    private func broken(_ dice: inout SeededGenerator) -> [UInt8] {
        dice.broken(lines.randomElement(using: &dice) ?? [], inserting: Self.jsonPieces)
    }

    // MARK: Members

    private static let jsonPieces = [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-", "1e400", "0.0", "é",
        "\"op\":\"execute\"", "\"root\":null,", "\"onError\":\"NULL\",", "\"onError\":\"HALT\",",
    ]

    /// A call of which a few members are broken or another call's.
    private func mixed(_ dice: inout SeededGenerator) -> InputValue {
        guard case .object(var members) = calls.randomElement(using: &dice) else { return .object([]) }
        for _ in 0..<Int.random(in: 0...2, using: &dice) {
            guard let index = members.indices.randomElement(using: &dice) else { break }
            let member = members[index]
            if dice.once(in: 20) {
                members.remove(at: index)
                continue
            }
            members[index] = InputObjectField(member.name, other(member, &dice))
        }
        return .object(members)
    }

    private func other(_ member: InputObjectField, _ dice: inout SeededGenerator) -> InputValue {
        let others = calls.compactMap { $0[member.name] }
        switch (member.name, member.value) {
        case ("op", _): return .string(dice.one(of: ["parse", "print", "schema", "validate", "execute", "subscribe"]))
        case ("onError", _): return .string(dice.one(of: ["PROPAGATE", "NULL", "HALT", "null"]))
        case ("schema", .string(let text)), ("document", .string(let text)):
            if dice.once(in: 8) { return others.randomElement(using: &dice) ?? .null }
            return .string(brokenSource(text, &dice))
        default:
            let next = dice.once(in: 8) ? others.randomElement(using: &dice) ?? .null : member.value
            return brokenValue(next, &dice)
        }
    }

    // MARK: Texts

    private static let sourcePieces = [
        "{", "}", "(", ")", "[", "]", "!", ":", "=", "|", "&", "@", "$", "...", "\"", "\"\"\"", " a ", "null", "{ a }",
        " ... on O { __typename }", "@skip(if: true)", "99999999999999999999", "1e999", "extend ", "é", "\u{0}",
    ]

    /// Words changed for others, so that the text often still is one of the language; or bytes, so that it rarely is.
    private func brokenSource(_ text: String, _ dice: inout SeededGenerator) -> String {
        if dice.once(in: 4) {
            return String(decoding: dice.broken(Array(text.utf8), inserting: Self.sourcePieces), as: UTF8.self)
        }
        var tokens = Self.tokens(of: text)
        let names = tokens.filter { $0.first?.isLetter == true }
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            guard let index = tokens.indices.randomElement(using: &dice) else { break }
            let end = min(tokens.count, index + Int.random(in: 1...6, using: &dice))
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: tokens.remove(at: index)
            case 1: tokens.insert(contentsOf: tokens[index..<end], at: index)
            case 2: tokens.insert(dice.one(of: Self.sourcePieces), at: index)
            default: tokens[index] = dice.one(of: tokens[index].first?.isLetter == true ? names : tokens)
            }
        }
        return tokens.joined()
    }

    /// Names and numbers whole, everything else by characters.
    private static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var isInWord = false
        for character in text {
            let isOfWord = character.isLetter || character.isNumber || character == "_"
            if isOfWord, isInWord { tokens[tokens.count - 1].append(character) } else { tokens.append("\(character)") }
            isInWord = isOfWord
        }
        return tokens
    }

    // MARK: Values

    private static let values: [InputValue] = [
        .null, .boolean(true), .int(0), .int(-1), .int(.max), .float(0.5), .float(1e20), .float(3), .string(""),
        .string("O"), .string("NORTH"), .string("\u{0}é\u{2028}"), .list([]), .list([.null]), .object([]),
        .object([InputObjectField("__error", .string("no"))]), .object([InputObjectField("__args", .boolean(true))]),
        .object([InputObjectField("__typename", .string("O"))]), .object([InputObjectField("__typename", .int(1))]),
    ]

    /// The value with something in it replaced, left out, doubled or put into a list.
    private func brokenValue(_ value: InputValue, _ dice: inout SeededGenerator) -> InputValue {
        if dice.once(in: 4) { return Self.values.randomElement(using: &dice) ?? .null }
        switch value {
        case .list(var items):
            guard let index = items.indices.randomElement(using: &dice), !dice.once(in: 6) else {
                return .list([value])
            }
            switch Int.random(in: 0..<5, using: &dice) {
            case 0: items.remove(at: index)
            case 1: items.insert(items[index], at: 0)
            default: items[index] = brokenValue(items[index], &dice)
            }
            return .list(items)
        case .object(var fields):
            guard let index = fields.indices.randomElement(using: &dice), !dice.once(in: 6) else {
                return .list([value])
            }
            if dice.once(in: 5) {
                fields.remove(at: index)
            } else {
                fields[index] = InputObjectField(fields[index].name, brokenValue(fields[index].value, &dice))
            }
            return .object(fields)
        default: return Self.values.randomElement(using: &dice) ?? .null
        }
    }
}
