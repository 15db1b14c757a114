import TestSupport
import Testing

@testable import HTTP

@Suite("Multipart bodies that dice choose")
struct MultipartFuzzTests {
    /// Pieces that matter to the framing of parts.
    private static let pieces = [
        "\r", "\n", "\r\n", "\r\n\r\n", "-", "--", "\r\n--", "\r\n--b", "\r\n--b--", "--b", "--b\r\n", "b", "\0", "\t",
        " ", ":", ";", "\"", "\\", "%", "%22", "=", "é", "Content-Disposition: form-data; name=c\r\n", "filename=",
    ]

    private static let bodies = (MultipartReaderTests.delimiters + MultipartReaderTests.headers).map {
        Array($0.body.utf8)
    }

    @Test("However a body is damaged and cut, it is read the same whole, in pieces and byte by byte")
    func damaged() {
        var counts = (taken: 0, refused: 0)
        Fuzzing.run("multipart", rounds: 4000) { dice in
            dice.broken(Self.bodies.randomElement(using: &dice) ?? [], inserting: Self.pieces)
        } check: { body in
            let whole = Form(body)
            if whole.failure == nil { counts.taken += 1 } else { counts.refused += 1 }
            for step in [1, 2, 7] { #expect(Form(body, step: step) == whole, "\(body)") }
        }
        #expect(counts.taken > 200 && counts.refused > 200, "\(counts)")
    }

    @Test("Whatever is in the parts, it comes out as it went in")
    func roundTrip() {
        Fuzzing.run("multipart-contents", rounds: 1000) { dice in
            // All of the boundary but its last character.
            (0..<Int.random(in: 0..<30, using: &dice)).flatMap { _ in
                dice.once(in: 2) ? [UInt8.random(in: 0...255, using: &dice)] : Array(dice.one(of: Self.pieces).utf8)
            }
            .filter { $0 != UInt8(ascii: "x") }
        } check: { noise in
            let contents = [noise, Array(noise.reversed()), []]
            let head = "Content-Disposition: form-data; name=a\r\n\r\n"
            let body = contents.flatMap { Array("--b--x\r\n\(head)".utf8) + $0 + [13, 10] } + Array("--b--x--".utf8)
            for step in [1, 5, .max] {
                let form = Form(body, step: step, boundary: "b--x")
                #expect(form.failure == nil && form.parts.map(\.content) == contents, "\(noise)")
            }
        }
    }
}
