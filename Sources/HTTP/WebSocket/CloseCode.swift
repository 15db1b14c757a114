/// Why a WebSocket is closed (RFC 6455 §7.4).
package struct CloseCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let normal = CloseCode(rawValue: 1000)
    package static let goingAway = CloseCode(rawValue: 1001)
    package static let protocolError = CloseCode(rawValue: 1002)
    /// Text that is not UTF-8.
    package static let invalidData = CloseCode(rawValue: 1007)
    /// The peer does what it may not, such as to take too long.
    package static let policyViolation = CloseCode(rawValue: 1008)
    package static let messageTooBig = CloseCode(rawValue: 1009)
    /// Registered with IANA: the reader is too slow, or the server too busy.
    package static let tryAgainLater = CloseCode(rawValue: 1013)

    /// Whether a peer may send it: codes that only stand for something, and those not registered, may not be (§7.4).
    var maySend: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
