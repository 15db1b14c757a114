import Dispatch
import Foundation
import Portal
import Synchronization
import TestSupport
import Testing

@testable import Storage

@Suite("Putting files on the disk")
struct FileKeeperTests {
    let directory: TemporaryDirectory
    let files: FileDirectory

    init() throws {
        directory = try TemporaryDirectory()
        files = FileDirectory(path: directory.file("files"))
    }

    /// Sends the pieces of a file, and waits for its end.
    private func send(
        _ pieces: [[UInt8]], as name: String = "a.txt", size: Int? = nil, to keeper: FileKeeper
    ) -> Result<StoredFile, UploadFailure>? {
        let ending = Mutex<Result<StoredFile, UploadFailure>?>(nil)
        let (isOver, hasRoom) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let announced = AnnouncedFile(name: name, size: size ?? pieces.reduce(0) { $0 + $1.count }, uploader: 1)
        let upload = keeper.receive(announced, onRoom: { hasRoom.signal() }) { result in
            ending.withLock { $0 = result }
            isOver.signal()
        }
        guard let upload else { return nil }
        for (index, piece) in pieces.enumerated()
        where !keeper.take(piece, of: upload, isLast: index == pieces.count - 1) {
            hasRoom.wait()
        }
        isOver.wait()
        return ending.withLock { $0 }
    }

    /// What is in the directory: parts that were left, too.
    private var entries: [String] {
        (FileManager.default.enumerator(atPath: files.path)?.allObjects as? [String] ?? []).sorted()
    }

    @Test("A file of many pieces is whole under a name of ours, with its SHA-256, and only its owner may read it")
    func keeps() throws {
        let keeper = try FileKeeper(files, .fixed(at: Timestamp(milliseconds: 0), seed: 1))
        let pieces = (0..<50).map { [UInt8](repeating: UInt8(0x41 + $0 % 26), count: 65_536) }
        let file = try #require(try send(pieces, to: keeper)?.get())
        let content = pieces.flatMap { $0 }
        #expect(file.size == content.count)
        #expect(file.sha256 == SHA256.digest(content.span).hexadecimal)
        #expect(file.type == .plainText)
        #expect(file.name.utf8.count == 32)
        #expect(entries == ["\(file.name.prefix(2))", "\(file.name.prefix(2))/\(file.name)"])
        #expect(try Array(Data(contentsOf: URL(filePath: files.path(of: file.name)))) == content)
        let permissions = try [files.path, files.folder(of: file.name), files.path(of: file.name)].map {
            try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int
        }
        #expect(permissions == [0o700, 0o700, 0o600])
        keeper.remove([file.name])
        keeper.stop()
        #expect(entries == ["\(file.name.prefix(2))"])
    }

    @Test("Bytes one by one are the same file")
    func splits() throws {
        let keeper = try FileKeeper(files, .fixed(at: Timestamp(milliseconds: 0), seed: 1))
        let text = Array(String(repeating: "Ärger 😀 ", count: 100).utf8)
        let file = try #require(try send(text.map { [$0] }, to: keeper)?.get())
        #expect(file.sha256 == SHA256.digest(text.span).hexadecimal)
    }

    static let refused: [(String, [[UInt8]], Int?, UploadFailure)] = [
        ("a.pdf", [Array("MZ\u{90}\0".utf8)], nil, .forbiddenType),
        ("a.txt", [[UInt8](repeating: 0, count: 600), [1]], nil, .forbiddenType),
        ("a.txt", [Array("abc".utf8)], 2, .wrongSize),
        ("a.txt", [Array("abc".utf8)], 4, .wrongSize),
        ("a.txt", [Array("abc".utf8), [], Array("d".utf8)], 3, .wrongSize),
    ]

    @Test("Nothing is left of a file that is not what was announced", arguments: refused)
    func refuses(_ name: String, _ pieces: [[UInt8]], _ size: Int?, _ failure: UploadFailure) throws {
        let keeper = try FileKeeper(files, .fixed(at: Timestamp(milliseconds: 0), seed: 1))
        #expect(send(pieces, as: name, size: size, to: keeper) == .failure(failure))
        keeper.stop()
        #expect(entries == [])
    }

