@testable import HTTP

/// Parses bytes in steps of `step` bytes, each time from the start of the message as a connection does.
func parse(_ text: String, step: Int = .max, limits: Limits = Limits()) -> RequestParser.Outcome {
    var parser = RequestParser(limits: limits)
    return parse(text, step: step, with: &parser) { _ in }
}

/// What a handler would see of a request, or nil if it is not complete.
func request<Seen>(_ text: String, step: Int = .max, _ look: (borrowing Request) -> Seen) -> Seen? {
    var parser = RequestParser(limits: Limits())
    var seen: Seen?
    _ = parse(text, step: step, with: &parser) { seen = look($0) }
    return seen
}

private func parse(
    _ text: String, step: Int, with parser: inout RequestParser, _ look: (borrowing Request) -> Void
) -> RequestParser.Outcome {
    var bytes = Array(text.utf8)
    var outcome = RequestParser.Outcome.partial
    var end = 0
    bytes.withUnsafeMutableBytes { bytes in
        repeat {
            end = min(bytes.count, end + min(step, bytes.count))
            let here = UnsafeMutableRawBufferPointer(rebasing: bytes[..<end])
            outcome = parser.parse(here)
            if outcome == .head {
                parser.admit(upTo: parser.limits.content)
                outcome = parser.parse(here)
            }
            if case .complete = outcome { look(parser.request(in: here)) }
        } while outcome == .partial && end < bytes.count
    }
    return outcome
}

func string(_ bytes: UnsafeRawBufferPointer?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

/// `body` as views need it.
func withBytes<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
}
