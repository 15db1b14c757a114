import Glibc
package import Portal

/// A file whose bytes are all on the disk, under a name of ours, and of which the database may now speak.
package struct StoredFile: Equatable, Sendable {
    /// 32 hexadecimal digits.
    package let name: String
    package let size: Int
    package let sha256: String
    package let type: FileType
}

/// Why a file was not kept.
package enum UploadFailure: Error, Equatable {
    /// It is of no type that is taken, or is not what its name says.
    case forbiddenType
    /// It has more or fewer bytes than announced.
    case wrongSize
    /// It has more bytes than a file may have.
    case tooLarge
    /// The disk has no room for it, or none but what files leave to the database.
    case noRoom
    /// Something failed on our side; the text is for the log.
    case failed(String)

    init(_ failure: FileFailure) { self = failure.isNoRoom ? .noRoom : .failed("\(failure)") }
}

/// A file on its way to the disk: written under another name first, so that what has its name is whole.
///
/// Nothing is left of one that is given up.
final class IncomingFile {
    /// As its client calls it: for its type only.
    private let clientName: String
    private let size: Int?
    private let name: String
    private let directory: FileDirectory
    private let room: @Sendable (_ path: String) -> Int
    private let descriptor: Int32
    private var hash = SHA256()
    private var head: [UInt8] = []
    private var count = 0
    private var isKept = false

    /// Bytes of the disk that are not for files, but for the database: it goes on taking changes when it takes no more files.
    static let reserve = 256 << 20

    /// - Parameters:
    ///   - clientName: What its client calls it, which is looked at for the type's ending.
    ///   - size: Bytes that it must have; nil for any number that a file may have.
    ///   - name: 32 hexadecimal digits that no other file has.
    ///   - room: Bytes that may still be written where a path is; of them `reserve` stay.
    init(
        _ clientName: String, size: Int?, as name: String, in directory: FileDirectory,
        room: @escaping @Sendable (_ path: String) -> Int
    ) throws(UploadFailure) {
        self.clientName = clientName
        self.size = size
        self.name = name
        self.directory = directory
        self.room = room
        do throws(FileFailure) { try directory.make(directory.path) } catch { throw UploadFailure(error) }
        guard room(directory.path) - (size ?? 0) >= Self.reserve else { throw .noRoom }
        descriptor = unsafe open(directory.part(of: name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw UploadFailure(FileFailure("open", errno: errno)) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        guard !isKept else { return }
        unsafe unlink(directory.part(of: name))
        directory.remove(name)
    }

    /// Appends the next bytes, unless the type that they show, or their number, is wrong.
    func write(_ bytes: [UInt8]) throws(UploadFailure) {
        guard bytes.count <= (size ?? AttachmentRule.maximumSize) - count else {
            throw size == nil ? .tooLarge : .wrongSize
        }
        // Others fill the disk, too, while it comes.
        guard room(directory.path) - bytes.count >= Self.reserve else { throw .noRoom }
        let wasShort = head.count < FileType.headLength
        if wasShort { head += bytes.prefix(FileType.headLength - head.count) }
        if wasShort, head.count == FileType.headLength { _ = try type }
        hash.update(bytes.span)
        count += bytes.count
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw UploadFailure(FileFailure("write", errno: errno)) }
            rest = rest.dropFirst(written)
        }
    }

    /// Gives the file its name, once all of it is on the disk; nothing can be written afterwards.
    func keep() throws(UploadFailure) -> StoredFile {
        guard size == nil || count == size else { throw .wrongSize }
        let type = try type
        do throws(FileFailure) {
            guard fsync(descriptor) == 0 else { throw FileFailure("fsync", errno: errno) }
            let folder = directory.folder(of: name)
            try directory.make(folder)
            guard unsafe rename(directory.part(of: name), directory.path(of: name)) == 0 else {
                throw FileFailure("rename", errno: errno)
            }
            try directory.synchronize(folder)
            isKept = true
        } catch { throw UploadFailure(error) }
        return StoredFile(name: name, size: count, sha256: hash.finalize().hexadecimal, type: type)
    }

    private var type: FileType {
        get throws(UploadFailure) {
            let head = head
            guard let type = FileType.found(in: head.span, named: clientName) else { throw .forbiddenType }
            return type
        }
    }
}
