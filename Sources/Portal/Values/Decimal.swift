/// An exact decimal number with at most four places, as stored and as served.
///
/// Never a floating-point number: 0.1 stays 0.1.
package struct Decimal: Hashable, Comparable, Sendable {
    /// The number times 10⁴.
    package let scaled: Int64

    /// Decimal places kept.
    package static let scale = 4
    private static let unit: UInt64 = 10_000

    package init(scaled: Int64) {
        self.scaled = scaled
    }

    /// Takes digits, an optional leading minus and an optional point with one to four digits behind it.
    ///
    /// - Throws: `INVALID_FORMAT`; `VALUE_OUT_OF_RANGE` beyond ±922 337 203 685 477.5807.
    package init(_ text: String) throws(Refusal) {
        let isNegative = text.hasPrefix("-")
        var reader = DigitReader(isNegative ? String(text.dropFirst()) : text)
        let whole = Array(reader.digits())
        let hasPoint = reader.skip(".") != nil
        let fraction = Array(reader.digits())
        guard !whole.isEmpty, fraction.count <= Self.scale, hasPoint != fraction.isEmpty, reader.rest.isEmpty else {
            throw .invalidFormat(expected: "a decimal number with at most four places, such as 1250.50")
        }

        let padding = repeatElement(UInt8(ascii: "0"), count: Self.scale - fraction.count)
        var magnitude: Int64 = 0
        for digit in whole + fraction + padding {
            let (tenfold, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(Int64(digit) - 0x30)
            guard !overflow, !carry else {
                throw .outOfRange(minimum: "-922337203685477.5807", maximum: "922337203685477.5807")
            }
            magnitude = sum
        }
        scaled = isNegative ? -magnitude : magnitude
    }

    /// The shortest text of the number: `1250.5`, `-3`, `0`.
    package var text: String {
        let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: Self.unit)
        let sign = scaled < 0 ? "-" : ""
        guard fraction > 0 else { return "\(sign)\(whole)" }
        var places = String(Self.unit + fraction).dropFirst()
        while places.hasSuffix("0") { places.removeLast() }
        return "\(sign)\(whole).\(places)"
    }

    package static func < (a: Self, b: Self) -> Bool { a.scaled < b.scaled }
}
