import API
import Testing

@testable import HTTP
@testable import portico

/// Event streams of which nobody knows whether they are still there: the moment itself is in time, one less is not.
@Suite("Heartbeats")
struct HeartbeatTests {
    private let stage: Stage

    init() throws { stage = try Stage() }

    private static let comment = Stage.Turn(bytes: Array(":\n\n".utf8))

    @Test("After twelve seconds without an event comes a comment, and again after twelve more, when there is room")
    func events() throws {
        let answer = EventAnswer(try stage.subscribe(), on: Stage.id, isEventSource: false)
        #expect(stage.tell(.writable, to: answer, at: 0) == .nothing)
        // The first tick is when the stream is known to wait.
        #expect(stage.tell(.tick, to: answer, at: 500) == .nothing)
        #expect(stage.tell(.tick, to: answer, at: 12_499) == .nothing)
        #expect(stage.tell(.tick, to: answer, at: 12_500) == Self.comment)
        #expect(stage.tell(.tick, to: answer, at: 24_499) == .nothing)
        #expect(stage.tell(.tick, to: answer, at: 24_500, room: 0) == .nothing)
        #expect(stage.tell(.tick, to: answer, at: 25_000) == Self.comment)
    }

    @Test("The place at which an EventSource begins is a sign of life as well")
    func place() throws {
        let answer = EventAnswer(try stage.subscribe(), on: Stage.id, isEventSource: true)
        #expect(stage.tell(.writable, to: answer, at: 1000).bytes == Array("id: 0\n\n".utf8))
        #expect(stage.tell(.tick, to: answer, at: 12_999) == .nothing)
        #expect(stage.tell(.tick, to: answer, at: 13_000) == Self.comment)
    }

    @Test("On a shared stream the twelve seconds begin with each event")
    func shared() throws {
        let stream = try stage.share()
        let event = Array("data: x\n\n".utf8)
        #expect(stage.tell(.tick, to: stream, at: 0) == .nothing)
        #expect(stage.tell(.message(StreamMessage(.events(event))), to: stream, at: 8000).bytes == event)
        #expect(stage.tell(.tick, to: stream, at: 12_000) == .nothing)
        #expect(stage.tell(.tick, to: stream, at: 19_999) == .nothing)
        #expect(stage.tell(.tick, to: stream, at: 20_000) == Self.comment)
    }

    @Test("A shared stream is cut when more than a mebibyte of answers waits behind the one whose turn it is")
    func unread() throws {
        let stream = try stage.share()
        func answer(bytes: Int) -> Stage.Turn {
            let events = [UInt8](repeating: UInt8(ascii: "x"), count: bytes)
            return stage.tell(.message(StreamMessage(.events(events))), to: stream, at: 0, room: 0)
        }
        for bytes in [2 << 20, 1 << 19, 1 << 19] { #expect(answer(bytes: bytes) == .nothing) }
        #expect(answer(bytes: 1) == Stage.Turn(ending: .cut))
    }
}
