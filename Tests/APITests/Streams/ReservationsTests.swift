import Portal
import Synchronization
import Testing

@testable import API

@Suite("Reserved streams")
struct ReservationsTests {
    private static let caller: [UInt8] = [1]
    private let reservations = Reservations(.fixed(at: Timestamp(milliseconds: 1_800_000_000_000), seed: 5))

    /// What a stream is told.
    private final class Ear: Sendable {
        private let heard = Mutex<[String]>([])
        var all: [String] { heard.withLock { $0 } }

        func hear(_ message: Reservations.Message) {
            let line =
                switch message {
                case .events(let bytes): String(decoding: bytes, as: UTF8.self)
                case .start(let id): "start \(id)"
                case .stop(let id): "stop \(id)"
                }
            heard.withLock { $0.append(line) }
        }
    }

    private static let operation = "{}".utf8.withContiguousStorageIfAvailable { bytes in
        Reservations.Operation(UnsafeRawBufferPointer(bytes), [], after: 7)
    }

    @Test(
        "The id of an operation is a text of 1 to 128 bytes in the extensions of its request",
        arguments: [
            (#"{"extensions":{"operationId":"a"}}"#, "a"),
            (#"{"query":"{a}","extensions":{"x":1,"operationId":"é"}}"#, "é"),
            (#"{"extensions":{"operationId":"\u0061"},"operationId":"b"}"#, "a"),
            (
                #"{"extensions":{"operationId":"\#(String(repeating: "x", count: 128))"}}"#,
                String(repeating: "x", count: 128)
            ),
            (#"{"extensions":{"operationId":"\#(String(repeating: "x", count: 129))"}}"#, nil),
            (#"{"extensions":{"operationId":"\#(String(repeating: "é", count: 65))"}}"#, nil),
            (#"{"extensions":{"operationId":""}}"#, nil), (#"{"extensions":{"operationId":1}}"#, nil),
            (#"{"extensions":{"operationId":null}}"#, nil), (#"{"extensions":{}}"#, nil), (#"{"extensions":[]}"#, nil),
            (#"{"operationId":"a"}"#, nil), ("{}", nil), ("", nil), ("[", nil),
        ] as [(String, String?)])
    func operationID(_ body: String, _ id: String?) {
        #expect(Array(body.utf8).withUnsafeBytes { OperationID.find(in: $0) } == id)
    }

    private static func isAttached(_ attachment: Reservations.Attachment) -> Bool {
        if case .attached = attachment { true } else { false }
    }

    private func reserve() throws -> String { try #require(reservations.reserve(for: Self.caller)) }

    private func attach(_ token: String, _ ear: Ear) -> (ids: [String], waiting: String)? {
        guard case .attached(let operations, let waiting) = reservations.attach(token, { ear.hear($0) }) else {
            return nil
        }
        return (operations.keys.sorted(), String(decoding: waiting, as: UTF8.self))
    }

    @Test("Five are reserved for one caller, and each is theirs alone")
    func reserved() throws {
        let tokens = try (0..<5).map { _ in try reserve() }
        #expect(Set(tokens).count == 5)
        #expect(reservations.reserve(for: Self.caller) == nil)
        #expect(reservations.reserve(for: [2]) != nil)
        #expect(reservations.caller(of: tokens[0]) == Self.caller)
        #expect(reservations.caller(of: "ps_x") == nil && reservations.caller(of: "pt_x") == nil)
    }

    @Test("One that has had no stream for a minute makes room for another")
    func idle() throws {
        let clock = Mutex(Timestamp(milliseconds: 1_800_000_000_000))
        let pass = { (milliseconds: Int64) in clock.withLock { $0 = $0.adding(milliseconds) } }
        let fixed = Environment.fixed(at: Timestamp(milliseconds: 0), seed: 5)
        let reservations = Reservations(
            Environment(
                now: { clock.withLock { $0 } }, nanoseconds: fixed.nanoseconds, randomBytes: fixed.randomBytes,
                room: fixed.room))
        let tokens = (0..<5).compactMap { _ in reservations.reserve(for: Self.caller) }
        try #require(tokens.count == 5)
        for token in tokens[..<2] { try #require(Self.isAttached(reservations.attach(token) { _ in })) }
        pass(59_999)
        reservations.detach(tokens[1], [:])
        #expect(reservations.reserve(for: Self.caller) == nil)
        pass(1)
        // The first has a stream, the second had one just now: three are forgotten.
        for _ in 0..<3 { #expect(reservations.reserve(for: Self.caller) != nil) }
        #expect(reservations.reserve(for: Self.caller) == nil)
        let isKept = tokens.map { reservations.caller(of: $0) != nil }
        #expect(isKept == [true, true, false, false, false])
        pass(59_999)
        #expect(reservations.reserve(for: Self.caller) != nil)
        #expect(reservations.caller(of: tokens[1]) == nil && reservations.caller(of: tokens[0]) == Self.caller)
    }

    @Test("What is answered before there is a stream waits for it, and one connection has it")
    func attached() throws {
        let token = try reserve()
        let operation = try #require(Self.operation)
        let first = try #require(reservations.claim("a", in: token))
        #expect(reservations.claim("a", in: token) == nil)
        reservations.answer("a", first, Array("A".utf8), in: token)
        let second = try #require(reservations.claim("s", in: token))
        reservations.start("s", second, operation, in: token)
        let ear = Ear()
        let beginning = try #require(attach(token, ear))
        #expect(beginning.ids == ["s"])
        #expect(beginning.waiting == "A")
        #expect(attach(token, Ear()) == nil)
        let third = try #require(reservations.claim("b", in: token))
        reservations.answer("b", third, Array("B".utf8), in: token)
        reservations.stop("s", in: token)
        #expect(ear.all == ["B", "stop s"])
        #expect(reservations.operation("s", of: token) == nil)
    }

    @Test("A reservation for which more waits than is kept has ended: nobody is told a part as the whole")
    func overfull() throws {
        let token = try reserve()
        let first = try #require(reservations.claim("a", in: token))
        reservations.answer("a", first, [UInt8](repeating: 65, count: 256 << 10), in: token)
        #expect(reservations.caller(of: token) == Self.caller)
        let second = try #require(reservations.claim("b", in: token))
        reservations.answer("b", second, [66], in: token)
        #expect(reservations.caller(of: token) == nil)
        #expect(attach(token, Ear()) == nil)
    }

    @Test("A late answer is not taken for that of another operation with its id")
    func reused() throws {
        let token = try reserve()
        let ear = Ear()
        _ = attach(token, ear)
        let old = try #require(reservations.claim("a", in: token))
        reservations.stop("a", in: token)
        let new = try #require(reservations.claim("a", in: token))
        reservations.answer("a", old, Array("old".utf8), in: token)
        reservations.answer("a", new, Array("new".utf8), in: token)
        #expect(ear.all == ["stop a", "new"])
    }

    @Test("Fifty operations run at once, those among them that nobody wants any more")
    func many() throws {
        let token = try reserve()
        let claims = (0..<50).compactMap { reservations.claim("\($0)", in: token) }
        #expect(claims.count == 50)
        #expect(reservations.claim("50", in: token) == nil)
        reservations.stop("0", in: token)
        #expect(reservations.claim("50", in: token) == nil)
        reservations.answer("0", claims[0], [], in: token)
        #expect(reservations.claim("50", in: token) != nil)
    }

    @Test("Whoever takes the stream up again goes on where it broke")
    func detached() throws {
        let token = try reserve()
        let claim = try #require(reservations.claim("s", in: token))
        reservations.start("s", claim, try #require(Self.operation), in: token)
        _ = attach(token, Ear())
        reservations.detach(token, ["s": 12])
        #expect(reservations.operation("s", of: token)?.position == 12)
        #expect(reservations.operation("s", of: token)?.beginning == 7)
        #expect(try #require(attach(token, Ear())).ids == ["s"])
    }
}
