import Execution
import Synchronization

/// Documents that requests may name by their SHA-256: those that the operator trusts, and those that clients have sent.
///
/// <https://www.apollographql.com/docs/apollo-server/performance/apq> tells how clients send theirs once and name them
/// from then on. All loops share the documents, because what one has been sent another may be asked for.
package final class PersistedDocuments: Sendable {
    /// The largest document of a client that is kept, in bytes; a larger one has to be sent each time.
    static let maximumDocumentBytes = 64 << 10

    private let trusted: [DocumentID: [UInt8]]
    private let takesOnlyTrusted: Bool
    private let sent = Mutex(SentDocuments())

    /// - Parameters:
    ///   - trusted: Sources in UTF-8.
    ///   - takesOnlyTrusted: Whether all other documents are refused, whoever sends them.
    package init(trusted: [[UInt8]] = [], takesOnlyTrusted: Bool = false) {
        let documents = trusted.map { (DocumentID(of: $0), Self.escaped($0)) }
        self.trusted = Dictionary(documents) { first, _ in first }
        self.takesOnlyTrusted = takesOnlyTrusted
    }

    /// Calls `body` with the document that a request means, as it stands or would stand in its member `query`.
    ///
    /// A document that comes with its id is kept once `body` has returned, for which it has to be valid, if `mayBeKept`
    /// finds nothing against it.
    func withDocument<Result>(
        of request: GraphQLRequest, keptIf mayBeKept: (Result) -> Bool,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        guard let query = request.query else {
            guard let document = request.documentID.flatMap(document) else { throw FieldRefusal.persistedQueryNotFound }
            return try document.withUnsafeBytes(body)
        }
        guard takesOnlyTrusted || request.documentID != nil else { return try body(query) }
        let id = DocumentID(of: try GraphQLRequest.source(of: query))
        guard id == request.documentID ?? id else { throw RefusedRequest(.malformed, .persistedQueryMismatch) }
        guard !takesOnlyTrusted || trusted[id] != nil else { throw FieldRefusal.queryNotAllowed }
        let result = try body(query)
        if trusted[id] == nil, query.count <= Self.maximumDocumentBytes, mayBeKept(result) {
            sent.withLock { $0.insert(Array(query), id) }
        }
        return result
    }

    private func document(_ id: DocumentID) -> [UInt8]? { trusted[id] ?? sent.withLock { $0.document(id) } }

    /// The source between the quotation marks of a JSON string.
    private static func escaped(_ source: [UInt8]) -> [UInt8] {
        var output = JSONOutput(capacity: source.count + 2)
        output.string(String(decoding: source, as: UTF8.self))
        return Array(output.bytes.dropFirst().dropLast())
    }
}

/// Documents that clients have sent; those that were used lately outlive others.
///
/// They are in two halves: when the newer one is full it becomes the older one, whose documents are forgotten unless one
/// has been asked for meanwhile. So neither keeping nor finding one looks at any other.
struct SentDocuments {
    /// The most documents, and the most bytes that they may take together.
    static let maximumCount = 10_000
    static let maximumBytes = 32 << 20

    private var newer: [DocumentID: [UInt8]] = [:]
    private var older: [DocumentID: [UInt8]] = [:]
    /// Of the newer half.
    private var bytes = 0

    mutating func document(_ id: DocumentID) -> [UInt8]? {
        if let document = newer[id] { return document }
        guard let document = older[id] else { return nil }
        insert(document, id)
        return document
    }

    mutating func insert(_ document: [UInt8], _ id: DocumentID) {
        guard newer[id] == nil else { return }
        if newer.count >= Self.maximumCount / 2 || bytes + document.count > Self.maximumBytes / 2 {
            older = newer
            newer = [:]
            bytes = 0
        }
        newer[id] = document
        bytes += document.count
    }
}
