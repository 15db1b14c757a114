import API
import HTTP

/// Which statuses tell how an operation ended.
enum StatusProfile: String, CaseIterable, Sendable {
    /// What clients in the field expect today.
    case field
    /// <https://graphql.github.io/graphql-over-http/draft/> of August 2026.
    case draft
}

/// How the client wants answers: the media type, and with it the status of operations that did not run.
struct Profile {
    static let mediaTypes: [StaticString] = ["application/json", "application/graphql-response+json"]

    /// Whether the client accepts one of the media types; without one, its refusal is JSON.
    let isAcceptable: Bool
    private let isJSON: Bool
    /// Lines by which pages of other origins may read the answer.
    let crossOrigin: [ResponseField]
    /// That of the page that asks; nil for one of another site.
    let cookie: PageCookie?
    /// Whether a page of this server asks.
    private let isForPage: Bool
    /// Lines of every head.
    private let fields: [ResponseField]
    private let statuses: StatusProfile

    init(_ request: borrowing Request, _ statuses: StatusProfile, _ crossSite: CrossSite) {
        let preferred = request.preferred(among: Self.mediaTypes)
        isAcceptable = preferred != nil
        isJSON = preferred != 1
        crossOrigin = crossSite.fields(for: request)
        cookie = PageCookie(request)
        isForPage = request.header("sec-fetch-site")?.equals("same-origin") ?? false
        fields = (request.method == .get ? Self.fieldsOfGET : []) + crossOrigin
        self.statuses = statuses
    }

    /// An answer belongs to whom it was given, who has to ask each time whether it still holds (RFC 9111 §5.2.2).
    private static let fieldsOfGET = [
        ResponseField("Cache-Control", "private, no-cache"),
        ResponseField("Vary", "Authorization, Cookie, Accept"),
    ]

    /// Whether answers are one and the same, but for what tells requests apart.
    var form: String { isJSON ? "json" : "graphql-response" }

    /// The answer to whoever has it already.
    func notModified(_ entityTag: String, _ rate: RateStatus?) -> ResponseHead {
        ResponseHead(.notModified, fields: fields + [Self.field(entityTag)] + (rate?.fields ?? []))
    }

    /// Weak: answers to the same request have different ids.
    static func field(_ entityTag: String) -> ResponseField { ResponseField("ETag", "W/\"\(entityTag)\"") }

    func head(_ status: Status, _ fields: ResponseField...) -> ResponseHead {
        let type: StaticString =
            isJSON ? "application/json; charset=utf-8" : "application/graphql-response+json; charset=utf-8"
        return ResponseHead(status, contentType: type, fields: self.fields + fields)
    }

    /// The head of a stream of events.
    var stream: ResponseHead {
        var head = ServerSentEvents.head
        head.fields += crossOrigin
        return head
    }

    /// The answer as it is sent: as the one event of a stream to whom nothing else pleases, where there is something to tell.
    func answer(_ outcome: Endpoint.Outcome, _ response: UnsafeRawBufferPointer) -> (head: ResponseHead, body: [UInt8])?
    {
        if isAcceptable { return nil }
        switch outcome {
        case .executed, .executedWithErrors, .refused, .unparsed:
            var head = stream
            if let cookie { head.fields += cookie.fields(with: outcome) }
            return (head, ServerSentEvents.only(response))
        default: return nil
        }
    }

    /// - Parameter summary: What the caller has left, and for pages how long it took.
    func head(_ outcome: Endpoint.Outcome, _ summary: RequestSummary?) -> ResponseHead {
        let rate = summary?.rate
        var head = head(outcome)
        if let cookie { head.fields += cookie.fields(with: outcome) }
        if let rate { head.fields += rate.fields }
        if isForPage, let summary, summary.operation != nil { head.fields.append(summary.timing) }
        if outcome == .rateLimited { head.fields.append(ResponseField("Retry-After", "\(rate?.retryAfter ?? 1)")) }
        return head
    }

    private func head(_ outcome: Endpoint.Outcome) -> ResponseHead {
        switch outcome {
        case .executed, .deferred: head(.ok)
        case .notModified: head(Status.notModified)
        case .executedWithErrors: head(statuses == .draft ? .okWithErrors : .ok)
        case .unparsed: head(statuses == .field && isJSON ? .ok : .badRequest)
        case .refused: head(statuses == .draft ? .unprocessableContent : isJSON ? .ok : .badRequest)
        case .malformed: head(statuses == .draft ? .unprocessableContent : .badRequest)
        case .unreadable: head(.badRequest)
        case .needsStream: head(.notAcceptable)
        case .notAllowed: head(.methodNotAllowed, ResponseField("Allow", "POST"))
        case .unauthenticated: head(.unauthorized, ResponseField("WWW-Authenticate", "Bearer"))
        case .rateLimited: head(.tooManyRequests)
        // Seconds: the writer empties a full queue in a fraction of one.
        case .overloaded: head(.serviceUnavailable, ResponseField("Retry-After", "1"))
        // Seconds: whoever makes room needs more than a few.
        case .insufficientStorage: head(.insufficientStorage, ResponseField("Retry-After", "10"))
        case .failed: head(.internalServerError)
        }
    }
}

extension RateStatus {
    /// As <https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/> has them.
    fileprivate var fields: [ResponseField] {
        [
            ResponseField("RateLimit-Policy", "\"\(unit.rawValue)\";q=\(balance.limit);w=60"),
            ResponseField("RateLimit", "\"\(unit.rawValue)\";r=\(balance.remaining);t=\(resetsIn)"),
        ]
    }

    /// Those of an answer with the status 429.
    var refusalFields: [ResponseField] { fields + [ResponseField("Retry-After", "\(retryAfter ?? 1)")] }
}

extension RequestSummary {
    /// How long the operation ran, in milliseconds: <https://www.w3.org/TR/server-timing/>.
    fileprivate var timing: ResponseField {
        let (milliseconds, rest) = (nanoseconds / 1000).quotientAndRemainder(dividingBy: 1000)
        return ResponseField("Server-Timing", "execute;dur=\(milliseconds).\(String(1000 + rest).dropFirst())")
    }
}
