import Foundation
import Portal
import Testing

@Suite("Tax numbers")
struct TaxNumberTests {
    @Test(
        "Spaces, dots and dashes do not count",
        arguments: [
            ("7707083893", "7707083893"), ("77 07 083893", "7707083893"), ("77-07-083893", "7707083893"),
            ("77.07.083893", "7707083893"), ("\u{A0}7707\u{A0}083893 ", "7707083893"),
            ("7707\u{2013}083893", "7707083893"), ("012345678", "012345678"), ("500100732259", "500100732259"),
        ])
    func separators(text: String, digits: String) throws {
        #expect(try TaxNumber(text).digits == digits)
    }

    @Test(
        "Anything but 9, 10 or 12 different ASCII digits is invalid",
        arguments: [
            "", "12345678", "12345678901", "1234567890123", "12345678x", "\u{FF11}23456789", "٠١٢٣٤٥٦٧٨",
            "0000000000", "111111111", "999999999999", "123456789\n", "1234_56789",
        ])
    func invalid(text: String) {
        #expect(throws: Refusal.invalidTin) { try TaxNumber(text) }
    }

    @Test(
        "The check digits are read by length and country",
        arguments: [
            ("7707083893", nil, TinCheck.valid), ("7707083894", nil, .checksumMismatch),
            ("7707083894", "DE", .checksumMismatch),
            ("500100732259", "RU", .valid), ("500100732259", "ru", .valid), ("500100732258", "RU", .checksumMismatch),
            ("500100732259", nil, .valid), ("500100732259", "KZ", .checksumMismatch),
            ("500100732259", "BY", .notApplicable), ("500100732259", "DE", .notApplicable),
            ("100582333", "BY", .valid), ("100582334", "BY", .checksumMismatch), ("100582333", nil, .valid),
            ("100582334", "RU", .notApplicable), ("100582334", "UZ", .notApplicable),
        ] as [(String, String?, TinCheck)])
    func check(text: String, country: String?, expected: TinCheck) throws {
        #expect(try TaxNumber(text).check(country: country) == expected)
    }

    @Test(
        "Only a strict direction refuses, and only where the scheme is certain",
        arguments: [
            ("7707083894", nil, TinChecksum.off, true), ("7707083894", nil, .warn, true),
            ("7707083894", nil, .strict, false), ("7707083894", "DE", .strict, false),
            ("7707083893", nil, .strict, true),
            ("100582334", nil, .strict, true), ("100582334", "BY", .strict, false), ("100582334", "UZ", .strict, true),
            ("500100732258", nil, .strict, true), ("500100732258", "RU", .strict, false),
            ("500100732258", "KZ", .strict, false), ("500100732258", "DE", .strict, true),
        ] as [(String, String?, TinChecksum, Bool)])
    func strictness(text: String, country: String?, checksum: TinChecksum, accepted: Bool) throws {
        let number = try TaxNumber(text)
        if accepted {
            try number.verify(checksum, country: country)
        } else {
            #expect(throws: Refusal.tinChecksumMismatch) { try number.verify(checksum, country: country) }
        }
    }

    @Test("A masked number shows its last four digits")
    func masked() throws {
        #expect(try TaxNumber("7707083893").masked == "******3893")
        #expect(try TaxNumber("100582333").masked == "*****2333")
    }

    static let vectors = SharedData.path("tin_vectors.csv")

    @Test(
        "The verdicts are those of an independent library for all 4 000 vectors",
        .enabled(if: vectors != nil, "tin_vectors.csv is not beside this package"))
    func independentVerdicts() throws {
        let rows = try String(contentsOfFile: try #require(Self.vectors), encoding: .utf8).split(separator: "\n")
        #expect(rows.count == 4_001)
        var wrong: [Substring] = []
        for row in rows.dropFirst() {
            let columns = row.split(separator: ",", omittingEmptySubsequences: false)
            guard let number = try? TaxNumber(String(columns[0])) else {
                wrong.append(row)
                continue
            }
            if (number.check(country: String(columns[1])) == .valid) != (columns[2] == "true") { wrong.append(row) }
            if !columns[3].isEmpty, (number.check(country: "KZ") == .valid) != (columns[3] == "true") {
                wrong.append(row)
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count) of them")
    }
}
