import GraphQL
import Testing

private let query: String = "type Query { a: Int }\n"

@Suite("How much the defaults of input fields may fill in — §3.10")
struct DefaultValueTests {
    /// Types that have each of a number of types as the default of a field, the empty object.
    private static func inputs(_ count: Int, from first: (Int) -> Int) -> String {
        (0..<count).map { index in
            let fields = (first(index)..<count).map { "f\($0): I\($0) = {}" }
            return "input I\(index) { a: Int \(fields.joined(separator: " ")) }"
        }.joined(separator: "\n")
    }

    @Test("Of defaults that all lead to each other a hundred cycles are told", .timeLimit(.minutes(1)))
    func web() throws {
        let errors = try schemaErrors(query + Self.inputs(80) { _ in 0 })
        #expect(errors.count == 100)
        let start = "Invalid circular reference. The default value of Input Object field I"
        #expect(errors.first == "\(start)0.f0 references itself. (2:28)")
        #expect(errors.allSatisfy { $0.hasPrefix(start) })
    }

    @Test("Defaults that all lead to later ones are told where they become too large", .timeLimit(.minutes(1)))
    func acyclicWeb() throws {
        let inputs = Self.inputs(80) { $0 + 1 }
        let errors = inputs.split(separator: "\n").enumerated().flatMap { index, line in
            // Each doubles the next one, and the sixteenth from the end is the first of more than twenty thousand values.
            (index + 1..<80).prefix { $0 <= 64 }.map { field in
                let end = line.firstRange(of: "f\(field): I\(field) = {}")?.upperBound ?? line.endIndex
                let before = line[..<end]
                return "I\(index).f\(field) has invalid default value: Value of type \"I\(field)\" is too large: "
                    + "defaults add more than 20000 values to it. (\(index + 2):\(before.count - 1))"
            }
        }
        #expect(try schemaErrors(query + inputs) == Array(errors.prefix(100)))
    }

    /// Constants of a type with thousands of defaults, one number given in each: arguments, fields, or directives' arguments.
    static let wide: [(name: String, source: @Sendable (Int) -> String)] = [
        ("arguments", { count in "type A { a(\(list(count) { "a\($0): T = { x: 1 }" })): Int }" }),
        ("lists", { count in "type A { a(a: [T] = [\(list(count) { _ in "{ x: 1 }" })]): Int }" }),
        ("input fields", { count in "input A { \(list(count) { "a\($0): T = { x: 1 }" }) }" }),
        (
            "objects within",
            { count in "input A { t: T! } type B { a(\(list(count) { "a\($0): A = { t: {} }" })): Int }" }
        ),
        (
            "arguments of directives",
            { count in
                "directive @d(t: T) repeatable on OBJECT type A \(list(count) { _ in "@d(t: { x: 1 })" }) { a: Int }"
            }
        ),
    ]

    private static func list(_ count: Int, _ text: (Int) -> String) -> String {
        (0..<count).map(text).joined(separator: " ")
    }

    @Test("Defaults fill in a million fields of a schema and no more", .timeLimit(.minutes(1)), arguments: wide)
    func budget(_ test: (name: String, source: @Sendable (Int) -> String)) throws {
        let fields = Self.list(20_000) { "f\($0): Int = 1" }
        let schema = { (count: Int) in "type Query { a: Int } input T { \(fields) x: Int }\n\(test.source(count))" }
        // In a single constant fewer are too many.
        if test.name != "lists" { #expect(try schemaErrors(schema(50)) == []) }
        let errors = try schemaErrors(schema(51))
        #expect(errors.count == 1)
        #expect(errors.first?.hasPrefix(Self.tooMuch) == true)
    }

    private static let tooMuch = "Default values fill in more than 1000000 fields of the schema's input objects. (2:"

    @Test("A directive's default is filled in once, wherever the directive is used")
    func sharedDefault() throws {
        let fields = Self.list(20_000) { "f\($0): Int = 1" }
        let uses = Self.list(1000) { _ in "@d" }
        #expect(
            try schemaErrors(
                "type Query \(uses) { a: Int } directive @d(t: T = {}) repeatable on OBJECT input T { \(fields) }")
                == [])
    }

    @Test("Defaults may lead two hundred levels deep")
    func chain() throws {
        let chain = { (length: Int) in
            (0..<length).map { "input I\($0) { a: I\($0 + 1) = {} }\n" }.joined() + "input I\(length) { a: Int }"
        }
        #expect(try schemaErrors(query + chain(201)) == [])
        #expect(
            try schemaErrors(query + chain(202)) == [
                "I0.a has invalid default value: Value of type \"I1\" is too large: "
                    + "defaults make it more than 200 levels deep. (2:20)"
            ])
    }

    @Test("Defaults that multiply without end are refused")
    func multiplication() throws {
        let inputs = (0..<30).map { "input I\($0) { a: I\($0 + 1) = {} b: I\($0 + 1) = {} }" }
        let errors = try schemaErrors(query + inputs.joined(separator: "\n") + "input I30 { a: Int }")
        // A value of I17 has 16,383 more, and one of I16 twice as many.
        let expected = (0...15).flatMap { index in
            let (first, second) = ("input I\(index) { a: I\(index + 1) = ", "{} b: I\(index + 1) = ")
            return [("a", first), ("b", first + second)].map { name, before in
                "I\(index).\(name) has invalid default value: Value of type \"I\(index + 1)\" is too large: "
                    + "defaults add more than 20000 values to it. (\(index + 2):\(before.count + 1))"
            }
        }
        #expect(errors == expected)
    }
}
