import API
import Execution
import HTTP
import Portal

extension Request {
    /// The cookie of somebody who has signed in: its value is a token.
    fileprivate static let sessionCookie: StaticString = "portico_session"

    /// Calls `body` with what the request shows for its caller, as in the header `Authorization`: that, or else its cookie.
    ///
    /// - Parameter isVisit: Whether a page of another site may use its visitor's cookie: it is only sent somewhere by it.
    func withAuthorization<Result>(isVisit: Bool = false, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
        if let header = header("authorization") { return body(header) }
        guard isKnownByCookie, isVisit || hasOwnPage, let token = sessions.first else {
            return body(nil)
        }
        return (Array("Bearer ".utf8) + token).withUnsafeBytes { body($0) }
    }

    /// Whether the page that asks is one of this server's, or none.
    fileprivate var hasOwnPage: Bool { Self.ownPages.verdict(on: self) == .own }

    private static let ownPages = CrossSite(origins: [])

    /// Whether the caller is known by the cookie, which the browser sends whoever asks it to.
    var isKnownByCookie: Bool { header("authorization") == nil && !sessions.isEmpty }

    /// The tokens in its cookies; one without a value is none: of a session that is over only the name may be left.
    private var sessions: [UnsafeRawBufferPointer] { cookies(Self.sessionCookie).filter { !$0.isEmpty } }

    /// What is wrong if there is more than one caller to choose from.
    var repeatedCaller: FieldRefusal? {
        if count(of: "authorization") > 1 { return .repeatedAuthorization }
        return sessions.count > 1 ? .repeatedSession : nil
    }
}

/// The cookie of the page that asks, as the answer sets it: <https://www.rfc-editor.org/rfc/rfc6265#section-4.1>.
struct PageCookie: Sendable {
    let session: SessionCookie
    /// Whether the page came by TLS, which ends at the proxy: only the page's origin, sent with every POST, tells of it.
    private let isSecure: Bool

    /// Nil for a page of another site, whose cookies do not count.
    ///
    /// - Parameter isVisit: Whether they do, as it only sends its visitor somewhere.
    init?(_ request: borrowing Request, isVisit: Bool = false) {
        guard isVisit || request.hasOwnPage else { return nil }
        session = SessionCookie(isShown: request.isKnownByCookie)
        isSecure = request.header("origin")?.starts(with: "https://".utf8) ?? false
    }

    /// What an answer says of it; nothing if it stays as it is.
    func fields(with outcome: Endpoint.Outcome) -> [ResponseField] {
        switch session.change {
        case .begun(let token, let seconds): [field(token.text, seconds)]
        case .ended: [field("", 0)]
        // A script cannot take it away, and it would keep its page from everything, signing in included.
        case nil: outcome == .unauthenticated && session.isShown ? [field("", 0)] : []
        }
    }

    /// - Parameter seconds: How long it is kept; 0 to forget it.
    private func field(_ value: String, _ seconds: Int64) -> ResponseField {
        ResponseField(
            "Set-Cookie",
            "\(Request.sessionCookie)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
                + (isSecure ? "; Secure" : ""))
    }
}
