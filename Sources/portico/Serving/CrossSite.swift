import HTTP

/// What pages of other origins may do here: <https://fetch.spec.whatwg.org/#origin-header>.
///
/// Browsers say whose page is asking. Whoever says nothing is none, and has nobody's cookies.
struct CrossSite: Sendable {
    /// Origins whose pages may ask, such as `https://app.example`.
    let origins: [String]

    enum Verdict: Equatable {
        /// A page of this server, or no page.
        case own
        /// A page of an origin whose pages may ask.
        case admitted(String)
        case refused
    }

    /// Who is asking, as a request says.
    struct Claims {
        var origin: String?
        /// `Sec-Fetch-Site`: <https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header>.
        var site: String?
        /// The host and port that the request is for.
        var authority: String?
    }

    /// What the browser has found out goes before what can be compared here: a proxy may have changed the host.
    func verdict(on claims: Claims) -> Verdict {
        if let origin = claims.origin, origins.contains(origin) { return .admitted(origin) }
        switch claims.site {
        case "same-origin", "none": return .own
        case nil: break
        default: return .refused
        }
        guard let origin = claims.origin else { return .own }
        // The scheme is not compared: TLS ends at the proxy.
        for scheme in ["https://", "http://"] where origin.hasPrefix(scheme) {
            let host = origin.dropFirst(scheme.count)
            return host.lowercased() == claims.authority?.lowercased() ? .own : .refused
        }
        return .refused
    }

    /// Whether a page may open a WebSocket, ask by a method that changes something, or read an answer.
    func verdict(on request: borrowing Request) -> Verdict {
        let (origins, sites) = (request.count(of: "origin"), request.count(of: "sec-fetch-site"))
        guard origins + sites > 0 else { return .own }
        guard origins <= 1, sites <= 1 else { return .refused }
        return verdict(
            on: Claims(
                origin: request.header("origin").map { String(decoding: $0, as: UTF8.self) },
                site: request.header("sec-fetch-site").map { String(decoding: $0, as: UTF8.self) },
                authority: request.authority.map { String(decoding: $0, as: UTF8.self) }))
    }

    /// Whether a form, which every page may send anywhere, could have sent the request with its visitor's cookies: its type
    /// is one of <https://fetch.spec.whatwg.org/#cors-safelisted-request-header>, and it has no line that needs asking first.
    static func couldBeForm(_ request: borrowing Request) -> Bool {
        for line in ["graphql-require-preflight", "apollo-require-preflight", "x-requested-with"] as [StaticString]
        where request.header(line) != nil {
            return false
        }
        guard let type = request.contentType else { return true }
        return ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"].contains { type.matches($0) }
    }
}

/// Lines of answers: <https://fetch.spec.whatwg.org/#http-responses>.
extension CrossSite {
    /// By which the browser lets the page read an answer.
    ///
    /// Cookies are not let through: `Authorization` is.
    func fields(for request: borrowing Request) -> [ResponseField] {
        if origins.isEmpty { return [] }
        let vary = [ResponseField("Vary", "Origin")]
        guard case .admitted(let origin) = verdict(on: request) else { return vary }
        return vary + [
            ResponseField("Access-Control-Allow-Origin", origin),
            ResponseField("Access-Control-Expose-Headers", Self.readable),
        ]
    }

    /// The answer to a browser that asks what a page may ask; without CORS, to anyone who asks for the methods.
    func preflight(_ request: borrowing Request) -> [ResponseField] {
        let fields = fields(for: request)
        guard fields.count > 1, request.header("access-control-request-method") != nil else { return fields }
        return fields + [
            ResponseField("Access-Control-Allow-Methods", Self.methods),
            ResponseField("Access-Control-Allow-Headers", Self.headers),
            // Seconds.
            ResponseField("Access-Control-Max-Age", "600"),
        ]
    }

    /// Lines of answers that pages may read.
    private static let readable =
        "Content-Disposition, Content-Range, ETag, RateLimit, RateLimit-Policy, Retry-After, traceparent"
    private static let methods = ["GET", "POST", "PUT", "DELETE"].joined(separator: ", ")
    private static let headers =
        "Authorization, Content-Type, If-Match, If-None-Match, If-Range, Last-Event-ID, Range, traceparent, "
        + "GraphQL-Require-Preflight, Apollo-Require-Preflight, X-GraphQL-Event-Stream-Token, X-Requested-With"
}

extension CrossSite {
    /// Reads a list of origins, with commas between.
    init(_ setting: Setting) throws(Failure) {
        origins =
            setting.value.isEmpty
            ? []
            : setting.value.lowercased().split(separator: ",", omittingEmptySubsequences: false)
                .map { String($0.trimmingPrefix { $0 == " " }) }
        guard let wrong = origins.first(where: { !Self.isOrigin($0) }) else { return }
        throw Failure(
            .usage,
            "\(setting.origin): «\(wrong)» is no origin: give scheme and host, such as https://app.example, or several with commas between"
        )
    }

    /// As browsers write it: no path, and a port only if the scheme has another.
    private static func isOrigin(_ text: String) -> Bool {
        text.wholeMatch(of: #/https?:\/\/([a-z0-9.\-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?/#) != nil
            && !text.hasSuffix(text.hasPrefix("https") ? ":443" : ":80")
    }
}
