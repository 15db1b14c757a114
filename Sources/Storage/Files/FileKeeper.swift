package import Portal
import Synchronization

/// The thread that puts what clients send on the disk, so that no event loop waits for it.
package final class FileKeeper: Sendable {
    /// Where the files are.
    package let directory: FileDirectory
    private let queue: BoundedQueue<Order>
    private let thread: Mutex<Thread?>
    private let running: RunningUploads

    /// What the thread is to do.
    private enum Order: Sendable {
        case write([UInt8], Upload, isLast: Bool)
        case discard(Upload)
        case end(uploader: Int64)
        case remove([String])
        case run(@Sendable (FileDirectory) -> Void)
    }

    /// Removes files once those who know better have said which.
    package typealias Remove = @Sendable (_ names: [String]) -> Void

    /// How often there is tidying, in milliseconds.
    static let timeToTidy = 10 * Timestamp.minute
    /// How late it may be, in milliseconds.
    private static let patience: Int32 = 60_000

    /// Removes what a crash has left of files that were not whole, and starts the thread.
    ///
    /// - Parameters:
    ///   - environment: Makes the names, and says when it is time.
    ///   - tidy: Called on the thread at the start and every ten minutes; what it is given it may call from anywhere.
    package init(
        _ directory: FileDirectory, _ environment: Environment,
        tidy: @escaping @Sendable (@escaping Remove) -> Void = { _ in }
    ) throws {
        // What is let in bounds it. An order that found no room would be a hole in a file, or a place that is never free again.
        let queue = try BoundedQueue<Order>(capacity: .max)
        let running = RunningUploads()
        let thread = try Thread {
            directory.removeParts()
            var desk = Desk(directory, environment, running)
            var nextTidying = environment.now()
            repeat {
                let now = environment.now()
                guard now >= nextTidying else { continue }
                nextTidying = now.adding(Self.timeToTidy)
                tidy { names in Self.remove(names, queue, directory) }
            } while desk.carryOut(queue.next(atMost: 16, patience: Self.patience))
        }
        self.directory = directory
        self.queue = queue
        self.running = running
        self.thread = Mutex(thread)
    }

    deinit { stop() }

    /// Pieces of files, and other orders, that wait to be carried out.
    package var waiting: Int { queue.count }

    /// Begins to take a file.
    ///
    /// - Parameters:
    ///   - onRoom: Called on the keeper's thread when the next piece may come, after `take` has said that it may not.
    ///   - completion: Called on the keeper's thread when the file is on the disk or will not be, unless it was abandoned.
    /// - Returns: Nil while too many others come in.
    package func receive(
        _ announced: AnnouncedFile, onRoom: @escaping @Sendable () -> Void, completion: @escaping Upload.Completion
    ) -> Upload? {
        guard running.begin(announced.uploader) else { return nil }
        return Upload(announced, isCounted: true, onRoom: onRoom, completion: completion)
    }

    /// Counts a request that brings several files as one upload; false while too many others come in.
    package func begin(_ uploader: Int64) -> Bool { running.begin(uploader) }

    /// Such a request is over: each of its files is on the disk or will not be.
    package func end(_ uploader: Int64) { running.end(uploader) }

    /// Forgets the files of such a request, whose client has gone, unless they are kept already.
    ///
    /// It is over when nothing waits for the thread that came with it: who begins and breaks off, again and again, has no
    /// more waiting than others.
    package func abandon(_ uploads: [Upload], of uploader: Int64) {
        for upload in uploads { abandon(upload) }
        append(.end(uploader: uploader))
    }

    /// Begins to take one of several files.
    package func receivePart(
        _ announced: AnnouncedFile, onRoom: @escaping @Sendable () -> Void, completion: @escaping Upload.Completion
    ) -> Upload { Upload(announced, isCounted: false, onRoom: onRoom, completion: completion) }

    /// Hands on the next piece of a file; those of one that has failed are thrown away.
    ///
    /// - Returns: Whether the next may come at once; otherwise `onRoom` will be called when it may.
    package func take(_ piece: [UInt8], of upload: Upload, isLast: Bool) -> Bool {
        let mayCome = upload.sent()
        append(.write(piece, upload, isLast: isLast))
        return mayCome
    }

    /// Forgets a file whose client has gone, unless it is kept already.
    package func abandon(_ upload: Upload) {
        if upload.end() { append(.discard(upload)) }
    }

    /// Removes files that the database does not speak of any more.
    package func remove(_ names: [String]) { Self.remove(names, queue, directory) }

    /// When the thread takes nothing more, whoever asks has to wait for the disk.
    private static func remove(_ names: [String], _ queue: BoundedQueue<Order>, _ directory: FileDirectory) {
        guard !names.isEmpty else { return }
        do throws(QueueUnavailable) { try queue.append(.remove(names)) } catch {
            for name in names { directory.remove(name) }
        }
    }

    /// Runs `body` on the thread.
    package func run(_ body: @escaping @Sendable (FileDirectory) -> Void) { append(.run(body)) }

    /// A keeper that has stopped takes nothing, and nobody will be there to be told.
    private func append(_ order: Order) { try? queue.append(order) }

    /// Finishes what it has, and ends the thread.
    package func stop() {
        queue.close()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }

    /// What the thread has before it.
    private struct Desk {
        private let directory: FileDirectory
        private let environment: Environment
        private let running: RunningUploads
        private var files: [ObjectIdentifier: IncomingFile] = [:]

        init(_ directory: FileDirectory, _ environment: Environment, _ running: RunningUploads) {
            self.directory = directory
            self.environment = environment
            self.running = running
        }

        /// False when there will be no more.
        mutating func carryOut(_ orders: [Order]?) -> Bool {
            guard let orders else { return false }
            for order in orders { carryOut(order) }
            return true
        }

        private mutating func carryOut(_ order: Order) {
            switch order {
            case .write(let piece, let upload, let isLast):
                if !upload.isOver { write(piece, upload, isLast: isLast) }
                upload.confirm()
            case .discard(let upload): forget(upload)
            case .end(let uploader): running.end(uploader)
            case .remove(let names): for name in names { directory.remove(name) }
            case .run(let body): body(directory)
            }
        }

        private mutating func write(_ piece: [UInt8], _ upload: Upload, isLast: Bool) {
            do throws(UploadFailure) {
                let file = try file(of: upload)
                try file.write(piece)
                if isLast { end(upload, .success(try file.keep())) }
            } catch { end(upload, .failure(error)) }
        }

        private mutating func end(_ upload: Upload, _ result: Result<StoredFile, UploadFailure>) {
            guard upload.end() else { return directory.remove(result) }
            forget(upload)
            upload.completion(result)
        }

        private mutating func forget(_ upload: Upload) {
            files[ObjectIdentifier(upload)] = nil
            if upload.isCounted { running.end(upload.announced.uploader) }
        }

        private mutating func file(of upload: Upload) throws(UploadFailure) -> IncomingFile {
            if let file = files[ObjectIdentifier(upload)] { return file }
            let announced = upload.announced
            let file = try IncomingFile(
                announced.name, size: announced.size, as: environment.randomBytes(16).hexadecimal, in: directory,
                room: environment.room)
            files[ObjectIdentifier(upload)] = file
            return file
        }
    }
}
