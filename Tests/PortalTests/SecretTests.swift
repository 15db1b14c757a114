import Portal
import Testing

@Suite("Digests and tokens")
struct SecretTests {
    @Test(
        "SHA-256 gives the digests of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func digest(message: String, digest: String) {
        #expect(SHA256.digest(message.utf8.span).hexadecimal == digest)
    }

    @Test("SHA-256 agrees with another implementation for every length up to 299, in one piece and in several")
    func lengths() {
        var dice = SplitMix64(seed: 2026)
        var whole = SHA256()
        for length in 0..<300 {
            let message = (0..<length).map { _ in UInt8(truncatingIfNeeded: dice.next() >> 56) }
            let digest = SHA256.digest(message.span)
            var pieces = SHA256()
            pieces.update(message.span.extracting(first: length / 3))
            pieces.update(message.span.extracting(droppingFirst: length / 3))
            #expect(pieces.finalize() == digest)
            whole.update(digest.span)
        }
        #expect(whole.finalize().hexadecimal == "d3ab8ddd12a0965f724a6dd3166ceb436d4d088222e080c6ebfc7c317ac5d5fe")
    }

    @Test("A token is 32 random bytes behind its prefix, kept as a hash")
    func token() throws {
        let token = Token(from: .fixed(at: Timestamp(milliseconds: 0), seed: 7))
        #expect(token.text == "pt_6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af80d")
        #expect(token.hash.hexadecimal == "7dcf3c8e9330127e3125ad4e28595a746b3dc3264be46b2bf1f341dadf2d446e")
        #expect(try #require(Token(token.text)) == token)
        let stream = Token(.stream, from: .fixed(at: Timestamp(milliseconds: 0), seed: 7))
        #expect(stream.text == "ps_6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af80d")
        #expect(try #require(Token(stream.text, .stream)) == stream)
        #expect(Token(stream.text) == nil && Token(token.text, .stream) == nil)
    }

    @Test(
        "Text that was never a token is none",
        arguments: [
            "", "pt_", "6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af80d",
            "pt_6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af80",
            "pt_6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af80d0",
            "PT_6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af80d",
            "pt_6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af80 ",
            "pt_6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af80D",
            "pt_6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af80g",
            "pt_6304e695733f775322691af5ebdfdd8ce1539ec1ac1b586ce7f51368e66af8é",
        ])
    func noToken(text: String) {
        #expect(Token(text) == nil)
    }

    @Test("A fixed environment repeats itself, and goes on")
    func environment() {
        let instant = Timestamp(milliseconds: 1_795_294_025_000)
        let (one, two) = (Environment.fixed(at: instant, seed: 1), Environment.fixed(at: instant, seed: 1))
        #expect(one.now() == instant)
        let first = one.randomBytes(16)
        #expect(first == two.randomBytes(16))
        #expect(first != one.randomBytes(16))
        #expect(Environment.fixed(at: instant, seed: 2).randomBytes(16) != first)
    }

    @Test("SplitMix64 gives its published numbers")
    func splitMix() {
        var dice = SplitMix64(seed: 1)
        #expect(
            [dice.next(), dice.next(), dice.next()] == [
                0x910a_2dec_8902_5cc1, 0xbeeb_8da1_658e_ec67, 0xf893_a2ee_fb32_555e,
            ])
    }
}
