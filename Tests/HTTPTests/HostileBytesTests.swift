import HTTP
import Testing

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

@Suite("Hostile bytes")
struct HostileBytesTests {
    static let seeds = FramingTests.all
    /// Pieces that matter to framing.
    static let pieces = [
        "\r", "\n", "\r\n", "\r\n\r\n", "\0", "\t", " ", ":", ";", ",", "0", "F", "chunked", "Content-Length: 1", "/",
        "?",
    ]

    /// A message of the tables, changed in one to four places.
    static func mutant(_ generator: inout SeededGenerator) -> String {
        var message = Array(seeds.randomElement(using: &generator)?.message.unicodeScalars ?? "".unicodeScalars)
        for _ in 0...Int.random(in: 0..<4, using: &generator) where !message.isEmpty {
            let place = Int.random(in: 0..<message.count, using: &generator)
            let piece = pieces.randomElement(using: &generator) ?? ""
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: message.remove(at: place)
            case 1: message.insert(contentsOf: piece.unicodeScalars, at: place)
            default: message.replaceSubrange(place...place, with: piece.unicodeScalars)
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: message)
        return String(text)
    }

    @Test(
        "However a message is damaged and cut, it is read the same whole, in pieces and byte by byte", arguments: 0..<8)
    func sameOutcome(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let message = Self.mutant(&generator)
            let whole = parse(message)
            #expect(parse(message, step: 1) == whole, "\(message.debugDescription)")
            #expect(parse(message, step: 7) == whole, "\(message.debugDescription)")
        }
    }

    @Test("Whatever a damaged message says, its views can be read", arguments: 8..<12)
    func views(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let message = Self.mutant(&generator)
            let bytes = request(message) { request in
                request.path.count + (request.query?.count ?? 0) + (request.authority?.count ?? 0) + request.body.count
                    + (request.preferred(among: ["a/b"]) ?? 0)
            }
            #expect(bytes ?? 0 <= message.utf8.count)
        }
    }
}
