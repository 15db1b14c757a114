/// The reverse proxies that are believed when they say who sends a request.
///
/// Each appends to `X-Forwarded-For` whom it has the request from. The last who is no proxy of ours is the caller; what
/// stands left of that they may have made up.
package struct TrustedProxies: Sendable {
    /// Addresses whose first bits are the same: RFC 4632 §3.1, RFC 4291 §2.3.
    private struct Network {
        let address: PeerAddress
        /// Of the 128 of `PeerAddress`.
        let bits: Int
    }

    private var networks: [Network] = []
    /// Whether whoever connects to a socket in the file system is one.
    private var includesSocket = false

    /// Nobody.
    package init() {}

    /// Adds an IP address, a network such as `10.0.0.0/8`, or `unix` for who connects to a socket in the file system.
    ///
    /// - Returns: False, with nothing added, for anything else.
    package mutating func add(_ word: some StringProtocol) -> Bool {
        if word == "unix" {
            includesSocket = true
            return true
        }
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = Array(parts[0].utf8).withUnsafeBytes(PeerAddress.init(forwarded:))
        else { return false }
        var bits = address.bits
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy(\.isDigit), let count = Int(parts[1]), count <= bits else { return false }
            bits = count
        }
        networks.append(Network(address: address, bits: 128 - address.bits + bits))
        return true
    }

    func include(_ peer: PeerAddress) -> Bool {
        if peer == .none { return includesSocket }
        return networks.contains { $0.address.sharesBits($0.bits, with: peer) }
    }

    /// Who sends a request that comes from one of these: its peer, unless `X-Forwarded-For` names another.
    ///
    /// Where that has no address, or none but those of proxies, nobody is named.
    package func caller(of request: borrowing Request) -> PeerAddress {
        let peer = request.peer
        let named = request.lastHeader("x-forwarded-for") { value -> PeerAddress? in
            var rest = value
            while true {
                let comma = rest.lastIndex(of: UInt8(ascii: ","))
                guard let address = Self.address(rest[in: (comma.map { $0 + 1 } ?? 0)..<rest.count].trimmed)
                else { return peer }
                if !include(address) { return address }
                guard let comma else { return nil }
                rest = rest[in: 0..<comma]
            }
        }
        return named ?? peer
    }

    /// An address behind which there may be a port; one of IPv6 has brackets then, and may have them without.
    private static func address(_ entry: UnsafeRawBufferPointer) -> PeerAddress? {
        let colon = UInt8(ascii: ":")
        var address = entry
        if entry.first == UInt8(ascii: "[") {
            guard let end = entry.index(of: UInt8(ascii: "]")), isPort(entry[in: end + 1..<entry.count])
            else { return nil }
            address = entry[in: 1..<end]
            guard address.index(of: colon) != nil else { return nil }
        } else if let end = entry.index(of: colon), entry.lastIndex(of: colon) == end {
            guard isPort(entry[in: end..<entry.count]) else { return nil }
            address = entry[in: 0..<end]
        }
        return PeerAddress(forwarded: address)
    }

    /// Whether it is nothing, or a colon and up to five digits.
    private static func isPort(_ text: UnsafeRawBufferPointer) -> Bool {
        text.isEmpty || text[0] == UInt8(ascii: ":") && 2...6 ~= text.count && text.dropFirst().allSatisfy(\.isDigit)
    }
}
