import API
import HTTP

/// The opening handshake of a WebSocket (RFC 6455 §4.2).
enum SocketRoute {
    /// The subprotocol that is spoken here, whatever else a client offers.
    private static let subprotocol: StaticString = "graphql-transport-ws"

    /// Whether somebody wants to go on as a WebSocket.
    static func isMeant(by request: borrowing Request) -> Bool {
        request.method == .get && request.upgrades(to: "websocket")
    }

    /// Never 401: who is calling is said in the first message.
    static func handle(
        _ request: borrowing Request, _ crossSite: CrossSite, _ reply: inout Reply, _ ticket: Ticket,
        _ streams: inout Streams, _ visit: Visit
    ) -> Disposition {
        // RFC 6455 §4.2.2, item 4: which versions would do.
        guard let version = request.header("sec-websocket-version"), version.equals("13") else {
            reply.send(
                .upgradeRequired,
                fields: [ResponseField("Sec-WebSocket-Version", "13"), ResponseField("Upgrade", "websocket")])
            return .replied
        }
        guard request.count(of: "sec-websocket-key") == 1, let key = request.header("sec-websocket-key"),
            let accept = AcceptKey.answer(to: key)
        else {
            reply.send(.badRequest)
            return .replied
        }
        guard crossSite.verdict(on: request) != .refused else {
            reply.send(.forbidden)
            return .replied
        }
        // Letter for letter, as the client compares what it gets back (RFC 6455 §4.1).
        let isSpoken = request.lists(subprotocol, in: "sec-websocket-protocol")
        var fields = [ResponseField("Sec-WebSocket-Accept", String(decoding: accept, as: UTF8.self))]
        if isSpoken { fields.append(ResponseField("Sec-WebSocket-Protocol", "\(subprotocol)")) }
        reply.upgrade(to: "websocket", fields: fields)
        streams.begin(Socket(ticket, visit, speaksProtocol: isSpoken, peer: request.peer), on: ticket.stream)
        return .streaming
    }
}
