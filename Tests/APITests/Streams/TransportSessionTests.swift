import Testing

@testable import API

@Suite("graphql-transport-ws session")
struct TransportSessionTests {
    typealias Action = TransportSession.Action

    /// What a session makes of messages, one after the other; whoever signs in is acknowledged.
    private static func actions(_ messages: [String], acknowledges: Bool = true) -> [Action] {
        var session = TransportSession()
        return messages.map { message in
            let action = Array(message.utf8).withUnsafeBytes { session.receive($0) }
            if case .signIn = action, acknowledges { session.acknowledge() }
            return action
        }
    }

    private static let begin = #"{"type":"connection_init"}"#
    private static let subscribe = #"{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}"#

    @Test(
        "Clients say who they are as they begin, or do not",
        arguments: [
            (begin, nil),
            (#"{"type":"connection_init","payload":null}"#, nil),
            (#"{"type":"connection_init","payload":{}}"#, nil),
            (#"{"type":"connection_init","payload":{"Authorization":null}}"#, nil),
            (#"{"type":"connection_init","payload":{"Authorization":"Bearer x"}}"#, "Bearer x"),
            (#"{"payload":{"authorization":"Bearer x","other":[1]},"type":"connection_init","id":7}"#, "Bearer x"),
        ] as [(String, String?)])
    func signIn(message: String, authorization: String?) {
        #expect(Self.actions([message]) == [.signIn(authorization: authorization)])
    }

    @Test("An operation runs until one of both sides ends it, and its id can be used again then")
    func operations() {
        let run = Action.run(id: "1", request: 39..<56)
        let complete = #"{"id":"1","type":"complete"}"#
        #expect(
            Self.actions([Self.begin, Self.subscribe, complete, complete, Self.subscribe]) == [
                .signIn(authorization: nil), run, .stop(id: "1"), .nothing, run,
            ])
        var session = TransportSession()
        session.acknowledge()
        let bytes = Array(Self.subscribe.utf8)
        #expect(bytes.withUnsafeBytes { session.receive($0) } == run)
        session.ended("1")
        #expect(bytes.withUnsafeBytes { session.receive($0) } == run)
    }

    @Test("Pings are answered before and after the beginning, and nothing is owed for a pong")
    func pings() {
        let ping = #"{"type":"ping","payload":{"at":1}}"#
        #expect(
            Self.actions([ping, Self.begin, ping, #"{"type":"pong"}"#]) == [
                .pong, .signIn(authorization: nil), .pong, .nothing,
            ])
    }

    @Test(
        "Whoever breaks the protocol is told how",
        arguments: [
            ([""], 4400, "A message is a JSON object"),
            (["[]"], 4400, "A message is a JSON object"),
            (["{}}"], 4400, "A message is a JSON object"),
            (["{}"], 4400, "A message needs a type"),
            ([#"{"type":"ping","type":"pong"}"#], 4400, "A message has each member once"),
            ([#"{"type":"ping","payload":}}"#], 4400, "A message is a JSON object"),
            ([#"{"type":7}"#], 4400, "A message needs a type"),
            ([#"{"type":"start"}"#], 4400, "There is no message of the type \"start\""),
            ([#"{"type":"connection_init","payload":7}"#], 4400, "The payload must be an object"),
            ([#"{"type":"connection_init","payload":{"a":}}"#], 4400, "The payload is not JSON"),
            ([#"{"type":"connection_init","payload":{"Authorization":7}}"#], 4400, "Authorization must be a string"),
            ([begin, begin], 4429, "Too many initialisation requests"),
            ([subscribe], 4401, "Unauthorized"),
            ([#"{"id":"1","type":"complete"}"#], 4401, "Unauthorized"),
            ([begin, subscribe, subscribe], 4409, "Subscriber for 1 already exists"),
            ([begin, #"{"type":"subscribe","payload":{}}"#], 4400, "The id is missing or is none"),
            ([begin, #"{"id":1,"type":"subscribe","payload":{}}"#], 4400, "The id is missing or is none"),
            ([begin, #"{"id":"","type":"subscribe","payload":{}}"#], 4400, "The id is missing or is none"),
            ([begin, #"{"id":"1","type":"subscribe"}"#], 4400, "A subscribe message needs a payload"),
            ([begin, #"{"id":"1","type":"subscribe","payload":[]}"#], 4400, "A subscribe message needs a payload"),
            ([begin, #"{"type":"complete"}"#], 4400, "The id is missing or is none"),
        ] as [([String], UInt16, String)])
    func broken(messages: [String], code: UInt16, reason: String) {
        #expect(Self.actions(messages).last == .close(.init(code: code, reason: reason)))
    }

    @Test("An id may have 128 bytes, no more")
    func longIdentifiers() {
        let subscribe = { (count: Int) in
            #"{"id":""# + String(repeating: "x", count: count) + #"","type":"subscribe","payload":{}}"#
        }
        guard case .run = Self.actions([Self.begin, subscribe(128)]).last else {
            Issue.record("128 bytes were refused")
            return
        }
        #expect(
            Self.actions([Self.begin, subscribe(129)]).last
                == .close(.init(code: 4400, reason: "The id is missing or is none")))
    }

    @Test("Until the caller is known, a second beginning is one too many all the same")
    func undecided() {
        #expect(
            Self.actions([Self.begin, Self.begin], acknowledges: false).last
                == .close(.init(code: 4429, reason: "Too many initialisation requests")))
    }

    @Test("Answers name their operation, whatever is in its id")
    func answers() {
        func text(_ make: (String, UnsafeRawBufferPointer) -> [UInt8], _ payload: String) -> String {
            String(decoding: Array(payload.utf8).withUnsafeBytes { make("a\"\n", $0) }, as: UTF8.self)
        }
        #expect(
            text(TransportSession.next, #"{"data":1}"#) == #"{"id":"a\"\n","type":"next","payload":{"data":1}}"#)
        #expect(
            text(TransportSession.error, #"{"errors":[{"message":"]"}],"extensions":{}}"#)
                == #"{"id":"a\"\n","type":"error","payload":[{"message":"]"}]}"#)
        #expect(
            String(decoding: TransportSession.complete("a"), as: UTF8.self) == #"{"id":"a","type":"complete"}"#)
    }
}
