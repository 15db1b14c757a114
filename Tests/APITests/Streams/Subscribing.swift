import Execution
import Portal
import Testing

@testable import API

/// An event as a client reads it.
struct Told: Equatable, CustomStringConvertible {
    let sequence: Int64
    /// Without its `extensions`.
    let response: String

    var description: String { "\(sequence) \(response)" }
}

/// Streams of the served portal, as a transport has them.
extension ServedPortal {
    /// What a request for a stream comes to, and the response if there is one.
    func request(
        _ query: String, as viewer: Viewer, lastEventID: String? = nil
    ) -> (opening: Endpoint.Opening, response: String) {
        request(
            text: #"{"query":"\#(query.replacing("\"", with: "\\\""))"}"#, as: viewer, lastEventID: lastEventID)
    }

    /// As `request`, with the body as it is.
    func request(
        text: String, as viewer: Viewer, lastEventID: String?
    ) -> (opening: Endpoint.Opening, response: String) {
        let body = Array(text.utf8)
        let authorization = Array("Bearer \(Self.token(of: viewer))".utf8)
        let lastEventID = lastEventID.map { Array($0.utf8) }
        let opening = body.withUnsafeBytes { body in
            authorization.withUnsafeBytes { authorization in
                let authorization = viewer.role == .anonymous ? nil : authorization
                guard let lastEventID else { return endpoint.subscribe(body, authorization: authorization) }
                return lastEventID.withUnsafeBytes {
                    endpoint.subscribe(
                        body, authorization: authorization, lastEventID: $0,
                        from: Peer(network: 1, text: "192.0.2.1"))
                }
            }
        }
        let response = String(decoding: endpoint.response, as: UTF8.self)
        return (opening, response.isEmpty ? "" : TestPortal.withoutExtensions(response))
    }

    /// Opens the stream of a root field.
    func open(_ field: String, as viewer: Viewer, after lastEventID: Int64? = nil) throws -> EventStream {
        let (opening, response) = request(
            "subscription{\(field)}", as: viewer, lastEventID: lastEventID.map(String.init))
        guard case .opened(let stream) = opening else { throw Unopened(response: response) }
        return stream
    }

    struct Unopened: Error { let response: String }

    /// Asks for a mutation and does not wait for it.
    func begin(_ mutation: String, as viewer: Viewer) -> Endpoint.Outcome {
        let body = Array(#"{"query":"\#(mutation.replacing("\"", with: "\\\""))"}"#.utf8)
        let authorization = Array("Bearer \(Self.token(of: viewer))".utf8)
        return body.withUnsafeBytes { body in
            authorization.withUnsafeBytes { endpoint.answer(body, authorization: $0, unless: isGone) { _, _, _ in } }
        }
    }

    /// Pulls once.
    ///
    /// - Parameter room: For so many events.
    func pull(_ stream: EventStream, room: Int = .max) -> (told: [Told], state: EventStream.State) {
        var told: [Told] = []
        let state = endpoint.pull(stream) { sequence, response in
            let response = String(decoding: response, as: UTF8.self)
            told.append(Told(sequence: sequence, response: TestPortal.withoutExtensions(response)))
            return told.count < room
        }
        return (told, state)
    }

    /// Pulls until there is nothing more for now.
    func follow(_ stream: EventStream) -> [Told] {
        var all: [Told] = []
        while true {
            let (told, state) = pull(stream)
            all += told
            if state != .behind { return all }
        }
    }

    /// The response with which a stream ended.
    var lastResponse: String { TestPortal.withoutExtensions(String(decoding: endpoint.response, as: UTF8.self)) }

    /// What the change feed tells from `after` on, in the same words as `Events.recordChanged`.
    func feed(after: Int64, as viewer: Viewer) -> [Told] {
        let (_, answer) = ask(
            "{changes(after:\(after),first:1000){events{\(Events.fields)}}}", as: viewer)
        return Events.split(answer)
    }
}

/// What the tests ask of events.
enum Events {
    static let fields = "sequence type subjectId changedFields node{id}"
    static let recordChanged = "recordChanged{\(fields)}"

    /// The events of a page of the feed, each as a stream would have told it.
    static func split(_ page: String) -> [Told] {
        page.matches(of: #/{"sequence":([0-9]+),.*?"node":(null|{"id":"[^"]*"})}/#).map { match in
            Told(sequence: Int64(match.1) ?? 0, response: #"{"data":{"recordChanged":\#(match.0)}}"#)
        }
    }

    /// Events in a few words: `12 UPDATED Case:401 ["comments"]`, and `gone` where there is no node.
    static func summaries(_ told: [Told]) -> [String] {
        told.map { event in
            guard
                let words = event.response.firstMatch(
                    of: #/"type":"([A-Z_]+)","subjectId":"([^"]*)","changedFields":(\[[^\]]*\]),"node":(null)?/#),
                let (type, row) = GlobalID.decode(String(words.2))
            else { return event.description }
            let gone = words.4 == nil ? "" : " gone"
            return "\(event.sequence) \(words.1) \(type):\(row) \(words.3)\(gone)"
        }
    }
}
