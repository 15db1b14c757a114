import Glibc

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
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var (seconds, date) = (unixSeconds, tm())
        gmtime_r(&seconds, &date)
        let clock = [date.tm_hour, date.tm_min, date.tm_sec].map(twoDigits).joined(separator: ":")
        let (day, month) = (days[Int(date.tm_wday)], months[Int(date.tm_mon)])
        return "\(day), \(twoDigits(date.tm_mday)) \(month) \(date.tm_year + 1900) \(clock) GMT"
    }

    private static func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
