/// An instant: whole milliseconds since 1970-01-01T00:00:00Z, as stored.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    /// Lengths of time, in milliseconds.
    package static let second: Int64 = 1_000
    package static let minute = 60 * second
    package static let hour = 60 * minute
    package static let day = 24 * hour

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Takes an RFC 3339 date-time with any offset; digits beyond the millisecond are dropped.
    ///
    /// - Throws: `INVALID_FORMAT`, for leap seconds as well: they have no place on this scale.
    package init(_ text: String) throws(Refusal) {
        guard let milliseconds = Self.parse(text) else {
            throw .invalidFormat(expected: "a date and time with its offset, such as 2026-11-21T20:47:05Z")
        }
        self.milliseconds = milliseconds
    }

    /// RFC 3339 §5.6, `date-time`.
    private static func parse(_ text: String) -> Int64? {
        var reader = DigitReader(text)
        guard let (year, month, day) = reader.date(), reader.skip("Tt") != nil,
            let hour = reader.number(2), hour < 24, reader.skip(":") != nil,
            let minute = reader.number(2), minute < 60, reader.skip(":") != nil,
            let second = reader.number(2), second < 60,
            let fraction = fraction(&reader), let offset = offset(&reader), reader.rest.isEmpty
        else { return nil }
        let minutes = (CivilCalendar.dayNumber(year: year, month: month, day: day) * 24 + hour) * 60 + minute - offset
        return Int64((minutes * 60 + second) * 1_000 + fraction)
    }

    /// `time-secfrac` in milliseconds; 0 where there is none.
    private static func fraction(_ reader: inout DigitReader) -> Int? {
        guard reader.skip(".") != nil else { return 0 }
        let digits = reader.digits()
        guard !digits.isEmpty else { return nil }
        let padding = repeatElement(UInt8(ascii: "0"), count: 2)
        return (Array(digits.prefix(3)) + padding).prefix(3).reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    /// `time-offset` in minutes east of Greenwich.
    private static func offset(_ reader: inout DigitReader) -> Int? {
        if reader.skip("Zz") != nil { return 0 }
        guard let sign = reader.skip("+-"), let hours = reader.number(2), hours < 24, reader.skip(":") != nil,
            let minutes = reader.number(2), minutes < 60
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    /// As served: `2026-11-21T20:47:05.000Z`.
    package var text: String {
        let date = CalendarDate(of: self)
        let sinceMidnight = milliseconds % Self.day
        let time = Int(sinceMidnight < 0 ? sinceMidnight + Self.day : sinceMidnight)
        let seconds = time / 1_000
        return date.text + "T\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
            + ".\(padded(time % 1_000, 3))Z"
    }

    /// The instant `milliseconds` later; stops at the end of the scale.
    package func adding(_ milliseconds: Int64) -> Timestamp {
        let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
        return Timestamp(milliseconds: overflow ? (milliseconds < 0 ? .min : .max) : sum)
    }

    /// Milliseconds from `earlier` to this instant; stops at the ends of the scale.
    package func since(_ earlier: Timestamp) -> Int64 {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return overflow ? (earlier > self ? .min : .max) : difference
    }

    package static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
}
