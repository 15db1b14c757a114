/// "Did you mean …?": names that look like a mistyped one.
package enum Suggestions {
    /// The most names in one message.
    private static let maximumCount = 5
    /// Longer names, in bytes, get no suggestion: the comparison is quadratic.
    private static let maximumLength = 64
    /// So many names of a similar length are compared, so that a large schema does not make mistakes expensive.
    private static let maximumCandidates = 2000

    /// A sentence with the names most like `name`, or nothing; begins with a blank.
    package static func didYouMean(_ name: String, among candidates: [String], what: String = "") -> String {
        sentence(similar(to: name, among: candidates), what: what)
    }

    static func sentence(_ names: [String], what: String = "") -> String {
        let quoted = names.prefix(maximumCount).map { "\"\($0)\"" }
        let what = what.isEmpty ? "" : "\(what) "
        return switch quoted.count {
        case 0: ""
        case 1: " Did you mean \(what)\(quoted[0])?"
        case 2: " Did you mean \(what)\(quoted[0]) or \(quoted[1])?"
        default: " Did you mean \(what)\(quoted.dropLast().joined(separator: ", ")), or \(quoted[quoted.count - 1])?"
        }
    }

    /// Candidates at most two fifths of the name away, nearest first.
    package static func similar(to name: String, among candidates: [String]) -> [String] {
        guard name.utf8.count <= maximumLength else { return [] }
        let threshold = name.utf8.count * 2 / 5 + 1
        let bytes = Array(name.utf8)
        let lowercased = bytes.map(\.lowercased)
        return
            candidates.lazy
            .filter { abs($0.utf8.count - bytes.count) <= threshold }
            .prefix(maximumCandidates)
            .compactMap { candidate -> (name: String, distance: Int)? in
                let other = Array(candidate.utf8)
                let otherLowercased = other.map(\.lowercased)
                let distance =
                    lowercased == otherLowercased ? (bytes == other ? 0 : 1) : distance(lowercased, otherLowercased)
                return distance <= threshold ? (candidate, distance) : nil
            }
            .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .map(\.name)
    }

    /// How many insertions, removals, replacements and swaps of neighbours lead from one text to the other.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: other.count + 1)
        var last = Array(0...other.count)
        for (row, byte) in one.enumerated() {
            var current = [row + 1]
            for (column, otherByte) in other.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (byte == otherByte ? 0 : 1))
                if row > 0, column > 0, byte == other[column - 1], one[row - 1] == otherByte {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[other.count]
    }
}

extension UInt8 {
    fileprivate var lowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}
