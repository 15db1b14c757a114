import API
import HTTP

/// `/portal/<path>`: whoever may enter that portal gets the page, everybody else is sent to where they are at home.
enum PortalRoute {
    /// The answer is the caller's own, and tomorrow it may be another.
    private static let fields = [
        ResponseField("Cache-Control", "no-store"), ResponseField("Vary", "Authorization, Cookie"),
    ]

    /// What an address names behind `/portal/`; nil if it begins otherwise.
    static func path(in address: UnsafeRawBufferPointer) -> String? {
        let prefix = "/portal/".utf8
        guard address.starts(with: prefix) else { return nil }
        let rest = UnsafeRawBufferPointer(rebasing: address.dropFirst(prefix.count))
        return String(decoding: rest.percentDecoded(), as: UTF8.self)
    }

    static func answer(
        _ path: String, _ request: borrowing Request, _ reply: inout Reply,
        _ endpoint: inout Endpoint
    ) {
        guard request.repeatedCaller == nil else { return reply.send(.badRequest) }
        let peer = Peer(request.peer)
        let entrance = request.withAuthorization(isVisit: true) {
            endpoint.entrance(at: path, authorization: $0, from: peer)
        }
        switch entrance {
        case .open:
            guard let page = StaticFile.page else { return reply.send(.notFound) }
            page.send(through: &reply, fields)
        case .elsewhere(let address): reply.send(.found, fields: fields + [ResponseField("Location", address)])
        case .unauthenticated:
            let cookie = PageCookie(request, isVisit: true)?.fields(with: .unauthenticated) ?? []
            reply.send(.unauthorized, fields: [ResponseField("WWW-Authenticate", "Bearer")] + cookie)
        case .limited(let rate): reply.send(.tooManyRequests, fields: fields + rate.refusalFields)
        case .failed:
            let head = ResponseHead(.internalServerError, contentType: "application/json; charset=utf-8")
            reply.send(head, body: endpoint.response)
        }
    }
}
