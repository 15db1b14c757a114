import Synchronization

/// What is known of a file before its bytes come.
package struct AnnouncedFile: Sendable {
    /// What its client calls it.
    package let name: String
    /// In bytes; nil if that is not known, and it may have as many as a file may have.
    package let size: Int?
    /// The actor who sends it.
    package let uploader: Int64

    package init(name: String, size: Int?, uploader: Int64) {
        self.name = name
        self.size = size
        self.uploader = uploader
    }
}

/// A file that somebody is sending, seen by the loop that reads it and by the thread that writes it.
package final class Upload: Sendable {
    /// Told how it ended.
    package typealias Completion = @Sendable (Result<StoredFile, UploadFailure>) -> Void

    private struct State {
        /// Pieces on their way to the disk.
        var waiting = 0
        var isOver = false
    }

    let announced: AnnouncedFile
    /// Whether it is one of those of which there are only so many; otherwise it is a part of one.
    let isCounted: Bool
    private let onRoom: @Sendable () -> Void
    let completion: Completion
    private let state = Mutex(State())

    /// Pieces on their way, from which on the client is not read: with 64 KiB each, what a slow disk makes the server hold.
    static let mostPieces = 4

    init(
        _ announced: AnnouncedFile, isCounted: Bool, onRoom: @escaping @Sendable () -> Void,
        completion: @escaping Completion
    ) {
        self.announced = announced
        self.isCounted = isCounted
        self.onRoom = onRoom
        self.completion = completion
    }

    /// Counts a piece on its way; whether there may be another.
    func sent() -> Bool {
        state.withLock {
            $0.waiting += 1
            return $0.waiting < Self.mostPieces
        }
    }

    /// Counts a piece that has been written.
    func confirm() {
        let waiting = state.withLock {
            $0.waiting -= 1
            return $0.waiting
        }
        if waiting == Self.mostPieces / 2 { onRoom() }
    }

    var isOver: Bool { state.withLock { $0.isOver } }

    /// Ends it; false if it was over already.
    func end() -> Bool {
        state.withLock { state in
            let isFirst = !state.isOver
            state.isOver = true
            return isFirst
        }
    }
}
