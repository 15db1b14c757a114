import Portal

/// How a file writes dates: runs of `y`, `M`, `d`, `H`, `m` and `s` are numbers, everything else stands for itself.
struct DatePattern {
    private enum Piece: Equatable {
        /// A part of the date, and how many digits it has at least.
        case number(Character, Int)
        case literal(Character)
    }

    private let pieces: [Piece]

    /// Nil for a pattern without year, month or day.
    init?(_ pattern: String) {
        var pieces: [Piece] = []
        for character in pattern {
            if case .number(character, let width) = pieces.last {
                pieces[pieces.count - 1] = .number(character, width + 1)
            } else {
                pieces.append("yMdHms".contains(character) ? .number(character, 1) : .literal(character))
            }
        }
        let parts = pieces.compactMap { if case .number(let part, _) = $0 { part } else { nil } }
        guard Set(parts).isSuperset(of: ["y", "M", "d"]), Set(parts).count == parts.count else { return nil }
        self.pieces = pieces
    }

    /// The instant `text` names, in UTC; nil when it does not fit the pattern or the calendar.
    func instant(_ text: String) -> Timestamp? {
        var rest = Substring(text).utf8
        var (year, month, day, hour, minute, second) = (0, 0, 0, 0, 0, 0)
        for piece in pieces {
            switch piece {
            case .literal(let character):
                guard rest.starts(with: String(character).utf8) else { return nil }
                rest = rest.dropFirst(String(character).utf8.count)
            case .number(let part, let width):
                let most = max(width, part == "y" ? 4 : 2)
                let digits = rest.prefix(most).prefix { (0x30...0x39).contains($0) }
                guard digits.count >= width, let number = Int(Substring(digits)) else { return nil }
                rest = rest.dropFirst(digits.count)
                switch part {
                case "y": year = number
                case "M": month = number
                case "d": day = number
                case "H": hour = number
                case "m": minute = number
                default: second = number
                }
            }
        }
        guard rest.isEmpty else { return nil }
        let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
        let time = "\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))"
        return try? Timestamp("\(date)T\(time)Z")
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