    @Test("Nothing is left of a file whose client has gone, and its uploader may send others")
    func abandoned() throws {
        let keeper = try FileKeeper(files, .fixed(at: Timestamp(milliseconds: 0), seed: 1))
        for _ in 1...20 {
            let announced = AnnouncedFile(name: "a.txt", size: 3, uploader: 1)
            let begun = keeper.receive(announced, onRoom: {}) { _ in Issue.record("Nobody waits for it") }
            let upload = try #require(begun)
            #expect(keeper.take(Array("ab".utf8), of: upload, isLast: false))
            keeper.abandon(upload)
            keeper.abandon(upload)
            let isDone = DispatchSemaphore(value: 0)
            keeper.run { _ in isDone.signal() }
            isDone.wait()
        }
        keeper.stop()
        #expect(entries == [])
    }

    @Test("What waits for the thread is counted")
    func waiting() throws {
        let keeper = try FileKeeper(files, .fixed(at: Timestamp(milliseconds: 0), seed: 1))
        let (isReached, isOpen) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        keeper.run { _ in
            isReached.signal()
            isOpen.wait()
        }
        isReached.wait()
        #expect(keeper.waiting == 0)
        let begun = keeper.receive(AnnouncedFile(name: "a.txt", size: 3, uploader: 1), onRoom: {}) { _ in }
        let upload = try #require(begun)
        _ = keeper.take(Array("ab".utf8), of: upload, isLast: false)
        keeper.remove(["x"])
        #expect(keeper.waiting == 2)
        keeper.abandon(upload)
        #expect(keeper.waiting == 3)
        isOpen.signal()
        keeper.stop()
        #expect(keeper.waiting == 0)
    }

    @Test("Eight files of one uploader come in at once, and 64 of all")
    func many() throws {
        let keeper = try FileKeeper(files, .fixed(at: Timestamp(milliseconds: 0), seed: 1))
        func begin(_ uploader: Int64) -> Upload? {
            let announced = AnnouncedFile(name: "a.txt", size: 3, uploader: uploader)
            return keeper.receive(announced, onRoom: {}) { _ in }
        }
        let first = (1...8).compactMap { _ in begin(1) }
        #expect(first.count == 8)
        #expect(begin(1) == nil)
        let others = (0..<56).compactMap { begin($0 / 8 + 2) }
        #expect(others.count == 56)
        #expect(begin(100) == nil)
        keeper.abandon(first[0])
        keeper.stop()
        #expect(begin(100) != nil)
    }

    @Test("However much waits for the disk, no piece of a file is lost, and none is left of one that was abandoned")
    func crowded() throws {
        let keeper = try FileKeeper(files, .fixed(at: Timestamp(milliseconds: 0), seed: 1))
        let mayGoOn = DispatchSemaphore(value: 0)
        keeper.run { _ in mayGoOn.wait() }
        let ending = Mutex<Result<StoredFile, UploadFailure>?>(nil)
        func begin(_ completion: @escaping Upload.Completion) throws -> Upload {
            let announced = AnnouncedFile(name: "a.txt", size: nil, uploader: 1)
            let upload = keeper.receive(announced, onRoom: {}, completion: completion)
            return try #require(upload)
        }
        let upload = try begin { result in ending.withLock { $0 = result } }
        let others = try (1...7).map { _ in try begin { _ in Issue.record("Nobody waits for it") } }
        for other in others { _ = keeper.take([0x61], of: other, isLast: false) }
        let count = 20_000
        for index in 1...count { _ = keeper.take([0x61], of: upload, isLast: index == count) }
        for other in others { keeper.abandon(other) }
        mayGoOn.signal()
        keeper.stop()
        let file = try #require(try ending.withLock { $0 }?.get())
        #expect(file.size == count)
        #expect(file.sha256 == SHA256.digest([UInt8](repeating: 0x61, count: count).span).hexadecimal)
        #expect(files.names == [file.name])
        #expect((1...9).map { _ in keeper.begin(1) } == [Bool](repeating: true, count: 8) + [false])
    }

