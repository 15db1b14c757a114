/// Where a request stands in a trace that goes through several programs.
///
/// The `traceparent` field of <https://www.w3.org/TR/trace-context/>. Vendors' own `tracestate` is not passed on: nothing is called
/// from here that could want it.
package struct TraceParent: Equatable, Sendable {
    /// 32 hexadecimal digits.
    package private(set) var trace: (high: UInt64, low: UInt64)
    /// The part of the trace that is one program's work on one request: 16 hexadecimal digits.
    package let span: UInt64
    /// The lowest bit says that the caller may have recorded its part; the others mean nothing yet (§3.2.2.5).
    private var flags: UInt8

    private init(trace: (high: UInt64, low: UInt64), span: UInt64, flags: UInt8) {
        self.trace = trace
        self.span = span
        self.flags = flags
    }

    /// The part of a trace that answers `request`: of the caller's trace if the field is there once and valid, else of a new one.
    ///
    /// - Parameter dice: Gives ids that nobody else has.
    package init(answering request: borrowing Request, _ dice: inout some RandomNumberGenerator) {
        let caller = request.header("traceparent").flatMap { field in
            request.count(of: "traceparent") == 1 ? TraceParent(field) : nil
        }
        self.init(&dice)
        guard let caller else { return }
        trace = caller.trace
        flags = caller.flags
    }

    /// The only part of a new trace.
    package init(_ dice: inout some RandomNumberGenerator) {
        // Zero is no id, and one number in 2⁶⁴ is zero.
        self.init(trace: (dice.next(), dice.next() | 1), span: dice.next() | 1, flags: 0)
    }

    /// Reads a field value of §3.2; nil if anything about it is wrong.
    package init?(_ field: UnsafeRawBufferPointer) {
        guard field.count >= Self.length, field[2] == Self.dash, field[35] == Self.dash, field[52] == Self.dash,
            let version = field.hexadecimal(0..<2), let high = field.hexadecimal(3..<19),
            let low = field.hexadecimal(19..<35), let span = field.hexadecimal(36..<52),
            let flags = field.hexadecimal(53..<55)
        else { return nil }
        // §4.3: later versions may have more to say, behind another dash; ff is none.
        let isWhole = field.count == Self.length || version > 0 && field[55] == Self.dash
        guard version != 0xFF, isWhole, high | low != 0, span != 0 else { return nil }
        self.init(trace: (high, low), span: span, flags: UInt8(truncatingIfNeeded: flags & 1))
    }

    package static func == (a: TraceParent, b: TraceParent) -> Bool {
        a.trace == b.trace && a.span == b.span && a.flags == b.flags
    }

    /// The field value, in version 00.
    package var field: InlineArray<55, UInt8> {
        var field = InlineArray<55, UInt8>(repeating: Self.dash)
        withUnsafeMutableBytes(of: &field) { field in
            Self.write(0, 0..<2, field)
            Self.write(trace.high, 3..<19, field)
            Self.write(trace.low, 19..<35, field)
            Self.write(span, 36..<52, field)
            Self.write(UInt64(flags), 53..<55, field)
        }
        return field
    }

    @inline(__always)
    private static func write(_ number: UInt64, _ range: Range<Int>, _ field: UnsafeMutableRawBufferPointer) {
        var rest = number
        for index in range.reversed() {
            let value = UInt8(truncatingIfNeeded: rest & 0xF)
            field[index] = value < 10 ? 0x30 + value : 0x57 + value
            rest >>= 4
        }
    }

    private static let length = 55
    private static let dash = UInt8(ascii: "-")
}

extension UnsafeRawBufferPointer {
    /// The number that sixteen lower-case digits or fewer are; the range lies within the bytes.
    fileprivate func hexadecimal(_ range: Range<Int>) -> UInt64? {
        var number: UInt64 = 0
        for index in range {
            guard self[index] == self[index].lowercased, let digit = self[index].hexadecimalValue else { return nil }
            number = number << 4 | UInt64(digit)
        }
        return number
    }
}
