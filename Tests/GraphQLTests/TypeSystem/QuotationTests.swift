import Testing
import TestSupport

@testable import GraphQL

@Suite("Values in messages, and sets of types")
struct QuotationTests {
    /// Values whose texts are shorter and longer than a message quotes.
    private static let values: [InputValue] = {
        let long = String(repeating: "añ😀\"\n", count: 90)
        let numbers = (0..<150).map { InputValue.int(Int64($0)) }
        return [
            .null, .int(-3), .float(0.5), .string("short"), .string(long), .boolean(true), .enumeration("VALUE"),
            .enumeration(String(repeating: "E", count: 300)), .list([]), .list(numbers),
            .list([.list(numbers), .null]),
            .object([]), .object([InputObjectField("a", .string(long)), InputObjectField("b", .null)]),
            .object(numbers.enumerated().map { InputObjectField("field\($0)", $1) }),
            .list([.object([InputObjectField(long, .list([.string(long)]))]), .int(1)]),
            .list([.string(String(repeating: "x", count: 197)), .int(1)]),
            .list([.string(String(repeating: "x", count: 198)), .int(1)]),
        ]
    }()

    @Test("What a message quotes of a value is the beginning of its text", arguments: values)
    func quotation(_ value: InputValue) { #expect(value.quotation == value.text.shortened()) }

    @Test("A set of types has what was put in, in order, and overlaps what it shares a type with")
    func sets() {
        var dice = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let (one, other) = (numbers(&dice), numbers(&dice))
            #expect(set(one).members == Set(one).sorted().map(TypeID.init))
            #expect((0..<700).allSatisfy { set(one).contains(TypeID(index: $0)) == one.contains($0) })
            #expect(set(one).overlaps(set(other)) == !Set(one).isDisjoint(with: other))
            #expect(set(one) == set(one.reversed()))
        }
    }

    private func numbers(_ dice: inout SeededGenerator) -> [Int] {
        (0..<Int.random(in: 0...6, using: &dice)).map { _ in Int.random(in: 0..<640, using: &dice) }
    }

    private func set(_ numbers: [Int]) -> TypeSet {
        numbers.reduce(into: TypeSet()) { $0.insert(TypeID(index: $1)) }
    }
}