    @Test("Files leave 256 MiB of the disk to others, whoever fills it while they come")
    func reserve() throws {
        let room = Mutex(256 << 20)
        let fixed = Environment.fixed(at: Timestamp(milliseconds: 0), seed: 1)
        let environment = Environment(
            now: fixed.now, nanoseconds: fixed.nanoseconds, randomBytes: fixed.randomBytes,
            room: { [files] path in path == files.path ? room.withLock { $0 } : 0 })
        let keeper = try FileKeeper(files, environment)
        #expect(send([Array("abc".utf8)], to: keeper) == .failure(.noRoom))
        room.withLock { $0 += 3 }
        #expect(send([Array("abcd".utf8)], to: keeper) == .failure(.noRoom))
        let isWritten = DispatchSemaphore(value: 0)
        let ending = Mutex<Result<StoredFile, UploadFailure>?>(nil)
        let announced = AnnouncedFile(name: "a.txt", size: 3, uploader: 1)
        let begun = keeper.receive(announced, onRoom: {}) { result in ending.withLock { $0 = result } }
        let upload = try #require(begun)
        _ = keeper.take(Array("a".utf8), of: upload, isLast: false)
        keeper.run { _ in isWritten.signal() }
        isWritten.wait()
        #expect(ending.withLock { $0 } == nil)
        room.withLock { $0 = (256 << 20) + 1 }
        _ = keeper.take(Array("bc".utf8), of: upload, isLast: true)
        keeper.run { _ in isWritten.signal() }
        isWritten.wait()
        #expect(ending.withLock { $0 } == .failure(.noRoom))
        #expect(entries == [])
        room.withLock { $0 += 2 }
        #expect(try send([Array("abc".utf8)], to: keeper)?.get().size == 3)
        keeper.stop()
    }

    @Test("A disk without room is told as such")
    func noRoom() {
        #expect(UploadFailure(FileFailure("write", errno: ENOSPC)) == .noRoom)
        #expect(UploadFailure(FileFailure("write", errno: EIO)) == .failed("write: Input/output error"))
    }

    @Test("What a crash left half written is removed at the next start")
    func parts() throws {
        try FileManager.default.createDirectory(atPath: files.path, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: files.part(of: "0123")))
        try FileKeeper(files, .fixed(at: Timestamp(milliseconds: 0), seed: 1)).stop()
        #expect(entries == [])
    }

    @Test("There is tidying at the start and every ten minutes, and what it finds is removed")
    func tidies() throws {
        try FileManager.default.createDirectory(atPath: files.folder(of: "00"), withIntermediateDirectories: true)
        let name = String(repeating: "0", count: 32)
        try Data().write(to: URL(filePath: files.path(of: name)))
        let time = Mutex(Timestamp(milliseconds: 0))
        let environment = Environment(
            now: { time.withLock { $0 } }, nanoseconds: { 0 }, randomBytes: { [UInt8](repeating: 0, count: $0) },
            room: { _ in .max })
        let tidied = DispatchSemaphore(value: 0)
        let keeper = try FileKeeper(files, environment) { remove in
            remove([name])
            tidied.signal()
        }
        tidied.wait()
        time.withLock { $0 = $0.adding(FileKeeper.timeToTidy) }
        keeper.run { _ in }
        tidied.wait()
        keeper.stop()
        #expect(files.names == [])
    }

    @Test("A file that the database does not speak of is removed, however young it is")
    func unknown() throws {
        let database = try ServedDatabase(path: directory.file("portico.db")).database
        let files = FileDirectory(beside: database)
        let connection = try database.connectForWriting()
        _ = try Demo.fill(connection, files, .fixed(at: Timestamp(milliseconds: 1_763_750_096_789), seed: 1))
        let known = try connection.texts("SELECT DISTINCT file FROM attachment ORDER BY file")
        let name = String(repeating: "f", count: 32)
        try FileManager.default.createDirectory(atPath: files.folder(of: name), withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: files.path(of: name)))
        #expect(files.names.sorted() == known + [name])
        try files.removeUnknown(to: database)
        #expect(files.names.sorted() == known)
    }
}
