import GraphQL
import Portal

/// SHA-256 of a document's source, by which a request may name it instead of sending it.
struct DocumentID: Hashable, Sendable {
    private let digest: [UInt8]

    init(of source: [UInt8]) { digest = SHA256.digest(source.span) }

    /// Reads 64 hexadecimal digits, alone or behind `sha256:`; nil if the text is anything else.
    init?(_ text: String) {
        let prefix = "sha256:"
        let digits = text.utf8.dropFirst(text.hasPrefix(prefix) ? prefix.utf8.count : 0)
        let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init) }
        guard digits.count == 64, values.count == 64 else { return nil }
        digest = stride(from: 0, to: 64, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }

    /// The id in a request, in either of the ways in which clients write it; nil if there is none.
    ///
    /// - Parameters:
    ///   - documentID: The member `documentId` of GraphQL over HTTP.
    ///   - extensions: The member with Apollo's `persistedQuery`.
    static func find(
        in documentID: InputValue?, _ extensions: InputValue?
    ) throws(MalformedRequest) -> DocumentID? {
        let named = try id(documentID, "documentId")
        guard let persisted = try extensions?.member("persistedQuery", of: "extensions") else { return named }
        guard named == nil else { throw MalformedRequest("The document is named twice: leave one of the names out.") }
        guard case .int(1)? = try persisted.member("version", of: "persistedQuery") else {
            throw MalformedRequest("The member \"version\" of \"persistedQuery\" must be 1.")
        }
        guard let id = try id(persisted.member("sha256Hash", of: "persistedQuery"), "sha256Hash") else {
            throw MalformedRequest("The member \"sha256Hash\" of \"persistedQuery\" is missing.")
        }
        return id
    }

    private static func id(_ value: InputValue?, _ name: String) throws(MalformedRequest) -> DocumentID? {
        switch value {
        case nil, .null: return nil
        case .string(let text):
            if let id = DocumentID(text) { return id }
            fallthrough
        default:
            throw MalformedRequest("The member \"\(name)\" must be a SHA-256: a string of 64 hexadecimal digits.")
        }
    }
}
