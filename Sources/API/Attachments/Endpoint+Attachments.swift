import Execution
import Portal
import SQLite
package import Storage

/// Files, which have addresses of their own.
extension Endpoint {
    /// What was found in the database.
    package enum Found<Value> {
        case value(Value)
        /// There is none, or none for who asks: which, is not said.
        case nothing
        /// Whoever asks has asked for too much.
        case limited(RateStatus)
        /// There is no answer, by a mistake of ours.
        case failed
    }

    /// What entitles to a download.
    package enum DownloadRight {
        /// An address that was given to a viewer.
        case signed(viewer: Int64, expiry: Int64, signature: [UInt8])
        /// The value of the header Authorization.
        case bearer(UnsafeRawBufferPointer?)
    }

    /// The file that may be sent to an address.
    ///
    /// - Parameter token: What stands behind `upload=`.
    package mutating func upload(_ attachment: Int64, token: [UInt8], from peer: Peer) -> Found<AnnouncedUpload> {
        find(for: \.viewer, from: peer) { (endpoint, now) in
            try UploadStore.find(
                attachment, token: token, viewers: endpoint.signIn.store, at: now, in: endpoint.connection)
        }
    }

    /// Charges an upload for all of its file, before any of it is read; it has just been found.
    ///
    /// - Returns: What its sender has left, if that is not enough.
    package mutating func charge(_ upload: AnnouncedUpload) -> RateStatus? {
        do throws(RateLimited) {
            try charge(RateLimits.price(ofBytes: upload.file.size ?? 0), at: environment.now())
            return nil
        } catch { return error.status }
    }

    /// Charges a multipart request for bytes of it, as they come or are foreseen.
    ///
    /// - Parameter place: Where in the request they are; those before have been paid for.
    /// - Returns: The refusal, if its sender has not enough left.
    package mutating func charge(_ files: FileCollection, forBytes place: Range<Int>) -> Outcome? {
        do throws(RateLimited) {
            try files.pay(RateLimits.price(ofBytes: place), at: environment.now())
            return nil
        } catch {
            summary.caller(files.sender)
            return refuse(error, summary.id)
        }
    }

    /// The file, if whoever asks may have it at this moment.
    package mutating func download(_ attachment: Int64, _ right: DownloadRight, from peer: Peer) -> Found<Download> {
        find(for: \.viewer, from: peer) { (endpoint, now) in
            switch right {
            case .signed(let viewer, let expiry, let signature):
                return try DownloadStore.find(
                    attachment, for: viewer, until: expiry, signature: signature, viewers: endpoint.signIn.store,
                    at: now, in: endpoint.connection)
            case .bearer(let authorization):
                guard let caller = try endpoint.caller(authorization, at: now) else { return nil }
                return try DownloadStore.find(attachment, for: caller.viewer, at: now, in: endpoint.connection)
            }
        }
    }

    /// Enters in the audit trail that an administrator is given a file.
    ///
    /// - Parameter later: Called on the writer's thread, with `.executed` once the entry is on the disk: not before may any
    ///   of the file leave.
    package mutating func enter(
        _ download: Download, peer: String?, _ later: @escaping @Sendable (Outcome, [RequestSummary]) -> Void
    ) throws(QueueUnavailable) {
        let subject = RecordReference(type: "Attachment", row: download.attachment)
        try writer.enter(
            AuditEntry("downloadAttachment", about: subject, .done, reading: []), by: download.viewer,
            WriteContext(now: environment.now(), requestID: summary.id.text, peer: peer), answering: [],
            .executed, summary
        ) { outcome, summaries, _ in later(outcome, summaries) }
    }

    /// Tells the log of a file that the database speaks of and the disk does not have.
    package mutating func reportMissing(_ download: Download) {
        report(summary.id.text, "the file \(download.file) of attachment \(download.attachment) is missing")
    }

    /// Something of the database as it is now, which is charged to whom it is for, or what is in vain to its caller's address.
    private mutating func find<Value>(
        for viewer: (Value) -> Viewer, from peer: Peer, _ look: (inout Endpoint, Timestamp) throws -> Value?
    ) -> Found<Value> {
        let now = environment.now()
        do {
            connection.allowWork(steps: Limits.databaseSteps)
            try snapshot.begin()
            defer { snapshot.end() }
            let value = try look(&self, now)
            try chargeRequest(of: 0, by: value.map(viewer), in: peer.network, at: now)
            return value.map(Found.value) ?? .nothing
        } catch let limited as RateLimited {
            return .limited(limited.status)
        } catch {
            report(summary.id.text, "\(error)")
            return .failed
        }
    }
}
