import Execution
package import Portal
import Storage

/// Names the answers of one run of the server, so that nobody is sent again what they have (RFC 9110 §8.8.3).
///
/// All loops share it. Another run may be of another program, or over a file that was restored, and names them anew.
package struct EntityTags: Sendable {
    private let seed: [UInt8]

    package init(_ environment: Environment) { seed = environment.randomBytes(16) }

    /// The tag of the answer to a request: another if anything differs that the answer may depend on.
    ///
    /// - Parameters:
    ///   - request: The JSON of the request.
    ///   - form: How answers are written, such as their media type.
    ///   - snapshot: The number that the database's writes have.
    func tag(of request: UnsafeRawBufferPointer, in form: String, for viewer: Viewer, snapshot: Int64) -> String {
        var hash = SHA256()
        hash.update(seed.span)
        for number in [snapshot, viewer.actorID, viewer.partnerID, viewer.rights.rawValue] {
            hash.update("\(number),".utf8.span)
        }
        hash.update("\(viewer.role.rawValue),\(form),".utf8.span)
        hash.update(Array(request).span)
        return Array(hash.finalize().prefix(16)).hexadecimal
    }
}

/// Answers that a client has kept.
package struct KeptAnswers {
    let form: String
    let contains: (String) -> Bool

    /// - Parameters:
    ///   - form: How answers are written for this client, such as their media type.
    ///   - contains: Whether the client has the answer of that tag.
    package init(in form: String, contains: @escaping (String) -> Bool) {
        self.form = form
        self.contains = contains
    }
}

extension Endpoint {
    /// Answers a query, unless the client has the answer.
    ///
    /// No tag is given to an answer that will be another without anything written, as one that depends on the time or is
    /// explained, nor to one with errors: what failed may not fail again.
    mutating func answer(
        _ asked: AskedOperation, to request: UnsafeRawBufferPointer, unlessIn kept: KeptAnswers?, _ now: Timestamp,
        _ id: RequestID
    ) throws -> Outcome {
        guard let kept, asked.planning == nil else {
            try execute(asked, now, id)
            return executor.outcome
        }
        let tag = entityTags.tag(
            of: request, in: kept.form, for: asked.caller.viewer, snapshot: try writeCounter.number())
        if kept.contains(tag) {
            entityTag = tag
            settle()
            return .notModified
        }
        try execute(asked, now, id)
        let isLasting =
            asked.prepared.plan.personalData(auditedFor: asked.caller.viewer).isEmpty
            && !asked.prepared.isFleeting
        if executor.outcome == .executed, isLasting { entityTag = tag }
        return executor.outcome
    }
}
