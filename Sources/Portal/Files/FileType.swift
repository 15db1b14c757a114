/// The kinds of files that are taken: told by how they begin, whatever their client says of them, and named accordingly.
///
/// What browsers and desktops would run is none of them, whichever of both they go by.
package enum FileType: String, CaseIterable, Sendable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"
    case gif = "image/gif"
    case webp = "image/webp"
    case tiff = "image/tiff"
    case openDocumentText = "application/vnd.oasis.opendocument.text"
    case openDocumentSpreadsheet = "application/vnd.oasis.opendocument.spreadsheet"
    case openDocumentPresentation = "application/vnd.oasis.opendocument.presentation"
    case word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case powerPoint = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    case plainText = "text/plain"
    case commaSeparated = "text/csv"

    package var mediaType: String { rawValue }

    /// Bytes at the beginning of a file that are looked at.
    package static let headLength = 512

    /// The type of a file, if it is one of those that are taken.
    ///
    /// - Parameters:
    ///   - head: The first `headLength` bytes, or all of a shorter file.
    ///   - name: With the ending of the type, or without any.
    package static func found(in head: Span<UInt8>, named name: String) -> FileType? {
        possible(for: name).first { $0.begins(head) }
    }

    /// The types that a file of that name can have; none if files of that ending are not taken.
    package static func possible(for name: String) -> [FileType] {
        // What is in a package of Office's is told by its ending only.
        guard let ending = FileName.ending(of: name) else { return allCases.filter { !$0.isOfficePackage } }
        return allCases.filter { $0.endings.contains(ending) }
    }

    /// Whether a client may announce a file of that media type: one that is taken, or none in particular.
    package static func takes(mediaType: String) -> Bool {
        let essence = mediaType.prefix { $0 != ";" }.trimmingSpaces.lowercased()
        return essence == "application/octet-stream" || FileType(rawValue: essence) != nil
    }

    private var endings: [String] {
        switch self {
        case .pdf: ["pdf"]
        case .png: ["png"]
        case .jpeg: ["jpg", "jpeg"]
        case .gif: ["gif"]
        case .webp: ["webp"]
        case .tiff: ["tif", "tiff"]
        case .openDocumentText: ["odt"]
        case .openDocumentSpreadsheet: ["ods"]
        case .openDocumentPresentation: ["odp"]
        case .word: ["docx"]
        case .excel: ["xlsx"]
        case .powerPoint: ["pptx"]
        case .plainText: ["txt", "text", "log", "md", "eml"]
        case .commaSeparated: ["csv", "tsv"]
        }
    }

    private var isOfficePackage: Bool {
        switch self {
        case .word, .excel, .powerPoint: true
        default: false
        }
    }

    private func begins(_ head: Span<UInt8>) -> Bool {
        switch self {
        case .pdf: head.has("%PDF-")
        case .png: head.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .jpeg: head.has([0xFF, 0xD8, 0xFF])
        case .gif: head.has("GIF87a") || head.has("GIF89a")
        case .webp: head.has("RIFF") && head.has("WEBP", at: 8)
        case .tiff: head.has([0x49, 0x49, 0x2A, 0x00]) || head.has([0x4D, 0x4D, 0x00, 0x2A])
        case .openDocumentText, .openDocumentSpreadsheet, .openDocumentPresentation: head.isOpenDocument(mediaType)
        case .word, .excel, .powerPoint: head.isOfficePackage
        case .plainText, .commaSeparated: head.isPlainText
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
