import CLinux
import Glibc

/// The network address of a client, without its port: what limits per client are counted by.
package struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
    /// The 16 bytes of an IPv6 address; IPv4 is mapped into it (RFC 4291 §2.5.5.2).
    private let high: UInt64
    private let low: UInt64
    /// Whether a proxy tells it.
    private let isForwarded: Bool

    /// Nobody: a request that came without a socket, or through one in the file system.
    package static let none = PeerAddress(high: 0, low: 0)

    private init(high: UInt64, low: UInt64, isForwarded: Bool = false) {
        self.high = high
        self.low = low
        self.isForwarded = isForwarded
    }

    private init(_ address: in_addr, isForwarded: Bool = false) {
        let low = 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: address.s_addr))
        self.init(high: 0, low: low, isForwarded: isForwarded)
    }

    private init(_ address: in6_addr, isForwarded: Bool = false) {
        self = withUnsafeBytes(of: address) { bytes in
            PeerAddress(
                high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                isForwarded: isForwarded)
        }
    }

    init(_ storage: sockaddr_storage) {
        self = withUnsafeBytes(of: storage) { bytes in
            switch Int32(storage.ss_family) {
            case AF_INET: PeerAddress(bytes.loadUnaligned(as: sockaddr_in.self).sin_addr)
            case AF_INET6: PeerAddress(bytes.loadUnaligned(as: sockaddr_in6.self).sin6_addr)
            default: .none
            }
        }
    }

    /// One that a proxy tells, or an operator: `192.0.2.7`, or `2001:db8::7` (RFC 4291 §2.2); nil for anything else, and for
    /// `::`, which is nobody's (§2.5.2).
    init?(forwarded text: UnsafeRawBufferPointer) {
        // No address has more characters than one of IPv6 with one of IPv4 at its end.
        guard text.count < Int(INET6_ADDRSTRLEN) else { return nil }
        var (v4, v6) = (in_addr(), in6_addr())
        let isV6 = text.index(of: UInt8(ascii: ":")) != nil
        let isAddress = withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { copy in
            UnsafeMutableRawBufferPointer(copy).copyMemory(from: text)
            copy[text.count] = 0
            return (isV6 ? inet_pton(AF_INET6, copy.baseAddress, &v6) : inet_pton(AF_INET, copy.baseAddress, &v4)) == 1
        }
        guard isAddress else { return nil }
        self = isV6 ? PeerAddress(v6, isForwarded: true) : PeerAddress(v4, isForwarded: true)
        guard high != 0 || low != 0 else { return nil }
    }

    /// What tells clients apart: IPv4 whole, of IPv6 the network of 64 bits, which one customer has.
    package var network: UInt64 { isIPv4 ? low : high }

    private var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Whether it is this machine: the loopback (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3), or no address at all.
    ///
    /// Whoever comes through a proxy here has the same, unless the proxy tells another: that is somebody's.
    package var isLocal: Bool {
        !isForwarded && (self == .none || isIPv4 && low >> 24 & 0xFF == 127 || high == 0 && low == 1)
    }

    /// Whether the first bits of both are the same.
    ///
    /// - Parameter count: 0 to 128; those of IPv4 stand behind 96 others.
    func sharesBits(_ count: Int, with other: PeerAddress) -> Bool {
        (high ^ other.high) & UInt64.max << max(0, 64 - count) == 0
            && (low ^ other.low) & UInt64.max << (128 - count) == 0
    }

    /// The bits of an address of its version.
    var bits: Int { isIPv4 ? 32 : 128 }

    /// The address in words; nil for nobody, and for who came through a socket in the file system.
    package var text: String? { self == .none ? nil : description }

    /// As `192.0.2.7`, or as eight hexadecimal groups.
    package var description: String {
        if isIPv4 {
            return [24, 16, 8, 0].map { String(low >> UInt64($0) & 0xFF) }.joined(separator: ".")
        }
        return [high, low].flatMap { half in [48, 32, 16, 0].map { String(half >> UInt64($0) & 0xFFFF, radix: 16) } }
            .joined(separator: ":")
    }
}
