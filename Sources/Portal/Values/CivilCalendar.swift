/// The Gregorian calendar as arithmetic on days since 1970-01-01.
enum CivilCalendar {
    /// Days in `month` (1–12); 0 for any other month.
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1, 3, 5, 7, 8, 10, 12: 31
        default: 0
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// Counts in eras of 400 years that begin with March, so that a leap day is always the last one.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of `dayNumber`, for any day a `Timestamp` can hold.
    static func date(dayNumber: Int) -> (year: Int, month: Int, day: Int) {
        let days = dayNumber + 719_468
        let era = floorDivide(days, 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Rounds towards the past, where `/` rounds towards zero.
    static func floorDivide(_ a: Int, _ b: Int) -> Int {
        a % b < 0 ? a / b - 1 : a / b
    }
}

/// Reads fixed-width fields of ASCII digits and punctuation, one after the other.
struct DigitReader {
    private(set) var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    /// The value of exactly `count` digits (at most nine).
    mutating func number(_ count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    /// All digits up to the next byte that is none.
    mutating func digits() -> Substring.UTF8View {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits
    }

    /// Takes one byte if it is one of `choices`.
    mutating func skip(_ choices: String) -> UInt8? {
        guard let byte = rest.first, choices.utf8.contains(byte) else { return nil }
        rest = rest.dropFirst()
        return byte
    }

    /// Takes a `YYYY-MM-DD` that is in the calendar.
    mutating func date() -> (year: Int, month: Int, day: Int)? {
        guard let year = number(4), skip("-") != nil, let month = number(2), skip("-") != nil, let day = number(2),
            day >= 1, day <= CivilCalendar.days(inMonth: month, of: year)
        else { return nil }
        return (year, month, day)
    }
}

/// `number` with zeros before it until it has `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
