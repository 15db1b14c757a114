package import Execution

/// Refusals by whoever carries requests here: each goes with a status of its own, and is answered as every error is.
extension FieldRefusal {
    /// - Parameter methods: Those that are allowed, with commas between.
    package static func methodNotAllowed(_ methods: String) -> FieldRefusal {
        FieldRefusal(code: "METHOD_NOT_ALLOWED", message: "The methods that can be used here are \(methods).")
    }

    static let mutationByGET = FieldRefusal(
        code: "METHOD_NOT_ALLOWED", message: "A mutation changes something: send it by POST.")

    /// Clients compare the message, letter by letter.
    static let persistedQueryNotFound = FieldRefusal(
        code: "PERSISTED_QUERY_NOT_FOUND", message: "PersistedQueryNotFound")

    static let persistedQueryMismatch = FieldRefusal(
        code: "PERSISTED_QUERY_MISMATCH", message: "The document has another SHA-256 than the one beside it.")

    static let queryNotAllowed = FieldRefusal(
        code: "QUERY_NOT_ALLOWED", message: "This server answers only documents that its operator has chosen.")

    static let needsStream = FieldRefusal(
        code: "STREAM_REQUIRED", message: "A subscription is answered by a stream of events, not by one answer.")

    package static let noCaller = FieldRefusal(
        code: "UNAUTHENTICATED", message: "A stream is reserved for somebody: send a token that is good.")

    package static let unknownStream = FieldRefusal(
        code: "STREAM_NOT_FOUND", message: "There is no such reserved stream, or it is not yours.")

    package static let streamTaken = FieldRefusal(
        code: "STREAM_CONFLICT", message: "Another connection has the stream.")

    package static let operationExists = FieldRefusal(
        code: "STREAM_CONFLICT", message: "An operation of that id runs already, or too many do.")

    package static let noOperationID = FieldRefusal.badRequest(
        "The operation needs an id of 1 to 128 bytes: one \"operationId\", in the extensions or in the address.")

    package static let repeatedStream = FieldRefusal.badRequest(
        "The reserved stream is named more than once: send its token in one header line or in the address.")

    package static let unsupportedMediaType = FieldRefusal(
        code: "UNSUPPORTED_MEDIA_TYPE", message: "The Content-Type must be application/json, in UTF-8.")

    package static let compressed = FieldRefusal(
        code: "UNSUPPORTED_MEDIA_TYPE", message: "The body must not be compressed: leave Content-Encoding out.")

    package static let notAcceptable = FieldRefusal(
        code: "NOT_ACCEPTABLE",
        message: "The Accept field allows neither application/json nor application/graphql-response+json.")

    /// - Parameter limit: The bytes that a body may have.
    package static func payloadTooLarge(limit: Int) -> FieldRefusal {
        FieldRefusal(code: "PAYLOAD_TOO_LARGE", message: "The body has more than \(limit) bytes.")
    }

    /// - Parameter reason: What is wrong with the parts.
    package static func badMultipart(_ reason: String) -> FieldRefusal { badRequest(reason) }

    package static let multipartTooLarge = FieldRefusal(
        code: "PAYLOAD_TOO_LARGE",
        message: "The body has more than 100 MiB, its operations more than 1 MiB or its map more than 64 KiB.")

    package static let addressTooLong = FieldRefusal(
        code: "URI_TOO_LONG", message: "The address is too long: send the request by POST.")

    package static let headerTooLarge = FieldRefusal(
        code: "HEADER_TOO_LARGE", message: "The header has too many lines or bytes.")

    package static let requestTimeout = FieldRefusal(
        code: "REQUEST_TIMEOUT", message: "The request did not come to its end in time.")

    package static let busy = FieldRefusal(
        code: "OVERLOADED", message: "Too many large requests come at once. Try again later.")

    /// There should have been an answer.
    package static let unanswered = FieldRefusal(
        code: "INTERNAL", message: "Something failed on our side. Give us the request id.")

    /// - Parameter status: What is wrong, as the protocol names it.
    package static func unreadable(_ status: String) -> FieldRefusal {
        badRequest("No HTTP/1.1 request that can be answered here: \(status).")
    }

    package static let repeatedAuthorization = FieldRefusal.badRequest(
        "Authorization stands in more than one header line: send one.")

    package static let repeatedSession = FieldRefusal.badRequest(
        "The session stands in more than one cookie: send one.")

    package static let crossSite = FieldRefusal(
        code: "CROSS_SITE", message: "A page of another site is asking, which this server does not admit.")

    package static let couldBeForm = FieldRefusal(
        code: "CROSS_SITE",
        message: "Any page's form could send this with your cookie: add the header GraphQL-Require-Preflight.")
}
