import Glibc
import Testing

@testable import HTTP

@Suite("Where a client is")
struct PeerAddressTests {
    /// An address as the kernel tells it.
    private static func address(_ text: String) -> PeerAddress {
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { bytes in
            if text.contains(":") {
                var address = sockaddr_in6()
                address.sin6_family = sa_family_t(AF_INET6)
                #expect(inet_pton(AF_INET6, text, &address.sin6_addr) == 1)
                withUnsafeBytes(of: address) { bytes.copyMemory(from: $0) }
            } else {
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                #expect(inet_pton(AF_INET, text, &address.sin_addr) == 1)
                withUnsafeBytes(of: address) { bytes.copyMemory(from: $0) }
            }
        }
        return PeerAddress(storage)
    }

    @Test(
        "It is told in words, and known to be this machine or not",
        arguments: [
            ("192.0.2.7", "192.0.2.7", false), ("127.0.0.1", "127.0.0.1", true), ("127.255.0.9", "127.255.0.9", true),
            ("126.255.255.255", "126.255.255.255", false), ("128.0.0.1", "128.0.0.1", false),
            ("::ffff:192.0.2.7", "192.0.2.7", false), ("::ffff:127.0.0.1", "127.0.0.1", true),
            ("::1", "0:0:0:0:0:0:0:1", true), ("::2", "0:0:0:0:0:0:0:2", false),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", false), ("1::1", "1:0:0:0:0:0:0:1", false),
        ])
    func words(_ text: String, _ words: String, isLocal: Bool) {
        let address = Self.address(text)
        #expect(address.text == words)
        #expect(address.isLocal == isLocal)
    }

    @Test(
        "An address of IPv4 is one caller, and so are all of the first 64 bits of IPv6",
        arguments: [
            ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "::ffff:192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("2001:db8:1:2::1", "2001:db9:1:2::1", false),
        ])
    func networks(_ one: String, _ other: String, isSame: Bool) {
        #expect((Self.address(one).network == Self.address(other).network) == isSame)
    }

    @Test("Who comes through a socket in the file system is nobody, and of this machine")
    func nobody() {
        var storage = sockaddr_storage()
        storage.ss_family = sa_family_t(AF_UNIX)
        for address in [PeerAddress(storage), .none] {
            #expect(address.text == nil)
            #expect(address.isLocal)
            #expect(address.network == 0)
        }
    }
}
