package import Execution
package import GraphQL
package import Portal

/// What is to be known of a GraphQL request once it has ended, for the log and the metrics.
///
/// Nothing of its variables, its token or its body is in it but the name of its operation.
package struct RequestSummary: Sendable {
    /// What its answer calls it.
    package let id: RequestID
    /// Nil if the request did not get as far as an operation that is valid.
    package private(set) var operation: OperationKind?
    /// The operation's kind, such as `query`, for an anonymous one.
    package private(set) var operationName: String?
    /// The first bytes of the SHA-256 of the document.
    package private(set) var documentHash: UInt32?
    /// Whether the operation's plan was known already.
    package private(set) var isCacheHit = false
    /// Who asked; nil if their token is wrong, or nobody looked at it.
    package private(set) var viewer: Viewer?
    /// In nodes: what the operation was estimated to cost at most; nil if it did not get that far.
    package internal(set) var estimatedCost: Int64?
    /// In nodes: what it did cost; nil if it did not run, and none of its passwords was compared.
    package internal(set) var cost: Int64?
    package private(set) var reading = Reading()
    /// How long the operation ran: SQLite, and the writing of what it gave.
    package private(set) var nanoseconds: Int64 = 0
    /// What the caller has left; nil where nobody counts.
    package internal(set) var rate: RateStatus?
    /// The codes of the errors in the answer, each once.
    package internal(set) var codes: [String] = []

    init(_ id: RequestID) { self.id = id }

    mutating func caller(_ viewer: Viewer) { self.viewer = viewer }

    mutating func planned(_ prepared: PreparedPlan, isCacheHit: Bool) {
        operation = prepared.plan.operation
        operationName = prepared.plan.operationName
        documentHash = prepared.documentHash
        self.isCacheHit = isCacheHit
    }

    mutating func executed(_ reading: Reading, for nanoseconds: Int64) {
        self.reading = reading
        self.nanoseconds = nanoseconds
    }

    mutating func told(code: String) {
        if !codes.contains(code) { codes.append(code) }
    }

    /// The same request, refused after all.
    func refused(_ refusal: FieldRefusal) -> RequestSummary {
        var summary = self
        summary.codes = [refusal.code]
        return summary
    }

    static func hash(of document: [UInt8]) -> UInt32 {
        SHA256.digest(document.span).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
