import Portal
import Storage
import Synchronization

/// The files of a multipart request, one after the other; when all are there, or refused, its mutation is carried out.
package final class FileCollection: Sendable {
    private struct State {
        var files = SentFiles()
        /// All that have begun: they hold this collection, which lets them go when it is over.
        var uploads: [Upload] = []
        /// Files that have begun and not ended.
        var awaited = 0
        var isClosed = false
        var isOver = false

        mutating func end() {
            isOver = true
            uploads = []
        }
    }

    private let pending: PendingMutation
    private let keeper: FileKeeper
    private let onRoom: @Sendable () -> Void
    private let completion: @Sendable (SentFiles) -> Void
    private let state = Mutex(State())

    init(
        _ pending: PendingMutation, _ keeper: FileKeeper, onRoom: @escaping @Sendable () -> Void,
        completion: @escaping @Sendable (SentFiles) -> Void
    ) {
        self.pending = pending
        self.keeper = keeper
        self.onRoom = onRoom
        self.completion = completion
    }

    /// Who sends them.
    var sender: Viewer { pending.request.caller.viewer }

    /// Charges their sender.
    func pay(_ cost: Int64, at now: Timestamp) throws(RateLimited) { try pending.account?.take(cost, at: now) }

    /// Begins the file of a part that the map names.
    package func begin(_ part: String, named name: String) {
        guard let handle = pending.map.handles[part] else { return }
        state.withLock { $0.awaited += 1 }
        let announced = AnnouncedFile(name: name, size: nil, uploader: pending.uploader)
        let upload = keeper.receivePart(announced, onRoom: onRoom) { [self] result in
            ended(handle, SentFiles.SentFile(name: name, result: result))
        }
        state.withLock { $0.uploads.append(upload) }
    }

    /// Takes the next piece of the file; false if no more may come until `onRoom`.
    package func take(_ piece: [UInt8], isLast: Bool) -> Bool {
        let upload = state.withLock { $0.uploads.last }
        return upload.map { keeper.take(piece, of: $0, isLast: isLast) } ?? true
    }

    /// All files have been handed over.
    package func close() {
        finishIfComplete { $0.isClosed = true }
    }

    /// Forgets them, because their client has gone.
    package func abandon() {
        let (wasOver, uploads, stored) = state.withLock { state in
            defer { state.end() }
            return (state.isOver, state.uploads, state.files.stored)
        }
        guard !wasOver else { return }
        pending.giveBack()
        keeper.abandon(uploads, of: pending.uploader)
        keeper.remove(stored)
    }

    private func ended(_ handle: String, _ file: SentFiles.SentFile) {
        let isWanted = finishIfComplete { state in
            state.files.byHandle[handle] = file
            state.awaited -= 1
        }
        if !isWanted, let stored = file.stored { keeper.remove([stored.name]) }
    }

    /// Returns: Whether there was anything to change: false if it is over already.
    @discardableResult
    private func finishIfComplete(_ change: (inout State) -> Void) -> Bool {
        let (wasOver, files): (Bool, SentFiles?) = state.withLock { state in
            if state.isOver { return (true, nil) }
            change(&state)
            guard state.isClosed, state.awaited == 0 else { return (false, nil) }
            state.end()
            return (false, state.files)
        }
        if let files {
            keeper.end(pending.uploader)
            completion(files)
        }
        return !wasOver
    }
}
