import Execution
import SQLite
package import Portal
package import Storage

/// Takes the files that people send, for all loops: the keeper puts them on the disk, then the writer in the database.
package final class AttachmentDesk: Sendable {
    /// How an upload ended.
    package enum Outcome: Sendable {
        /// All of it is there; the text is JSON for its client.
        case stored([UInt8])
        /// Another upload to the same address was faster.
        case late
        case refused(UploadFailure)
        /// Too many changes wait: the same may succeed a little later.
        case overloaded
    }

    /// A file on its way.
    package struct Running: Sendable {
        fileprivate let upload: Upload
        /// When it must be there.
        fileprivate let deadline: Timestamp
    }

    /// What becomes of the rest of a file.
    package enum Next: Sendable {
        case more
        /// More, after `onRoom`.
        case pause
        /// Nothing: it took too long.
        case tooLate
    }

    /// Where files are.
    package var directory: FileDirectory { keeper.directory }

    /// Pieces of files, and other orders, that wait for the keeper.
    package var waiting: Int { keeper.waiting }

    private let keeper: FileKeeper
    private let writer: MutationWriter
    private let environment: Environment

    /// How long a request may take, in milliseconds: 25 MiB at 30 kB/s.
    private static let longest = 15 * Timestamp.minute

    /// Begins with what is left of earlier runs, and goes on tidying.
    package init(_ database: Database, writer: MutationWriter, _ environment: Environment) throws {
        keeper = try FileKeeper(FileDirectory(beside: database), environment) { remove in
            // A full queue is emptied by the next time.
            try? writer.forgetUnfinishedUploads(at: environment.now(), remove)
        }
        // Before the first file is taken.
        keeper.run { directory in
            do { try directory.removeUnknown(to: database) } catch {
                writer.report("", "unknown files were not removed: \(error)")
            }
        }
        self.writer = writer
        self.environment = environment
    }

    /// Finishes what has come, and ends; before the writer does.
    package func stop() { keeper.stop() }

    /// Begins to take a file.
    ///
    /// - Parameters:
    ///   - onRoom: Called from another thread when more may come.
    ///   - later: Called once, from another thread, unless the upload is abandoned.
    /// - Returns: Nil while too many others come in.
    package func receive(
        _ announced: AnnouncedUpload, requestID: String, peer: String?, onRoom: @escaping @Sendable () -> Void,
        later: @escaping @Sendable (Outcome) -> Void
    ) -> Running? {
        let upload = keeper.receive(announced.file, onRoom: onRoom) { [self] result in
            switch result {
            case .failure(let failure):
                if case .failed(let text) = failure { writer.report(requestID, text) }
                later(.refused(failure))
            case .success(let file):
                let context = WriteContext(now: environment.now(), requestID: requestID, peer: peer)
                keep(file, of: announced, context, later)
            }
        }
        return upload.map { Running(upload: $0, deadline: newDeadline) }
    }

    /// When a request that begins now must be there.
    package var newDeadline: Timestamp { environment.now().adding(Self.longest) }

    package func isOver(_ deadline: Timestamp) -> Bool { environment.now() > deadline }

    /// Begins to take the files of a multipart request.
    ///
    /// - Parameters:
    ///   - onRoom: Called from another thread when more may come.
    ///   - later: Called with the response of the mutation, from another thread, unless the files are abandoned.
    /// - Returns: Nil while too many others come in.
    package func collect(
        for pending: PendingMutation, onRoom: @escaping @Sendable () -> Void, later: @escaping Endpoint.Later
    ) -> FileCollection? {
        guard keeper.begin(pending.uploader) else {
            pending.giveBack()
            return nil
        }
        let later = pending.account.map { $0.settling(later, environment) } ?? later
        return FileCollection(pending, keeper, onRoom: onRoom) { [self] files in carryOut(pending, files, later) }
    }

    private func carryOut(_ pending: PendingMutation, _ files: SentFiles, _ later: @escaping Endpoint.Later) {
        var request = pending.request
        let id = request.context.requestID
        request.context = WriteContext(now: environment.now(), requestID: id, peer: request.context.peer)
        request.files = files
        let refuse = { (outcome: Endpoint.Outcome, refusal: FieldRefusal) in
            let response = request.refused(outcome, refusal)
            later(response.outcome, [response.summary], response.bytes)
        }
        for file in files.byHandle.values {
            switch file.result {
            case .failure(.noRoom):
                keeper.remove(files.stored)
                return refuse(.insufficientStorage, .insufficientStorage)
            case .failure(.failed(let text)):
                keeper.remove(files.stored)
                writer.report(id, text)
                return refuse(.failed, .failure(id))
            default: break
            }
        }
        do throws(QueueUnavailable) {
            try writer.submit(request) { [self] outcome, summaries, response in
                later(outcome, summaries, response)
                // A full queue keeps them until the server starts again.
                try? writer.findUnused(files.stored) { [keeper] in keeper.remove($0) }
            }
        } catch {
            keeper.remove(files.stored)
            refuse(.overloaded, .overloaded)
        }
    }

    /// Takes the next piece.
    package func take(_ piece: [UInt8], of running: Running, isLast: Bool) -> Next {
        guard !isOver(running.deadline) else { return .tooLate }
        return keeper.take(piece, of: running.upload, isLast: isLast) ? .more : .pause
    }

    /// Forgets a file whose client has gone.
    package func abandon(_ running: Running) { keeper.abandon(running.upload) }

    private func keep(
        _ file: StoredFile, of announced: AnnouncedUpload, _ context: WriteContext,
        _ later: @escaping @Sendable (Outcome) -> Void
    ) {
        do throws(QueueUnavailable) {
            try writer.keep(file, of: announced, context) { [keeper] result in
                if case .success(true) = result {
                    later(.stored(Self.answer(file, announced.attachment)))
                } else {
                    keeper.remove([file.name])
                    switch result {
                    case .success: later(.late)
                    case .failure(let failure): later(Self.outcome(failure))
                    }
                }
            }
        } catch {
            keeper.remove([file.name])
            later(.overloaded)
        }
    }

    private static func outcome(_ failure: SQLiteError) -> Outcome {
        switch failure.reason {
        case .full: .refused(.noRoom)
        case .busy: .overloaded
        default: .refused(.failed("\(failure)"))
        }
    }

    private static func answer(_ file: StoredFile, _ attachment: Int64) -> [UInt8] {
        var output = JSONOutput(capacity: 256)
        output.raw("{\"id\":")
        output.string(GlobalID.encode("Attachment", attachment))
        output.raw(",\"mediaType\":")
        output.string(file.type.mediaType)
        output.raw(",\"size\":")
        output.integer(Int64(file.size))
        output.raw(",\"sha256\":")
        output.string(file.sha256)
        output.raw("}")
        return Array(output.bytes)
    }
}
