extension Request {
    /// Which of the media types on offer the client likes best (RFC 9110 §12.5.1); nil if it accepts none of them.
    ///
    /// Highest weight first, then the one that was named rather than matched by `*`, then the one that was named earlier, then the one
    /// that is offered earlier. Without an Accept field everything is acceptable, and one without elements says as little.
    package func preferred(among offers: [StaticString]) -> Int? {
        var best: (offer: Int, rank: AcceptRank)?
        var hasAccept = false
        for (index, offer) in offers.enumerated() {
            var rank: AcceptRank?
            var position = 0
            forEachHeader("accept") { value in
                hasAccept = hasAccept || value.contains { !$0.isWhitespace && $0 != UInt8(ascii: ",") }
                AcceptRank.improve(&rank, for: offer, by: value, position: &position)
            }
            guard let rank, rank.weight > 0 else { continue }
            if best.map({ $0.rank < rank }) ?? true { best = (index, rank) }
        }
        return hasAccept ? best?.offer : offers.indices.first
    }
}

/// What an Accept field says about one media type.
struct AcceptRank: Comparable {
    /// In thousandths.
    let weight: Int
    /// 0 for `*/*`, 1 for `type/*`, 2 for the type itself.
    let specificity: Int
    let position: Int

    static func < (left: AcceptRank, right: AcceptRank) -> Bool {
        (left.weight, left.specificity, -left.position) < (right.weight, right.specificity, -right.position)
    }

    /// Takes the most specific range that covers the type, as RFC 9110 §12.5.1 demands; ranges that cannot be read are passed over.
    ///
    /// Parameters other than `charset` and `q` do not keep a range from matching: nothing offered here comes in variants.
    static func improve(
        _ rank: inout AcceptRank?, for offer: StaticString, by value: UnsafeRawBufferPointer, position: inout Int
    ) {
        var rest = value
        while !rest.isEmpty {
            position += 1
            guard let range = MediaType(rest.cutUnquoted(at: UInt8(ascii: ","))), range.isUTF8,
                let specificity = specificity(of: range, for: offer), specificity > rank?.specificity ?? -1
            else { continue }
            rank = AcceptRank(weight: weight(range.parameter("q")), specificity: specificity, position: position)
        }
    }

    private static func specificity(of range: MediaType, for offer: StaticString) -> Int? {
        if range.matches(offer) { return 2 }
        guard range.subtype.equals("*") else { return nil }
        if range.type.equals("*") { return 0 }
        let type = UnsafeRawBufferPointer(start: offer.utf8Start, count: offer.utf8CodeUnitCount)
        let slash = type.firstIndex(of: UInt8(ascii: "/")) ?? type.count
        return range.type.elementsEqual(type[..<slash], by: { $0.lowercased == $1 }) ? 1 : nil
    }

    /// qvalue of RFC 9110 §12.4.2: `0` or `1` with up to three decimals.
    ///
    /// One that is malformed counts as 1, as if it were not there.
    static func weight(_ value: String?) -> Int {
        guard let digits = value.map({ Array($0.utf8) }), let first = digits.first else { return 1000 }
        let decimals = digits.dropFirst(2)
        guard first == 0x30 || first == 0x31, digits.count == 1 || digits[1] == UInt8(ascii: "."),
            decimals.count <= 3, decimals.allSatisfy(\.isDigit)
        else { return 1000 }
        var weight = Int(first - 0x30) * 1000
        for (digit, unit) in zip(decimals, [100, 10, 1]) { weight += Int(digit - 0x30) * unit }
        return min(weight, 1000)
    }
}
