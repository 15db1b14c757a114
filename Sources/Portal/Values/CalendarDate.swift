/// A day of the Gregorian calendar, without time or zone.
package struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let dayNumber: Int

    /// Takes exactly `YYYY-MM-DD`, and only days that exist.
    ///
    /// - Throws: `INVALID_FORMAT`.
    package init(_ text: String) throws(Refusal) {
        var reader = DigitReader(text)
        guard let (year, month, day) = reader.date(), reader.rest.isEmpty else {
            throw .invalidFormat(expected: "a date of the calendar, such as 2026-11-21")
        }
        dayNumber = CivilCalendar.dayNumber(year: year, month: month, day: day)
    }

    /// The day of `instant` in UTC.
    package init(of instant: Timestamp) {
        dayNumber = CivilCalendar.floorDivide(Int(instant.milliseconds), Int(Timestamp.day))
    }

    /// As served: `2026-11-21`.
    package var text: String {
        let (year, month, day) = CivilCalendar.date(dayNumber: dayNumber)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    package static func < (a: Self, b: Self) -> Bool { a.dayNumber < b.dayNumber }
}
