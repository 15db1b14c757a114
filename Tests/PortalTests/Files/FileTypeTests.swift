import Portal
import Testing

@Suite("Types of files")
struct FileTypeTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        let name: String
        let head: [UInt8]
        let type: FileType?

        init(_ name: String, _ head: [UInt8], _ type: FileType?) {
            self.name = name
            self.head = head
            self.type = type
        }

        init(_ name: String, _ head: String, _ type: FileType?) { self.init(name, Array(head.utf8), type) }

        var testDescription: String { "\(name): \(head.prefix(24))" }
    }

    /// A local file header of ZIP for an entry of that name, with its content.
    static func zip(_ name: String, _ content: String = "", method: UInt8 = 0, extra: UInt8 = 0) -> [UInt8] {
        [0x50, 0x4B, 3, 4, 20, 0, 0, 0, method, 0] + [UInt8](repeating: 7, count: 16)
            + [UInt8(name.utf8.count), 0, extra, 0] + Array(name.utf8) + Array(content.utf8)
    }

    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]

    static let samples: [Sample] = [
        Sample("offer.pdf", "%PDF-1.7\n", .pdf),
        Sample("OFFER.PDF", "%PDF-1.4\r", .pdf),
        Sample("invoice.exe.pdf", "%PDF-2.0\n", .pdf),
        Sample("offer", "%PDF-1.7\n", .pdf),
        Sample("offer.pdf", " %PDF-1.7\n", nil),
        Sample("offer.pdf", "%PDF", nil),
        Sample("offer.txt", "%PDF-1.7\n", nil),
        Sample("a.png", png, .png),
        Sample("a", png, .png),
        Sample("a.jpg", png, nil),
        Sample("a.png", Array(png.prefix(7)), nil),
        Sample("a.jpg", jpeg, .jpeg),
        Sample("a.JPEG", jpeg, .jpeg),
        Sample("a.png", jpeg, nil),
        Sample("a.gif", "GIF89a\u{1}", .gif),
        Sample("a.gif", "GIF87a\u{1}", .gif),
        Sample("a.gif", "GIF88a\u{1}", nil),
        Sample("a.webp", "RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ", .webp),
        Sample("a.webp", "RIFF\u{1}\u{2}\u{3}\u{4}WAVEfmt ", nil),
        Sample("a.tiff", [0x49, 0x49, 0x2A, 0, 8], .tiff),
        Sample("a.tif", [0x4D, 0x4D, 0, 0x2A, 0], .tiff),
        Sample("a.odt", zip("mimetype", "application/vnd.oasis.opendocument.textPK"), .openDocumentText),
        Sample("a.ods", zip("mimetype", "application/vnd.oasis.opendocument.spreadsheetPK"), .openDocumentSpreadsheet),
        Sample("a.odp", zip("mimetype", "application/vnd.oasis.opendocument.presentation"), .openDocumentPresentation),
        Sample("a", zip("mimetype", "application/vnd.oasis.opendocument.textPK"), .openDocumentText),
        Sample("a.odt", zip("mimetype", "application/vnd.oasis.opendocument.spreadsheetPK"), nil),
        Sample("a.odt", zip("mimetype", "application/vnd.oasis.opendocument.text-masterPK"), nil),
        Sample("a.odt", zip("mimetype", "application/vnd.oasis.opendocument.textPK", method: 8), nil),
        Sample("a.odt", zip("mimetype", "application/vnd.oasis.opendocument.textPK", extra: 4), nil),
        Sample("a.docx", zip("[Content_Types].xml", method: 8), .word),
        Sample("a.xlsx", zip("_rels/.rels", method: 8), .excel),
        Sample("a.pptx", zip("docProps/app.xml", method: 8), .powerPoint),
        Sample("a.xlsx", zip("xl/workbook.xml"), .excel),
        Sample("a", zip("[Content_Types].xml"), nil),
        Sample("a.docm", zip("[Content_Types].xml"), nil),
        Sample("a.docx", zip("evil.exe"), nil),
        Sample("a.zip", zip("[Content_Types].xml"), nil),
        Sample("a.jar", zip("META-INF/MANIFEST.MF"), nil),
        Sample("a.docx", zip(""), nil),
        Sample("a.txt", "Weights stick.\r\nSince this morning.\n", .plainText),
        Sample("a.log", "\u{1B}[31merror\u{1B}[0m\tdisk full\n", .plainText),
        Sample("a.eml", "From: a@example.com\r\nSubject: x\r\n\r\nHello", .plainText),
        Sample("a.csv", "\u{FEFF}name;tin\nÖkonomie;1\n", .commaSeparated),
        Sample("a", "no ending", .plainText),
        Sample("a.md", " \n\t", .plainText),
        Sample("a.txt", "", nil),
        Sample("a.txt", "\u{FEFF}", nil),
        Sample("a.txt", "a\0b", nil),
        Sample("a.txt", "a\u{7F}b", nil),
        Sample("a.txt", [0x61, 0xFF, 0x62], nil),
        Sample("a.txt", [0x61, 0xC3], nil),
        Sample("a.txt", [0xFF, 0xFE, 0x61, 0], nil),
        Sample("a.txt", "<script>alert(1)</script>", nil),
        Sample("a.txt", "\u{FEFF} \n\t<html>", nil),
        Sample("a.csv", "<?xml version=\"1.0\"?><svg/>", nil),
        Sample("a.txt", "#!/bin/sh\nrm -rf /", nil),
        Sample("a.txt", "%!PS-Adobe-3.0", nil),
        Sample("a.txt", "{\\rtf1 a}", nil),
        Sample("a.html", "plain words", nil),
        Sample("a.svg", "plain words", nil),
        Sample("a.bat", "del *.*", nil),
        Sample("a.", "plain words", nil),
        Sample("a.exe", [0x4D, 0x5A, 0x90, 0], nil),
        Sample("a", [0x4D, 0x5A, 0x90, 0], nil),
        Sample("a.pdf", [0x4D, 0x5A, 0x90, 0], nil),
        Sample("a", [0x7F, 0x45, 0x4C, 0x46, 2], nil),
        Sample("a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], nil),
    ]

    @Test("A type is found by how the file begins, and must have its name", arguments: samples)
    func found(_ sample: Sample) {
        #expect(FileType.found(in: sample.head.span, named: sample.name) == sample.type)
    }

    @Test("A text that is cut within a character is a text, wherever it is cut", arguments: 0..<4)
    func cut(_ offset: Int) {
        let text = String(repeating: "a", count: offset) + String(repeating: "😀", count: 200)
        let head = Array(text.utf8.prefix(FileType.headLength))
        #expect(FileType.found(in: head.span, named: "a.txt") == .plainText)
        let wrong = head.dropLast(3) + [0x61, 0xFF, 0x61]
        #expect(FileType.found(in: Array(wrong).span, named: "a.txt") == nil)
    }

    @Test("No beginning is too short or too odd to be looked at")
    func short() {
        var dice = SplitMix64(seed: 7)
        for sample in Self.samples {
            for length in 0...sample.head.count {
                var head = Array(sample.head.prefix(length))
                _ = FileType.found(in: head.span, named: sample.name)
                if length > 0 { head[Int(dice.next() % UInt64(length))] = UInt8(truncatingIfNeeded: dice.next()) }
                _ = FileType.found(in: head.span, named: "")
            }
        }
    }

    @Test(
        "Only media types of those files may be announced",
        arguments: [
            ("application/pdf", true), ("Text/Plain; charset=utf-8", true), ("application/octet-stream", true),
            ("text/html", false), ("image/svg+xml", false), ("", false), ("application/x-msdownload", false),
        ])
    func announced(_ mediaType: String, _ isTaken: Bool) {
        #expect(FileType.takes(mediaType: mediaType) == isTaken)
    }

    @Test(
        "A name is one line and no path",
        arguments: [
            ("offer.pdf", "offer.pdf"), ("  a b.txt ", "a b.txt"), ("say \"hello\" 😀.txt", "say \"hello\" 😀.txt"),
            ("Ärger.txt", "Ärger.txt"), ("", nil), (" ", nil), ("../x.txt", nil), ("C:\\x.txt", nil), ("..", nil),
            ("a\r\nSet-Cookie: x.txt", nil), ("a\u{202E}txt.exe", nil), ("a\0.txt", nil),
            (String(repeating: "x", count: 255), String(repeating: "x", count: 255)),
            (String(repeating: "x", count: 256), nil),
        ] as [(String, String?)])
    func names(_ text: String, _ name: String?) {
        #expect((try? FileName.read(text)) == name)
    }
}
