import API
import Execution
import HTTP

extension Request {
    /// The cookie of somebody who has signed in: its value is a token.
    private static let sessionCookie: StaticString = "portico_session"

    /// Calls `body` with what the request shows for its caller, as in the header `Authorization`: that, or else its cookie.
    ///
    /// - Parameter isVisit: Whether a page of another site may use its visitor's cookie: it is only sent somewhere by it.
    func withAuthorization<Result>(isVisit: Bool = false, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
        if let header = header("authorization") { return body(header) }
        guard let token = cookies(Self.sessionCookie).first, isVisit || Self.ownPages.verdict(on: self) == .own else {
            return body(nil)
        }
        return (Array("Bearer ".utf8) + token).withUnsafeBytes { body($0) }
    }

    private static let ownPages = CrossSite(origins: [])

    /// Whether the caller is known by the cookie, which the browser sends whoever asks it to.
    var isKnownByCookie: Bool { header("authorization") == nil && !cookies(Self.sessionCookie).isEmpty }

    /// What is wrong if there is more than one caller to choose from.
    var repeatedCaller: FieldRefusal? {
        if count(of: "authorization") > 1 { return .repeatedAuthorization }
        return cookies(Self.sessionCookie).count > 1 ? .repeatedSession : nil
    }
}
