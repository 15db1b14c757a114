/// The Date field line of RFC 9110 §6.6.1, written once a second.
struct DateField: ~Copyable {
    private var buffer = ByteBuffer()
    private var second: Int?

    /// `Date: Sun, 06 Nov 1994 08:49:37 GMT` with its CRLF.
    var line: UnsafeRawBufferPointer { UnsafeRawBufferPointer(buffer.bytes) }

    mutating func update(to unixSeconds: Int) {
        guard unixSeconds != second else { return }
        second = unixSeconds
        buffer.consume(buffer.count)
        buffer.append("Date: ")
        for byte in Self.imfFixdate(unixSeconds).utf8 { withUnsafeBytes(of: byte) { buffer.append($0) } }
        buffer.append("\r\n")
    }

    /// IMF-fixdate of RFC 9110 §5.6.7.
    static func imfFixdate(_ unixSeconds: Int) -> String {
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (day, time) = unixSeconds.quotientAndRemainder(dividingBy: 86_400)
        let date = civil(daysSince1970: day)
        let clock = [time / 3600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
        return "\(days[day % 7]), \(twoDigits(date.day)) \(months[date.month - 1]) \(date.year) \(clock) GMT"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The Gregorian date of a day, counted in years that begin in March so that the leap day comes last.
    private static func civil(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        // 719,468 days lie between 0000-03-01 and 1970-01-01; 146,097 days are 400 years.
        let (era, dayOfEra) = (daysSince1970 + 719_468).quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        // Five months from March on have 153 days.
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}
