package import Execution

/// Refusals by whoever carries requests here: each goes with a status of its own, and is answered as every error is.
extension FieldRefusal {
    package static let methodNotAllowed = FieldRefusal(code: "METHOD_NOT_ALLOWED", message: "Ask by GET or POST.")

    static let mutationByGET = FieldRefusal(
        code: "METHOD_NOT_ALLOWED", message: "A mutation changes something: send it by POST.")

    package static let unsupportedMediaType = FieldRefusal(
        code: "UNSUPPORTED_MEDIA_TYPE", message: "The Content-Type must be application/json, in UTF-8.")

    package static let compressed = FieldRefusal(
        code: "UNSUPPORTED_MEDIA_TYPE", message: "The body must not be compressed: leave Content-Encoding out.")

    package static let notAcceptable = FieldRefusal(
        code: "NOT_ACCEPTABLE",
        message: "The Accept field allows neither application/json nor application/graphql-response+json.")

    package static let repeatedAuthorization = FieldRefusal.badRequest(
        "Authorization stands in more than one header line: send one.")
}
