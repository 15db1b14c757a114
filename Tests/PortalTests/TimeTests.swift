import Portal
import Testing

@Suite("Instants and days")
struct TimeTests {
    @Test(
        "An instant is read from any offset and shown in UTC",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00.000Z"),
            ("2026-11-21T20:47:05Z", 1_795_294_025_000, "2026-11-21T20:47:05.000Z"),
            ("2026-11-21t23:47:05.1+03:00", 1_795_294_025_100, "2026-11-21T20:47:05.100Z"),
            ("2026-11-21T20:47:05.12z", 1_795_294_025_120, "2026-11-21T20:47:05.120Z"),
            ("2026-11-21T20:47:05.123999999-00:00", 1_795_294_025_123, "2026-11-21T20:47:05.123Z"),
            ("2024-02-29T23:59:59.999-05:30", 1_709_270_999_999, "2024-03-01T05:29:59.999Z"),
            ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(String, Int64, String)])
    func instant(text: String, milliseconds: Int64, shown: String) throws {
        let instant = try Timestamp(text)
        #expect(instant.milliseconds == milliseconds)
        #expect(instant.text == shown)
    }

    @Test(
        "Anything else is no instant",
        arguments: [
            "", "2026-11-21", "2026-11-21T20:47Z", "2026-11-21T20:47:05", "2026-11-21 20:47:05Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T20:60:00Z", "2026-12-31T23:59:60Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-11-21T20:47:05.Z", "2026-11-21T20:47:05,1Z", "2026-11-21T20:47:05+0300", "2026-11-21T20:47:05+24:00",
            "2026-11-21T20:47:05+03:60", "2026-11-21T20:47:05Z ", " 2026-11-21T20:47:05Z", "12026-11-21T20:47:05Z",
            "2026-1-21T20:47:05Z", "-001-01-01T00:00:00Z", "٢٠٢٦-11-21T20:47:05Z", "2026-11-21T+1:47:05Z",
        ])
    func malformedInstant(text: String) throws {
        let refusal = try #require(throws: Refusal.self) { try Timestamp(text) }
        #expect(refusal.code == .invalidFormat)
    }

    @Test(
        "A day is a day of the calendar",
        arguments: ["1970-01-01", "2024-02-29", "2000-02-29", "0000-12-31", "9999-12-31"])
    func day(text: String) throws {
        #expect(try CalendarDate(text).text == text)
    }

    @Test(
        "Anything else is no day",
        arguments: [
            "", "2026-02-29", "1900-02-29", "2026-04-31", "2026-00-01", "2026-01-00", "2026-01-32", "2026-1-1",
            "2026/01/01", "26-01-01", "2026-01-01T00:00:00Z", " 2026-01-01", "20260101",
        ])
    func malformedDay(text: String) throws {
        let refusal = try #require(throws: Refusal.self) { try CalendarDate(text) }
        #expect(refusal.code == .invalidFormat)
    }

    @Test("Days follow one another through four centuries")
    func successiveDays() throws {
        let first = try CalendarDate("1800-01-01")
        var previous = first.text
        for number in 1...146_097 {
            let instant = Timestamp(milliseconds: (Int64(first.dayNumber) + Int64(number)) * Timestamp.day)
            let day = CalendarDate(of: instant)
            #expect(day.dayNumber == first.dayNumber + number)
            let text = day.text
            if text <= previous || (try? CalendarDate(text)) != day { Issue.record("\(previous) → \(text)") }
            previous = text
        }
        #expect(previous == "2200-01-01")
    }

    @Test("The day of an instant is its day in UTC")
    func dayOfInstant() throws {
        #expect(try CalendarDate(of: Timestamp("2026-11-21T23:30:00-01:00")) == CalendarDate("2026-11-22"))
        #expect(CalendarDate(of: Timestamp(milliseconds: -1)).text == "1969-12-31")
    }

    @Test("The ends of the scale hold", arguments: [Int64.min, .max])
    func ends(milliseconds: Int64) {
        let end = Timestamp(milliseconds: milliseconds)
        #expect(!end.text.isEmpty)
        #expect(end.adding(milliseconds < 0 ? -1 : 1) == end)
        let other = Timestamp(milliseconds: milliseconds < 0 ? .max : .min)
        #expect(end.since(other) == milliseconds)
        #expect(end.adding(0) == end)
    }
}
