/// What one request is called in its answer and in the log.
package struct RequestID: Sendable {
    package let number: UInt64

    package var text: String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Numbers for requests: in no visible order, and none twice.
struct RequestIDs {
    private var count: UInt64

    /// - Parameter seed: Random, so that two loops or two runs do not give the same numbers.
    init(seed: UInt64) { count = seed }

    mutating func next() -> RequestID {
        count &+= 1
        // An odd factor maps every number to another one.
        return RequestID(number: count &* 0x9E37_79B9_7F4A_7C15)
    }
}
