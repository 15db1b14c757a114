extension InputValue {
    /// A number as ECMAScript writes it, which error messages and JSON of other servers have: the shortest digits
    /// that mean it, without an exponent between 10⁻⁷ and 10²¹.
    package static func text(of number: Double) -> String {
        if number.magnitude < 0x1p53, let whole = Int64(exactly: number) { return String(whole) }
        let sign = number < 0 ? "-" : ""
        if !number.isFinite { return sign + "Infinity" }
        let parts = number.magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let fraction = mantissa.count == 2 && mantissa[1] != "0" ? mantissa[1] : ""
        let digits = (mantissa[0] + fraction).drop { $0 == "0" }
        // Where the point stands: behind so many digits.
        var point = (parts.count == 2 ? Int(parts[1]) ?? 0 : 0) + mantissa[0].count
        point -= mantissa[0].count + fraction.count - digits.count
        switch point {
        case digits.count...21: return sign + digits + String(repeating: "0", count: point - digits.count)
        case 1..<max(2, digits.count): return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        case -5...0: return sign + "0." + String(repeating: "0", count: -point) + digits
        default:
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            return sign + digits.prefix(1) + fraction + (point > 0 ? "e+" : "e") + String(point - 1)
        }
    }
}
