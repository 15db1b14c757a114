import Testing

@testable import HTTP

@Suite("WebSocket frames")
struct FrameTests {
    typealias Event = FrameReader.Event

    /// A key whose bytes are all different.
    private static let key: [UInt8] = [0x37, 0xfa, 0x21, 0x3d]

    /// A frame as a client sends it.
    static func frame(_ first: UInt8, _ payload: [UInt8], length: [UInt8]? = nil) -> [UInt8] {
        let count = payload.count
        let shortest: [UInt8] =
            count < 126
            ? [UInt8(count)]
            : count < 0x10000
                ? [126, UInt8(count >> 8), UInt8(count & 255)]
                : [
                    127, 0, 0, 0, 0, UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255),
                    UInt8(count & 255),
                ]
        var length = length ?? shortest
        length[0] |= 0x80
        return [first] + length + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
    }

    static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// What a reader makes of the bytes when they come in pieces of a size; the code with which it gives up, if it does.
    static func read(_ bytes: [UInt8], pieces: Int = .max, limit: Int = 1 << 20) -> ([Event], CloseCode?) {
        var reader = FrameReader(limit: limit)
        var events: [Event] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            var piece = Array(rest.prefix(pieces))
            rest = rest.dropFirst(piece.count)
            do {
                try piece.withUnsafeMutableBytes { buffer in
                    var unread = buffer
                    while let event = try reader.read(&unread) { events.append(event) }
                    #expect(unread.isEmpty)
                }
            } catch { return (events, (error as? FrameReader.Failure)?.code) }
        }
        return (events, nil)
    }

    static let messages: [(frames: [UInt8], events: [Event])] = [
        (frame(0x81, text("Hello")), [.text(text("Hello"))]),
        (frame(0x81, []), [.text([])]),
        (frame(0x01, text("Hel")) + frame(0x80, text("lo")), [.text(text("Hello"))]),
        (frame(0x01, text("a")) + frame(0x00, text("b")) + frame(0x80, text("c")), [.text(text("abc"))]),
        (frame(0x01, []) + frame(0x00, []) + frame(0x80, []), [.text([])]),
        // A code point in two frames, and a ping between them.
        (frame(0x01, [0xc3]) + frame(0x89, text("?")) + frame(0x80, [0xa9]), [.ping(text("?")), .text(text("é"))]),
        (frame(0x82, [0, 255]), [.binary]),
        (frame(0x89, []), [.ping([])]),
        (frame(0x89, [UInt8](repeating: 7, count: 125)), [.ping([UInt8](repeating: 7, count: 125))]),
        (frame(0x8a, text("late")), [.pong]),
        (frame(0x88, []), [.close(nil)]),
        (frame(0x88, [3, 232]), [.close(.normal)]),
        (frame(0x88, [3, 233] + text("moving")), [.close(.goingAway)]),
        (frame(0x88, [0x11, 0x30]), [.close(CloseCode(rawValue: 4400))]),
        (frame(0x81, [UInt8](repeating: 97, count: 125)), [.text([UInt8](repeating: 97, count: 125))]),
        (frame(0x81, [UInt8](repeating: 97, count: 126)), [.text([UInt8](repeating: 97, count: 126))]),
        (frame(0x81, [UInt8](repeating: 97, count: 0xffff)), [.text([UInt8](repeating: 97, count: 0xffff))]),
        (frame(0x81, [UInt8](repeating: 97, count: 0x10000)), [.text([UInt8](repeating: 97, count: 0x10000))]),
        (frame(0x81, text("a")) + frame(0x81, text("b")), [.text(text("a")), .text(text("b"))]),
    ]

    @Test("Messages are put together as they were meant", arguments: messages)
    func whole(frames: [UInt8], events: [Event]) {
        #expect(Self.read(frames) == (events, nil))
    }

    @Test("However the bytes are cut, the messages are the same", arguments: messages.filter { $0.frames.count < 200 })
    func cut(frames: [UInt8], events: [Event]) {
        for pieces in 1...frames.count { #expect(Self.read(frames, pieces: pieces) == (events, nil), "\(pieces)") }
    }

    @Test(
        "Whoever breaks the protocol is told how",
        arguments: [
            ("not masked", [0x81, 0x01, 0x61], CloseCode.protocolError),
            ("a reserved bit", frame(0xc1, [97]), .protocolError),
            ("the second reserved bit", frame(0xa1, [97]), .protocolError),
            ("the third reserved bit", frame(0x91, [97]), .protocolError),
            ("an opcode for data to come", frame(0x83, [97]), .protocolError),
            ("an opcode for control to come", frame(0x8b, []), .protocolError),
            ("a control frame in parts", frame(0x09, []), .protocolError),
            ("a close in parts", frame(0x08, []), .protocolError),
            ("a ping of 126 bytes", frame(0x89, [UInt8](repeating: 0, count: 126)), .protocolError),
            ("a continuation of nothing", frame(0x80, [97]), .protocolError),
            ("a message in a message", frame(0x01, [97]) + frame(0x81, [98]), .protocolError),
            ("a length in two bytes that fits in one", frame(0x81, [97], length: [126, 0, 1]), .protocolError),
            (
                "a length in eight bytes that fits in two", frame(0x81, [97], length: [127, 0, 0, 0, 0, 0, 0, 0, 1]),
                .protocolError
            ),
            (
                "a length with the highest bit", frame(0x81, [], length: [127, 128, 0, 0, 0, 0, 0, 0, 0]),
                .protocolError
            ),
            (
                "a length of all there is", frame(0x81, [], length: [127, 127, 255, 255, 255, 255, 255, 255, 255]),
                .messageTooBig
            ),
            ("text that is not UTF-8", frame(0x81, [0xff]), .invalidData),
            ("half a code point", frame(0x81, [0xc3]), .invalidData),
            ("a surrogate", frame(0x81, [0xed, 0xa0, 0x80]), .invalidData),
            ("a close code of one byte", frame(0x88, [3]), .protocolError),
            ("a close code that stands for none", frame(0x88, [3, 237]), .protocolError),
            ("a close code that is not registered", frame(0x88, [7, 208]), .protocolError),
            ("a close reason that is not UTF-8", frame(0x88, [3, 232, 0xff]), .invalidData),
        ] as [(String, [UInt8], CloseCode)])
    func broken(what: String, bytes: [UInt8], code: CloseCode) {
        for pieces in [1, 3, bytes.count] { #expect(Self.read(bytes, pieces: pieces) == ([], code)) }
    }

    @Test("A message may be as long as the limit, in one frame or in many, and no longer")
    func limit() {
        let full = [UInt8](repeating: 97, count: 1000)
        #expect(Self.read(Self.frame(0x81, full), limit: 1000) == ([.text(full)], nil))
        let parts = Self.frame(0x01, Array(full[..<600])) + Self.frame(0x80, Array(full[600...]))
        #expect(Self.read(parts, limit: 1000) == ([.text(full)], nil))
        #expect(Self.read(Self.frame(0x81, full + [97]), limit: 1000) == ([], .messageTooBig))
        #expect(Self.read(Self.frame(0x01, full) + Self.frame(0x80, [97]), limit: 1000) == ([], .messageTooBig))
        // It is refused by its header: the payload need not come first.
        #expect(Self.read([0x82, 0xff, 0, 0, 0, 0, 0, 1, 0, 0] + Self.key, limit: 1000) == ([], .messageTooBig))
    }

    @Test("What is kept of a message that is not whole is known, and nothing of one that is")
    func held() throws {
        var reader = FrameReader(limit: 1000)
        var held: [Int] = []
        for frame in [Self.frame(0x01, Self.text("abc")), Self.frame(0x00, Self.text("de")), Self.frame(0x80, [])] {
            var bytes = frame
            try bytes.withUnsafeMutableBytes { buffer in
                var unread = buffer
                while try reader.read(&unread) != nil {}
            }
            held.append(reader.held)
        }
        #expect(held[0] >= 3 && held[1] >= 5 && held[2] == 0)
    }

    @Test("Together they hold no more than the budget: who has more than a fair share goes, the others stay")
    func budget() {
        var held = HeldBytes<String>(in: MemoryBudget(bytes: 80), fairShare: 10)
        let goes = [
            ("a", 60), ("b", 40), ("c", 10), ("c", 11), ("c", 0), ("b", 41), ("b", 0), ("a", 90), ("a", 91),
        ].map { held.hold($1, for: $0) }
        #expect(goes == [false, false, false, true, false, true, false, false, true])
    }

    @Test("What is sent has the shortest length, and is not masked")
    func sent() {
        func head(_ count: Int) -> [UInt8] {
            [UInt8](repeating: 97, count: count).withUnsafeBytes { Array(Frame.text($0).dropLast(count)) }
        }
        #expect(head(0) == [0x81, 0])
        #expect(head(125) == [0x81, 125])
        #expect(head(126) == [0x81, 126, 0, 126])
        #expect(head(0xffff) == [0x81, 126, 0xff, 0xff])
        #expect(head(0x10000) == [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0])
        #expect(Frame.ping == [0x89, 0])
        #expect(Frame.pong([1, 2]) == [0x8a, 2, 1, 2])
        #expect(Frame.close(nil) == [0x88, 0])
        #expect(Frame.close(.normal, "bye") == [0x88, 5, 3, 232] + Self.text("bye"))
        #expect(Frame.close(.normal, String(repeating: "é", count: 90)).count == 2 + 2 + 122)
    }
}
