/// The scalars of the schema that are not stored as they are served.
extension JSONOutput {
    /// Writes an instant as RFC 3339 in UTC with milliseconds: `"2026-11-21T20:47:05.000Z"`.
    ///
    /// - Parameter milliseconds: Since 1970-01-01T00:00:00Z.
    package mutating func dateTime(_ milliseconds: Int64) {
        let (days, time) = milliseconds.flooredDivision(by: 86_400_000)
        let date = civilDate(daysSince1970: days)
        let start = mark
        raw("\"0000-00-00T00:00:00.000Z\"")
        digits(date.year, 4, at: start + 1)
        digits(date.month, 2, at: start + 6)
        digits(date.day, 2, at: start + 9)
        digits(time / 3_600_000, 2, at: start + 12)
        digits(time / 60_000 % 60, 2, at: start + 15)
        digits(time / 1000 % 60, 2, at: start + 18)
        digits(time % 1000, 3, at: start + 21)
    }

    /// Writes the last digits of a number to the base of 16.
    package mutating func hexadecimal(_ number: UInt64, digits: Int) {
        reserve(digits)
        var rest = number
        var index = count + digits
        while index > count {
            index -= 1
            let value = UInt8(truncatingIfNeeded: rest & 0xF)
            start[index] = value < 10 ? 0x30 + value : 0x57 + value
            rest >>= 4
        }
        count += digits
    }

    /// Writes an exact decimal as a string without trailing zeros: `"550.5"`.
    ///
    /// - Parameter scaled: The value times 10⁴.
    mutating func decimal(_ scaled: Int64) {
        byte(0x22)
        if scaled < 0 { byte(0x2D) }
        let whole = scaled.magnitude / 10_000
        integer(Int64(whole))
        var fraction = Int64(scaled.magnitude % 10_000)
        if fraction > 0 {
            var digits = 4
            while fraction % 10 == 0 {
                fraction /= 10
                digits -= 1
            }
            byte(0x2E)
            reserve(digits)
            self.digits(fraction, digits, at: count)
            count += digits
        }
        byte(0x22)
    }

    /// Writes a finite number; anything else is no JSON and is refused by returning false.
    mutating func real(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        raw(Array(value.description.utf8))
        return true
    }

    /// Writes the last `width` digits of a number over what stands at `position`.
    @inline(__always)
    private func digits(_ value: Int64, _ width: Int, at position: Int) {
        var rest = value.magnitude
        var index = position + width
        while index > position {
            index -= 1
            start[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}

extension Int64 {
    /// The quotation towards negative infinity, and what is left, which is never negative.
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// The proleptic Gregorian date of a day count; years count in eras of 400, which begin on a first of March.
///
/// `Portal` counts days as well, for its own types: neither room may know of the other, and the C library's calendar takes
/// a lock for every value.
private func civilDate(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}
