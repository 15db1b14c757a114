import Testing

@testable import GraphQL

@Suite("Numbers as text")
struct FloatTextTests {
    @Test(
        "A number is written as ECMAScript writes it",
        arguments: [
            (0, "0"), (-0.0, "0"), (3, "3"), (-1.5, "-1.5"), (0.1, "0.1"), (123456789.125, "123456789.125"),
            (0.000001, "0.000001"), (0.0000012345, "0.0000012345"), (1e-7, "1e-7"), (-1.25e-9, "-1.25e-9"),
            (9_007_199_254_740_991, "9007199254740991"), (9_007_199_254_740_992, "9007199254740992"),
            (1.234567890123456789e18, "1234567890123456800"), (1e20, "100000000000000000000"),
            (1.5e20, "150000000000000000000"), (1e21, "1e+21"), (-1.25e21, "-1.25e+21"),
            (1.7976931348623157e308, "1.7976931348623157e+308"), (.leastNonzeroMagnitude, "5e-324"), (0.05, "0.05"),
            (100.25, "100.25"),
        ] as [(Double, String)])
    func text(_ number: Double, _ text: String) { #expect(InputValue.text(of: number) == text) }
}
