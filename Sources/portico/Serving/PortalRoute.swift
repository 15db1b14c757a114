import API
import HTTP

/// `/portal/<path>`: whoever may enter that portal gets the page, everybody else is sent to where they are at home.
enum PortalRoute {
    /// The answer is the caller's own, and tomorrow it may be another.
    private static let fields = [ResponseField("Cache-Control", "no-store"), ResponseField("Vary", "Authorization")]

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
        guard request.count(of: "authorization") <= 1 else { return reply.send(.badRequest) }
        switch endpoint.entrance(at: path, authorization: request.header("authorization")) {
        case .open: StaticFile.page.send(through: &reply, fields)
        case .elsewhere(let address): reply.send(.found, fields: fields + [ResponseField("Location", address)])
        case .unauthenticated: reply.send(.unauthorized, fields: [ResponseField("WWW-Authenticate", "Bearer")])
        case .failed: reply.send(.internalServerError)
        }
    }
}
