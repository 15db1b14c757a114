/// Two fields that cannot be merged, and the fields above them that would be.
struct FieldConflict {
    /// Two fields with one response name, by their places.
    struct Pair: Hashable {
        let one: Int32
        let other: Int32
        let responseName: Name

        init(_ one: Field, _ other: Field) {
            (self.one, self.other, responseName) = (one.offset, other.offset, one.responseName)
        }

        static func == (one: Pair, other: Pair) -> Bool { one.one == other.one && one.other == other.other }

        func hash(into hasher: inout Hasher) {
            hasher.combine(one)
            hasher.combine(other)
        }
    }

    /// From the outermost pair to the one that conflicts.
    let pairs: [Pair]
    let cause: String
}

extension ValidationContext {
    /// Reports conflicts, those below the same two fields as one error.
    mutating func report(_ conflicts: [FieldConflict]) {
        for group in grouped(conflicts, at: 0) {
            let pair = group[0].pairs[0]
            let places = places(of: group, at: 0)
            report(
                "Fields \"\(text(of: pair.responseName))\" conflict because \(reason(of: group, at: 0))."
                    + " Use different aliases on the fields to fetch both if this was intentional.",
                at: places.ones + places.others)
        }
    }

    /// Conflicts by their pair at a level, in the order found.
    private func grouped(_ conflicts: [FieldConflict], at level: Int) -> [[FieldConflict]] {
        var positions: [FieldConflict.Pair: Int] = [:]
        var groups: [[FieldConflict]] = []
        for conflict in conflicts where conflict.pairs.count > level {
            if let position = positions[conflict.pairs[level]] {
                groups[position].append(conflict)
            } else {
                positions[conflict.pairs[level]] = groups.count
                groups.append([conflict])
            }
        }
        return groups
    }

    /// Why the pair at a level, which all the conflicts have in common, cannot be merged.
    private func reason(of conflicts: [FieldConflict], at level: Int) -> String {
        if let direct = conflicts.first(where: { $0.pairs.count == level + 1 }) { return direct.cause }
        let reasons = grouped(conflicts, at: level + 1).map { group in
            let name = text(of: group[0].pairs[level + 1].responseName)
            return "subfields \"\(name)\" conflict because \(reason(of: group, at: level + 1))"
        }
        return reasons.joined(separator: " and ")
    }

    private func places(of conflicts: [FieldConflict], at level: Int) -> (ones: [Int32], others: [Int32]) {
        let pair = conflicts[0].pairs[level]
        var (ones, others) = ([pair.one], [pair.other])
        for group in grouped(conflicts, at: level + 1) {
            let inner = places(of: group, at: level + 1)
            ones += inner.ones
            others += inner.others
        }
        return (ones, others)
    }
}
