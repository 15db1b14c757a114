import Portal
import Testing

@Suite("E-mail addresses and phone numbers")
struct ContactDetailTests {
    @Test(
        "E-mail addresses are compared without regard to case",
        arguments: [
            ("anna@example.com", "anna@example.com"), (" Anna.Petrova+x@Example.COM ", "anna.petrova+x@example.com"),
            ("o'neil@mail.example.co.uk", "o'neil@mail.example.co.uk"),
            ("info@пример.рф", "info@xn--e1afmkfd.xn--p1ai"),
            ("a@b.cd", "a@b.cd"),
        ])
    func email(text: String, key: String) throws {
        #expect(try EmailAddress(text).key == key)
    }

    @Test("An e-mail address stays as written, trimmed")
    func emailText() throws {
        #expect(try EmailAddress(" Anna@Example.com").text == "Anna@Example.com")
    }

    @Test(
        "Anything else is no e-mail address",
        arguments: [
            "", "anna", "anna@", "@example.com", "anna@example", "anna@example.com.", "anna@@example.com", "a@b@c.de",
            ".anna@example.com", "anna.@example.com", "an..na@example.com", "an na@example.com",
            "\"anna\"@example.com", "anna@[10.0.0.1]", "anna@10.0.0.1", "anna<@example.com", "анна@example.com",
            "anna@exam_ple.com", "anna@-example.com", "anna\n@example.com", "anna@example.com\nBcc: x@y.zz",
            String(repeating: "a", count: 65) + "@example.com",
            "a@" + Array(repeating: "abcdefghi", count: 25).joined(separator: ".") + ".com",
        ])
    func invalidEmail(text: String) {
        #expect(throws: Refusal.invalidEmail) { try EmailAddress(text) }
    }

    @Test(
        "A phone number with a country code has one spelling",
        arguments: [
            ("+7 (495) 123-45-67", "+74951234567"), ("007 495 1234567", "+74951234567"),
            ("+49\u{A0}30/1234567", "+49301234567"), ("+7 495 1234567 доб. 12", "+74951234567"),
            ("+1-212-555-0100 x42", "+12125550100"), ("+1 212 555 0100 ext. 7", "+12125550100"),
            ("+1 212 555 0100#42", "+12125550100"),
            ("8 495 123-45-67", nil), ("112", nil), ("+0 495 1234567", nil), ("+1234567", nil),
            ("+1234567890123456", nil),
        ] as [(String, String?)])
    func phone(text: String, e164: String?) throws {
        let number = try PhoneNumber(text)
        #expect(number.e164 == e164)
        #expect(number.raw == text)
    }

    @Test(
        "Anything else is no phone number",
        arguments: [
            "", "12", "+", "call me", "+7 495 CALL-NOW", "1+234567", "+7 495 1234567 ext",
            "+7 495 1234567 ext 123456789",
            "+7 495 1234567 доб 1 2 x", "٠١٢٣٤٥٦٧٨", "123456789012345678901", "1234567\u{0}",
            "1234" + String(repeating: " ", count: 60) + "5",
        ])
    func invalidPhone(text: String) {
        #expect(throws: Refusal.invalidPhone) { try PhoneNumber(text) }
    }
}
