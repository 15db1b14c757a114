import Foundation

/// Tries a check on inputs that dice choose: always the same ones, or new ones for as many seconds as
/// `PORTICO_FUZZ_SECONDS` says.
package enum Fuzzing {
    private static let seconds = ProcessInfo.processInfo.environment["PORTICO_FUZZ_SECONDS"].flatMap(Double.init)

    /// - Parameters:
    ///   - name: Of the file in the temporary directory that holds the input being tried while new ones are tried: what
    ///     brings the process down is found there.
    ///   - rounds: The number of inputs when they are the same ones as ever.
    package static func run<Failure: Error>(
        _ name: String, rounds: UInt64, input: (inout SeededGenerator) -> [UInt8],
        check: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        guard let seconds else {
            for round in 0..<rounds {
                var dice = SeededGenerator(seed: round)
                try check(input(&dice))
            }
            return
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "portico-fuzz-\(name)")
        let end = Date().addingTimeInterval(seconds)
        var seed = UInt64(Date().timeIntervalSince1970 * 1000)
        while Date() < end {
            var dice = SeededGenerator(seed: seed)
            seed += 1
            let input = input(&dice)
            try? Data(input).write(to: file)
            try check(input)
        }
        try? FileManager.default.removeItem(at: file)
    }
}

/// SplitMix64: the same numbers for the same seed.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True once in so many times.
    package mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }

    /// One of a few texts.
    package mutating func one(of texts: [String]) -> String { texts.randomElement(using: &self) ?? "" }

    /// A text with a few places broken: pieces put in, cut out, repeated elsewhere, bytes changed.
    package mutating func broken(_ text: [UInt8], inserting pieces: [String]) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let start = Int.random(in: 0...text.count, using: &self)
            let end = min(text.count, start + Int.random(in: 0..<30, using: &self))
            switch Int.random(in: 0..<4, using: &self) {
            case 0: text.insert(contentsOf: one(of: pieces).utf8, at: start)
            case 1: text.removeSubrange(start..<min(end, start + 5))
            case 2: text.insert(contentsOf: Array(text[start..<end]), at: Int.random(in: 0...text.count, using: &self))
            default: if start < text.count { text[start] = UInt8.random(in: 0...255, using: &self) }
            }
        }
        return text
    }
}
