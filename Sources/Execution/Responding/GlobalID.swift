/// The opaque `id` of a node: base64url, without padding, of `TypeName:row`.
package enum GlobalID {
    /// The type name and row that `text` names; nil when it is no id of this server.
    package static func decode(_ text: String) -> (typeName: Substring, row: Int64)? {
        // A type name and 19 digits: longer texts are not ours.
        guard text.utf8.count <= 96, let bytes = Base64URL.decode(text.utf8) else { return nil }
        let plain = String(decoding: bytes, as: UTF8.self)
        let parts = plain.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let row = Int64(parts[1]), row > 0, encode(String(parts[0]), row) == text
        else { return nil }
        return (parts[0], row)
    }

    package static func encode(_ typeName: String, _ row: Int64) -> String {
        var output = JSONOutput(capacity: 128)
        output.identifier(prefix: Array((typeName + ":").utf8), row: row)
        // The quotation marks go.
        return String(output.text.dropFirst().dropLast())
    }
}
