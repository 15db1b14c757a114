/// What the header section of a part says (RFC 7578 §4).
package struct PartHead: Equatable, Sendable {
    /// Of the field in the form.
    package let name: String
    /// What the file is called where it comes from, any text; nil if the part is no file.
    package let fileName: String?
    /// The Content-Type as it was sent, with its parameters; nil if there was none.
    package let mediaType: String?

    /// Reads lines that all end with CRLF, the last of them empty.
    init(_ header: UnsafeRawBufferPointer, boundary: UnsafeRawBufferPointer) throws(MultipartReader.Failure) {
        var disposition: UnsafeRawBufferPointer?
        var contentType: UnsafeRawBufferPointer?
        var rest = header
        while true {
            let line = try Self.cutLine(&rest)
            if line.isEmpty { break }
            // RFC 2046 §5.1.1: without content there need not be an empty line. Nobody sends that, and it reads both ways.
            guard !line.starts(with: boundary), let field = try? RequestParser.field(line) else { throw .fieldLine }
            let name = line[in: 0..<field.nameLength]
            let value = line[in: field.value]
            if name.equals(ignoringCase: "content-disposition") {
                guard disposition == nil else { throw .disposition }
                disposition = value
            } else if name.equals(ignoringCase: "content-type") {
                guard contentType == nil, MediaType(value) != nil else { throw .contentType }
                contentType = value
            } else if name.equals(ignoringCase: "content-transfer-encoding") {
                // RFC 7578 §4.7: not used any more. These say that nothing is encoded.
                guard ["binary", "8bit", "7bit"].contains(where: value.equals(ignoringCase:)) else {
                    throw .transferEncoding
                }
            }
        }
        (name, fileName) = try Self.names(disposition)
        mediaType = contentType.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Takes a line off the front, without its CRLF.
    private static func cutLine(
        _ rest: inout UnsafeRawBufferPointer
    ) throws(MultipartReader.Failure) -> UnsafeRawBufferPointer {
        let line = rest.cut(at: .carriageReturn)
        guard rest.first == .lineFeed, line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == .tab }) else {
            throw .fieldLine
        }
        rest = rest[in: 1..<rest.count]
        return line
    }

    /// RFC 7578 §4.2: `form-data` with a name, and with a file's if it is one.
    private static func names(
        _ disposition: UnsafeRawBufferPointer?
    ) throws(MultipartReader.Failure) -> (String, String?) {
        guard var rest = disposition, rest.cutUnquoted(at: UInt8(ascii: ";")).trimmed.equals(ignoringCase: "form-data"),
            let parameters = Parameters(rest), parameters.count(of: "name") == 1, parameters.count(of: "filename") <= 1,
            let name = parameters["name"].flatMap(text)
        else { throw .disposition }
        guard let fileName = parameters["filename"] else { return (name, nil) }
        guard let fileName = text(fileName) else { throw .disposition }
        return (name, fileName)
    }

    /// A name may be percent-encoded, or one that only looks like it; nil if it is not UTF-8 either way.
    private static func text(_ bytes: [UInt8]) -> String? {
        String(validating: bytes.withUnsafeBytes { $0.percentDecoded() }, as: UTF8.self)
            ?? String(validating: bytes, as: UTF8.self)
    }
}
