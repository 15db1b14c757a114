import HTTP
import TestSupport
import Testing

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

    @Test("However a message is damaged and cut, it is read the same whole, in pieces and byte by byte")
    func sameOutcome() {
        Fuzzing.run("messages", rounds: 4000) {
            Array(Self.mutant(&$0).utf8)
        } check: { bytes in
            let message = String(decoding: bytes, as: UTF8.self)
            let whole = parse(message)
            #expect(parse(message, step: 1) == whole, "\(message.debugDescription)")
            #expect(parse(message, step: 7) == whole, "\(message.debugDescription)")
        }
    }

    @Test("Whatever a damaged message says, its views can be read")
    func views() {
        Fuzzing.run("views", rounds: 2000) {
            Array(Self.mutant(&$0).utf8)
        } check: { bytes in
            let seen = request(String(decoding: bytes, as: UTF8.self)) { request in
                request.path.count + (request.query?.count ?? 0) + (request.authority?.count ?? 0) + request.body.count
                    + (request.preferred(among: ["a/b"]) ?? 0)
            }
            #expect(seen ?? 0 <= bytes.count)
        }
    }
}
