import Testing

@testable import HTTP

@Suite("WebSocket handshake key")
struct AcceptKeyTests {
    @Test(
        "The answer proves that the key was read",
        arguments: [
            // RFC 6455 §1.3.
            ("dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
            ("AAAAAAAAAAAAAAAAAAAAAA==", "ICX+Yqv66kxgM0FcWaLWlFLwTAI="),
        ])
    func answer(key: String, accept: String) {
        #expect(Self.answer(to: key) == accept)
    }

    @Test(
        "What is no sixteen bytes in base64 is no key",
        arguments: [
            "", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ===", "dGhlIHNhbXBsZSBub25jZQAA",
            "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25j Q==", "dGhlIHNhbXBsZSBub25jZWU=",
        ])
    func wrong(key: String) {
        #expect(Self.answer(to: key) == nil)
    }

    @Test(
        "SHA-1 of FIPS 180-4's examples, and of lengths about a block's end",
        arguments: [
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
            ),
            (String(repeating: "a", count: 55), "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
            (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
        ])
    func digest(message: String, expected: String) {
        let digest = SHA1.digest(Array(message.utf8))
        #expect(digest.flatMap { [$0 >> 4, $0 & 15] }.map { String($0, radix: 16) }.joined() == expected)
    }

    private static func answer(to key: String) -> String? {
        Array(key.utf8).withUnsafeBytes { AcceptKey.answer(to: $0) }.map { String(decoding: $0, as: UTF8.self) }
    }
}
