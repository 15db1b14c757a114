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
    private let statuses: StatusProfile

    init(_ request: borrowing Request, _ statuses: StatusProfile) {
        let preferred = request.preferred(among: Self.mediaTypes)
        isAcceptable = preferred != nil
        isJSON = preferred != 1
        self.statuses = statuses
    }

    func head(_ status: Status, _ fields: ResponseField...) -> ResponseHead {
        let type: StaticString =
            isJSON ? "application/json; charset=utf-8" : "application/graphql-response+json; charset=utf-8"
        return ResponseHead(status, contentType: type, fields: fields)
    }

    /// The answer as it is sent: as the one event of a stream to whom nothing else pleases, where there is something to tell.
    func answer(_ outcome: Endpoint.Outcome, _ response: UnsafeRawBufferPointer) -> (head: ResponseHead, body: [UInt8])?
    {
        if isAcceptable { return nil }
        switch outcome {
        case .executed, .executedWithErrors, .refused, .unparsed:
            return (ServerSentEvents.head, ServerSentEvents.only(response))
        default: return nil
        }
    }

    func head(_ outcome: Endpoint.Outcome) -> ResponseHead {
        switch outcome {
        case .executed, .deferred: head(.ok)
        case .executedWithErrors: head(statuses == .draft ? .okWithErrors : .ok)
        case .unparsed: head(statuses == .field && isJSON ? .ok : .badRequest)
        case .refused: head(statuses == .draft ? .unprocessableContent : isJSON ? .ok : .badRequest)
        case .malformed: head(statuses == .draft ? .unprocessableContent : .badRequest)
        case .unreadable: head(.badRequest)
        case .needsStream: head(.notAcceptable)
        case .notAllowed: head(.methodNotAllowed, ResponseField("Allow", "POST"))
        case .unauthenticated: head(.unauthorized, ResponseField("WWW-Authenticate", "Bearer"))
        // Seconds: the writer empties a full queue in a fraction of one.
        case .overloaded: head(.serviceUnavailable, ResponseField("Retry-After", "1"))
        // Seconds: whoever makes room needs more than a few.
        case .insufficientStorage: head(.insufficientStorage, ResponseField("Retry-After", "10"))
        case .failed: head(.internalServerError)
        }
    }
}
