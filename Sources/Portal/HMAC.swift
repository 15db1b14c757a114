/// Keyed-hash message authentication with SHA-256 (RFC 2104): whoever does not know the key cannot sign a message.
package enum HMAC {
    /// The 32 bytes that sign `message`.
    package static func sha256(of message: Span<UInt8>, key: Span<UInt8>) -> [UInt8] {
        var block = key.count > blockSize ? SHA256.digest(key) : []
        if block.isEmpty { for index in key.indices { block.append(key[index]) } }
        block += repeatElement(0, count: blockSize - block.count)
        let (innerBlock, outerBlock) = (block.map { $0 ^ 0x36 }, block.map { $0 ^ 0x5c })
        var inner = SHA256()
        inner.update(innerBlock.span)
        inner.update(message)
        let digest = inner.finalize()
        var outer = SHA256()
        outer.update(outerBlock.span)
        outer.update(digest.span)
        return outer.finalize()
    }

    /// Bytes that SHA-256 takes at once: B of §2.
    private static let blockSize = 64
}

extension Collection<UInt8> {
    /// Whether two secrets are the same, found out in a time that tells nothing of where they differ.
    package func equalsInConstantTime(_ other: some Collection<UInt8>) -> Bool {
        guard count == other.count else { return false }
        // In Swift `|` binds as `^` does.
        return zip(self, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
