import Portal

/// Chance that falls the same way every time, so that the demo is the same on every machine.
struct Dice {
    private var generator: SplitMix64

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    /// A number from 0; `bound` is at least 1.
    mutating func number(below bound: Int) -> Int {
        Int(generator.next() % UInt64(max(1, bound)))
    }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + number(below: range.count)
    }

    /// One of `choices`, of which there is at least one.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[number(below: choices.count)]
    }

    mutating func chance(ofPercent percent: Int) -> Bool {
        number(below: 100) < percent
    }

    /// An instant of a working day that many days before `now`, which is a midnight.
    mutating func instant(daysBefore days: ClosedRange<Int>, _ now: Timestamp) -> Timestamp {
        let midnight = now.adding(-Int64(number(in: days)) * Timestamp.day)
        return midnight.adding(7 * Timestamp.hour + Int64(number(below: 11 * 3_600)) * Timestamp.second)
    }

    /// As many instants, in order, after `start` and no later than `end`.
    mutating func instants(_ count: Int, after start: Timestamp, until end: Timestamp) -> [Timestamp] {
        let seconds = max(1, Int(end.since(start) / Timestamp.second))
        return (0..<count).map { _ in number(below: seconds) + 1 }.sorted()
            .map { start.adding(min(Int64($0) * Timestamp.second, end.since(start))) }
    }
}
