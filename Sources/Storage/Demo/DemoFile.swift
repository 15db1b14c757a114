import Portal

/// The demo's files: small, and what their names say.
enum DemoFile {
    /// Puts a file on the disk, where it has the same name on every machine.
    static func store(_ name: String, in files: FileDirectory) throws -> StoredFile {
        let content = content(of: name)
        let digest = SHA256.digest(name.utf8.span)
        let file = try IncomingFile(
            name, size: content.count, as: Array(digest.prefix(16)).hexadecimal, in: files, room: { _ in .max })
        try file.write(content)
        return try file.keep()
    }

    private static func content(of name: String) -> [UInt8] {
        switch FileType.possible(for: name).first {
        case .pdf: pdf(name)
        case .png: png
        case .gif: gif
        case .commaSeparated: Array("name,mail\nAda Able,ada@example.com\nBen Baker,ben@example.com\n".utf8)
        default: Array("The service was started again and answers.\n".utf8)
        }
    }

    /// A page with one line of text (ISO 32000-1, annex H).
    private static func pdf(_ text: String) -> [UInt8] {
        let line = "BT /F1 18 Tf 72 720 Td (\(text)) Tj ET"
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Length \(line.utf8.count)>>\nstream\n\(line)\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
        var file = "%PDF-1.4\n"
        var places = "0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let digits = String(file.utf8.count)
            places += String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits + " 00000 n \n"
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let count = objects.count + 1
        let table = "xref\n0 \(count)\n\(places)trailer\n<</Size \(count)/Root 1 0 R>>\n"
        return Array("\(file)\(table)startxref\n\(file.utf8.count)\n%%EOF\n".utf8)
    }

    /// A board of eight squares by eight.
    private static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00,
        0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x08, 0x01, 0x00, 0x00, 0x00, 0x00, 0xEC, 0x74, 0x83, 0x26, 0x00,
        0x00, 0x00, 0x0E, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x08, 0x65, 0x58, 0xC5, 0x80, 0x84, 0x01,
        0x1E, 0x9C, 0x03, 0xFD, 0x70, 0x15, 0xC9, 0x90, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE,
        0x42, 0x60, 0x82,
    ]

    /// A board of two squares by two.
    private static let gif: [UInt8] = [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x08, 0x00, 0x08, 0x00, 0x80, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0x00,
        0x00, 0x00, 0x2C, 0x00, 0x00, 0x00, 0x00, 0x08, 0x00, 0x08, 0x00, 0x00, 0x02, 0x25, 0x04, 0x08, 0x30,
        0x61, 0x42, 0x80, 0x00, 0x13, 0x26, 0x04, 0x08, 0x30, 0x61, 0x42, 0x80, 0x00, 0x13, 0x26, 0x4C, 0x98,
        0x10, 0x20, 0xC0, 0x84, 0x09, 0x01, 0x02, 0x4C, 0x98, 0x10, 0x20, 0xC0, 0x84, 0x09, 0x01, 0x02, 0x05,
        0x00, 0x3B,
    ]
}
