import Portal
import Testing

@Suite("Passwords")
struct PasswordTests {
    @Test(
        "A new one has 12 to 128 characters, in at most 511 bytes, not all the same, and is not the login",
        arguments: [
            ("correct horse", true), ("123456789012", true), ("           1", true), ("пароль из двенадцати", true),
            (String(repeating: "ab", count: 64), true), (String(repeating: "🔑🐎", count: 63) + "🔑é", true),
            ("", false), ("12345678901", false), (String(repeating: "ab", count: 64) + "c", false),
            ("aaaaaaaaaaaa", false), ("ada@vendor.example", false), ("ADA@vendor.example", false),
            (" ada@vendor.example", false),
            ("correct\u{0}horse", false), (String(repeating: "🔑🐎", count: 64), false),
            (String(repeating: "xy", count: 1500), false),
        ])
    func strength(_ text: String, _ isTaken: Bool) {
        let refusal: Refusal?
        do throws(Refusal) {
            _ = try Password.new(text, for: "ada@vendor.example")
            refusal = nil
        } catch { refusal = error }
        #expect(refusal == (isTaken ? nil : .weakPassword), "\(text.prefix(40))")
    }

    @Test("It is one password whichever keyboard has composed its letters; white space and case count")
    func form() {
        #expect(Password("cafe\u{301} noir noir")?.text == "caf\u{e9} noir noir")
        #expect(Password(" Tab\t ")?.text == " Tab\t ")
        #expect(Password("")?.text == "")
    }
}
