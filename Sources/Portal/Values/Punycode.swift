/// Unicode labels of host names in ASCII (RFC 3492).
enum Punycode {
    private static let base = 36
    private static let tMin = 1
    private static let tMax = 26
    /// §5: a–z are 0–25, 0–9 are 26–35.
    private static let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// The label without its `xn--`; nil when a number grows out of range (§6.4).
    static func encode(_ label: some Collection<Unicode.Scalar>) -> String? {
        var output = label.compactMap { $0.isASCII ? UInt8(truncatingIfNeeded: $0.value) : nil }
        let basic = output.count
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var (n, delta, bias, handled) = (128, 0, 72, basic)
        while handled < label.count {
            guard let next = label.lazy.map({ Int($0.value) }).filter({ $0 >= n }).min() else { return nil }
            let (step, overflow) = (next - n).multipliedReportingOverflow(by: handled + 1)
            guard !overflow, step < Int(Int32.max) - delta else { return nil }
            delta += step
            n = next
            for scalar in label {
                if Int(scalar.value) < n { delta += 1 }
                guard Int(scalar.value) == n else { continue }
                appendVariableLength(delta, bias: bias, to: &output)
                bias = adapt(delta, count: handled + 1, first: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Generalized variable-length integers, §3.3.
    private static func appendVariableLength(_ number: Int, bias: Int, to output: inout [UInt8]) {
        var (quotient, k) = (number, base)
        while true {
            let threshold = min(max(k - bias, tMin), tMax)
            guard quotient >= threshold else { break }
            output.append(digits[threshold + (quotient - threshold) % (base - threshold)])
            quotient = (quotient - threshold) / (base - threshold)
            k += base
        }
        output.append(digits[quotient])
    }

    /// Bias adaptation, §6.1.
    private static func adapt(_ delta: Int, count: Int, first: Bool) -> Int {
        var delta = first ? delta / 700 : delta / 2
        delta += delta / count
        var k = 0
        while delta > ((base - tMin) * tMax) / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + 38)
    }
}
