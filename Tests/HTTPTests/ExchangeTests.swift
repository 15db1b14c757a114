@testable import HTTP
import TestSupport
import Testing

/// What happens to a connection, step by step, and what it wants done after each.
struct ExchangeCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let steps: [(Conversation.Step, String)]

    init(_ name: String, _ steps: [(Conversation.Step, String)]) {
        testDescription = name
        self.steps = steps
    }
}

@Suite("Exchanges without sockets")
struct ExchangeTests {
    static func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
    }

    static let post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
    static let closing = "Connection: close\r\n"

    static let keepAlive: [ExchangeCase] = [
        .init(
            "HTTP/1.1 is kept until the client ends it",
            [(.receive(get("/1")), "/1 send read"), (.receive(get("/2")), "/2 send read"), (.end, "close")]),
        .init("Nothing is closed at once", [(.end, "close")]),
        .init("Half a request is closed", [(.receive("GET / HT"), "read"), (.end, "close")]),
        .init(
            "What is pipelined is served in order, then sent together",
            [(.receive(get("/1") + get("/2") + get("/3")), "/1 /2 /3 send read")]),
        .init(
            "Connection: close ends it, and nothing behind it is served",
            [(.receive(get("/1", closing) + get("/2")), "/1 send close")]),
        .init(
            "HTTP/1.0 ends, and is kept if it asks for that",
            [
                (.receive("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), "/1 send read"),
                (.receive("GET /2 HTTP/1.0\r\n\r\n"), "/2 send close"),
            ]),
        .init(
            "A client that goes on sending after the last answer is lingered for",
            [
                (.unread(true), "read"), (.receive(get("/1", closing)), "/1 send finish read"),
                (.receive("more"), "read"), (.end, "close"),
            ]),
    ]

    static let refusals: [ExchangeCase] = [
        .init(
            "A refusal ends it, whatever follows, and waits for the client to read it",
            [
                (.receive(get("/1") + "GET / HTTP/1.1\r\nHost : a\r\n\r\n" + get("/3")), "/1 400 send finish read"),
                (.receive(get("/4")), "read"), (.end, "close"),
            ]),
        .init(
            "A lingering client has two seconds",
            [(.receive("x\r\n"), "400 send finish read"), (.pass(1_999), "read"), (.pass(1), "close")]),
        .init(
            "Reading goes on while a refusal waits to be sent",
            [
                (.block, "read"), (.receive("x\r\n"), "400 send read/write"), (.receive("more"), "read/write"),
                (.unblock, "send finish read"),
            ]),
    ]

    static let expectations: [ExchangeCase] = [
        .init(
            "A client that waits with the content is told to continue, once",
            [
                (.receive(post + "Expect: 100-continue\r\n\r\n"), "admit 100 send read"), (.receive("ab"), "read"),
                (.receive("c"), "/ send read"),
            ]),
        .init(
            "One that does not wait is not told",
            [(.receive(post + "Expect: 100-continue\r\n\r\nabc"), "admit / send read")]),
        .init(
            "Content that is too large is refused instead",
            [
                (
                    .receive("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n"),
                    "admit 413 send finish read"
                )
            ]),
    ]

    static let upload = "PUT /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n"

    static let uploads: [ExchangeCase] = [
        .init(
            "Content is handed over as it comes, and the connection goes on",
            [
                (.receive(upload + "\r\n"), "admit read"), (.receive("ab"), "piece 2 read"),
                (.receive("cd"), "piece 2 read"), (.receive("ef" + get("/2")), "last 2 /2 send read"),
            ]),
        .init(
            "The client is told to continue when its content is admitted",
            [
                (.receive(upload + "Expect: 100-continue\r\n\r\n"), "admit 100 send read"),
                (.receive("abcdef"), "last 6 send read"),
            ]),
        .init(
            "Content that is not admitted is not read",
            [
                (
                    .receive("PUT /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabcdef" + get("/2")),
                    "admit send finish read"
                ),
                (.end, "close"),
            ]),
        .init(
            "Half of it is none, and ends with the client",
            [(.receive(upload + "\r\nabc"), "admit piece 3 read"), (.end, "close")]),
        .init(
            "A pause has no deadline, what was read waits, and afterwards there are ten seconds",
            [
                (.receive(upload + "\r\nab"), "admit piece 2 read"), (.pause, "read"), (.receive("cd"), "read"),
                (.pass(1_000_000), "read"), (.resume, "piece 2 read"), (.pass(9_999), "read"),
                (.pass(1), "408 send finish read"),
            ]),
        .init(
            "A client that has finished sending waits for the end of the pause",
            [
                (.receive(upload + "\r\nab"), "admit piece 2 read"), (.pause, "read"),
                (.receive("cdef"), "read"), (.end, "wait"), (.resume, "last 4 send close"),
            ]),
        .init(
            "Content of which a handler has enough is not read on, whatever comes, until the answer is there",
            [
                (.receive(upload + "\r\nab"), "admit piece 2 read"), (.enough, "read"), (.resume, "read"),
                (.receive("cd"), "read"), (.pass(1_000_000), "read"), (.answer(10), "send finish read"),
                (.end, "close"),
            ]),
        .init(
            "Malformed chunks end it",
            [
                (
                    .receive("PUT /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab"),
                    "admit piece 2 read"
                ),
                (.receive("cd\r\n"), "400 send finish read"),
            ]),
    ]

    static let deferrals: [ExchangeCase] = [
        .init(
            "What is behind a deferred answer waits",
            [
                (.receive(get("/later") + get("/2")), "/later read"), (.receive(get("/3")), "read"),
                (.answer(10), "/2 /3 send read"),
            ]),
        .init(
            "An answer that nobody waits for is none",
            [(.receive(get("/1")), "/1 send read"), (.answer(1), "nobody waits")]),
        .init(
            "A client that has finished sending is answered later, too",
            [(.receive(get("/later")), "/later read"), (.end, "wait"), (.answer(10), "send close")]),
        .init(
            "No more is read ahead than allowed",
            [
                (.receive(get("/later")), "/later read"),
                (.receive(String(repeating: get("/2"), count: 2_500)), "wait"),
            ]),
        .init(
            "A deferred answer has no deadline",
            [(.receive(get("/later")), "/later read"), (.pass(1_000_000), "read"), (.answer(10), "send read")]),
    ]

    static let backPressure: [ExchangeCase] = [
        .init(
            "A client that takes no answers is not served further, nor read",
            [
                (.block, "read"), (.receive(get("/later")), "/later read"), (.answer(300_000), "send write"),
                (.receive(get("/2")), "write"), (.unblock, "send /2 send read"),
            ]),
        .init(
            "Below the limit it is",
            [
                (.block, "read"), (.receive(get("/later")), "/later read"), (.answer(200_000), "send read/write"),
                (.receive(get("/2")), "/2 read/write"), (.unblock, "send read"),
            ]),
    ]

    static let deadlines: [ExchangeCase] = [
        .init("An idle connection has 75 seconds", [(.pass(74_999), "read"), (.pass(1), "close")]),
        .init(
            "They begin anew with each answer",
            [
                (.pass(74_999), "read"), (.receive(get("/1")), "/1 send read"), (.pass(74_999), "read"),
                (.pass(1), "close"),
            ]),
        .init(
            "A header section has ten seconds, however it trickles",
            [
                (.receive("GET"), "read"), (.pass(9_999), "read"), (.receive(" / HTTP/1.1\r\n"), "read"),
                (.pass(1), "408 send finish read"),
            ]),
        .init(
            "Content has ten seconds for every piece",
            [
                (.receive(post + "\r\n"), "admit read"), (.pass(9_999), "read"), (.receive("a"), "read"),
                (.pass(9_999), "read"), (.receive("b"), "read"), (.pass(10_000), "408 send finish read"),
            ]),
        .init(
            "An answer has 30 seconds for every piece",
            [
                (.block, "read"), (.receive(get("/1")), "/1 send read/write"), (.pass(29_999), "read/write"),
                (.pass(1), "close"),
            ]),
    ]

    static let streams: [ExchangeCase] = [
        .init(
            "A stream is asked for more when it begins, and what is behind waits for its end",
            [(.receive(get("/stream") + get("/2")), "/stream advance read"), (.finish, "/2 send read")]),
        .init(
            "The end of the client is the end of the stream",
            [(.receive(get("/stream")), "/stream advance read"), (.end, "close")]),
        .init(
            "A stream without anything to send has no deadline",
            [(.receive(get("/stream")), "/stream advance read"), (.pass(1_000_000), "read")]),
        .init(
            "The last answer may be a stream",
            [(.receive(get("/stream", closing)), "/stream advance read"), (.finish, "close")]),
        .init(
            "Another protocol gets all bytes, those that came early too, when it has had its say",
            [
                (.receive(get("/upgrade") + "early"), "/upgrade advance deliver 5 read"),
                (.receive(get("/1")), "deliver \(get("/1").utf8.count) read"), (.finish, "close"),
            ]),
    ]

    static let drains: [ExchangeCase] = [
        .init("A drain closes what is idle", [(.receive(get("/1")), "/1 send read"), (.drain, "close")]),
        .init(
            "What is half here may finish",
            [(.receive("GET /1 HT"), "read"), (.drain, "read"), (.receive("TP/1.0\r\n\r\n"), "/1 send close")]),
        .init(
            "The last answer says that it is the last",
            [
                (.receive("GET /1 HTTP/1.1\r\n"), "read"), (.drain, "read"),
                (.receive("Host: a\r\n\r\n"), "/1 send close"),
            ]),
        .init(
            "What the kernel holds is read first",
            [
                (.unread(true), "read"), (.drain, "read"), (.receive(get("/1")), "/1 send read"),
                (.unread(false), "close"),
            ]),
        .init(
            "Deferred answers are waited for",
            [(.receive(get("/later")), "/later read"), (.drain, "read"), (.answer(10), "send close")]),
        .init(
            "Streams are waited for",
            [(.receive(get("/stream")), "/stream advance read"), (.drain, "read"), (.finish, "close")]),
    ]

    @Test(
        "After each step the right things are done",
        arguments: keepAlive + refusals + expectations + uploads + deferrals + backPressure + deadlines + streams
            + drains)
    func conversation(_ example: ExchangeCase) {
        var conversation = Conversation()
        for (step, expected) in example.steps { #expect(conversation.take(step) == expected) }
    }

    /// What can happen, as the dice have it.
    static func step(_ generator: inout SeededGenerator) -> Conversation.Step {
        let messages =
            ["/1", "/later", "/stream", "/upgrade"].map { get($0) } + [
                get("/1", closing), upload + "\r\nabcdef", upload, "\r\nab", "GET", "\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
            ]
        return switch Int.random(in: 0..<18, using: &generator) {
        case 0: .end
        case 1: .pass(Int.random(in: 0..<40_000, using: &generator))
        case 2: .block
        case 3: .unblock
        case 4: .answer(Int.random(in: 1..<400_000, using: &generator))
        case 5: .finish
        case 6: [.pause, .resume, .enough].randomElement(using: &generator) ?? .end
        case 7: .drain
        case 8: .unread(Bool.random(using: &generator))
        default: .receive(messages.randomElement(using: &generator) ?? "")
        }
    }

    @Test(
        "Whatever happens in whatever order, an exchange comes to rest, and closes when all is cut off",
        arguments: 0..<8)
    func dice(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var conversation = Conversation()
            var outcome = ""
            for _ in 0..<20 where !outcome.hasSuffix("close") {
                outcome = conversation.take(Self.step(&generator))
                #expect(outcome != "endless")
            }
            // A deferred answer, a stream and a pause are for others to end, and so are those of the requests behind.
            let ends: [Conversation.Step] = [
                .unblock, .unread(false), .resume, .answer(1), .finish, .end, .pass(100_000),
            ]
            for _ in 0..<20 {
                for step in ends where !outcome.hasSuffix("close") { outcome = conversation.take(step) }
            }
            #expect(outcome.hasSuffix("close"))
        }
    }

    @Test(
        "Any message may come in two parts, its content be taken as it comes, and nothing runs behind one that is refused",
        arguments: FramingTests.all, [false, true])
    func parts(_ example: FramingCase, streams: Bool) {
        let message = Array(example.message.utf8)
        let marker = Array(Self.get("/marker", Self.closing).utf8)
        for offset in stride(from: 0, through: message.count, by: max(1, message.count / 200)) {
            var conversation = Conversation(streams: streams)
            for part in [message[..<offset], message[offset...], marker[...]] {
                conversation.receive(part)
                _ = conversation.proceed()
            }
            #expect(conversation.refused == example.status)
            // HTTP/1.0 ends with its first answer.
            let served = example.message.contains("HTTP/1.0") ? 1 : 2
            #expect(conversation.served == (example.status == nil ? served : 0))
        }
    }
}
