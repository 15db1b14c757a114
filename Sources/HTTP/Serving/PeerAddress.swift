import CLinux
import Glibc

/// The network address of a client, without its port: what limits per client are counted by.
package struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
    /// The 16 bytes of an IPv6 address; IPv4 is mapped into it (RFC 4291 §2.5.5.2).
    private let high: UInt64
    private let low: UInt64

    /// Nobody: a request that came without a socket, or through one in the file system.
    package static let none = PeerAddress(high: 0, low: 0)

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init(_ storage: sockaddr_storage) {
        self = withUnsafeBytes(of: storage) { bytes in
            switch Int32(storage.ss_family) {
            case AF_INET:
                let address = bytes.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr
                return PeerAddress(high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: address)))
            case AF_INET6:
                let address = bytes.loadUnaligned(as: sockaddr_in6.self).sin6_addr
                return withUnsafeBytes(of: address) { bytes in
                    PeerAddress(
                        high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
                }
            default:
                return .none
            }
        }
    }

    /// What tells clients apart: IPv4 whole, of IPv6 the network of 64 bits, which one customer has.
    package var network: UInt64 { isIPv4 ? low : high }

    private var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Whether it is this machine: the loopback (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3), or no address at all.
    package var isLocal: Bool { self == .none || isIPv4 && low >> 24 & 0xFF == 127 || high == 0 && low == 1 }

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
