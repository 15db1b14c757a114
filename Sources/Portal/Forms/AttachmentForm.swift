/// A file that is announced before its bytes come, or with them.
package struct AttachmentForm: Equatable, Sendable {
    package var fileName: String?
    /// What the client believes it to be.
    package var mediaType: String?
    /// In bytes.
    package var size: Int64?
    package var isInternal = false
    /// The file itself, if it has come with its announcement.
    package var file: SentFile?

    package init() {}

    /// A file that has come already, or what became of it.
    package enum SentFile: Equatable, Sendable {
        case stored(name: String, type: FileType, size: Int64)
        case tooLarge, forbiddenType
        /// None of this request's.
        case unknown
    }

    /// The announcement, read.
    package struct Accepted: Equatable, Sendable {
        package let fileName: String
        /// What its name says until its bytes do.
        package let type: FileType
        package let size: Int64
        package let isInternal: Bool
    }

    /// Reads the announcement of a caller in `role`; only the vendor's people have files that partners do not see.
    ///
    /// - Throws: everything that is wrong with it, each at its argument.
    package func read(by role: Role) throws(Refusals) -> Accepted {
        if let file { return try read(file, by: role) }
        var reader = FormReader()
        let fileName = reader.take(["fileName"], required: fileName, FileName.read)
        let type = fileName.flatMap { FileType.possible(for: $0).first }
        if fileName != nil, type == nil { reader.refuse(.attachmentTypeForbidden.at(["fileName"])) }
        if let mediaType, !FileType.takes(mediaType: mediaType) {
            reader.refuse(.attachmentTypeForbidden.at(["mediaType"]))
        }
        let bytes = reader.take(["size"]) { () throws(Refusal) in try Self.checked(size) }
        checkInternal(role, &reader)
        guard reader.isAccepted, let fileName, let type, let bytes else { throw reader.answer }
        return Accepted(fileName: fileName, type: type, size: bytes, isInternal: isInternal)
    }

    private func read(_ file: SentFile, by role: Role) throws(Refusals) -> Accepted {
        var reader = FormReader()
        if fileName != nil || mediaType != nil || size != nil {
            reader.refuse(.conflictingFields("A file and its announcement").at(["file"]))
        }
        let content = reader.take(["file"]) { () throws(Refusal) in
            switch file {
            case .stored(let name, let type, let size): return (name: try FileName.read(name), type: type, size: size)
            case .tooLarge: throw .attachmentTooLarge
            case .forbiddenType: throw .attachmentTypeForbidden
            case .unknown: throw .invalidFormat(expected: "a file that comes with the request, as multipart/form-data")
            }
        }
        checkInternal(role, &reader)
        guard reader.isAccepted, let content else { throw reader.answer }
        return Accepted(fileName: content.name, type: content.type, size: content.size, isInternal: isInternal)
    }

    private func checkInternal(_ role: Role, _ reader: inout FormReader) {
        switch (isInternal, role) {
        case (false, _), (true, .agent), (true, .admin): break
        case (true, _): reader.refuse(.fieldNotWritable.at(["internal"]))
        }
    }

    private static func checked(_ size: Int64?) throws(Refusal) -> Int64 {
        guard let size else { throw .required }
        guard size >= 1 else { throw .tooSmall(minimum: "1") }
        guard size <= AttachmentRule.maximumSize else { throw .attachmentTooLarge }
        return size
    }
}
