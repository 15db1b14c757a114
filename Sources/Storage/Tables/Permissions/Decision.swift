/// Portal's rules as SQL, so that a list answers them for each of its rows.
///
/// The rules stay in Portal: the text is made from what they answer for every state, once at the start.
enum Decision {
    /// A JSON list of names as an SQL literal.
    static func list(_ names: [some RawRepresentable<String>]) -> String { list(names.map(\.rawValue)) }

    /// A JSON list of names as an SQL literal.
    static func list(_ names: [String]) -> String {
        "'[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]'"
    }

    /// The answer that belongs to the value of `expression`; the most frequent one is said once, for all the others.
    static func byValue(of expression: String, _ answers: [(value: String, answer: String)]) -> String {
        var counts: [String: Int] = [:]
        for answer in answers { counts[answer.answer, default: 0] += 1 }
        // Of equally frequent ones the first, so that the text is the same at every start.
        let most = counts.values.max() ?? 0
        let others = answers.first { counts[$0.answer] == most }?.answer ?? "NULL"
        let cases = answers.filter { $0.answer != others }.map { " WHEN '\($0.value)' THEN \($0.answer)" }
        return cases.isEmpty ? others : "CASE \(expression)\(cases.joined()) ELSE \(others) END"
    }

    /// One of two answers, by a condition.
    static func either(_ condition: String, _ then: String, _ otherwise: String) -> String {
        then == otherwise ? then : "CASE WHEN \(condition) THEN \(then) ELSE \(otherwise) END"
    }
}

/// What a viewer of one role can be to a row: the first candidate whose condition holds.
struct Standings<Standing> {
    let candidates: [(standing: Standing, condition: String)]
    let otherwise: Standing

    init(_ candidates: [(Standing, when: String)], otherwise: Standing) {
        self.candidates = candidates.map { (standing: $0.0, condition: $0.when) }
        self.otherwise = otherwise
    }

    /// The SQL of what `answer` says of each standing.
    func decide(_ answer: (Standing) -> String) -> String {
        candidates.reversed().reduce(answer(otherwise)) { rest, candidate in
            candidate.condition == "true"
                ? answer(candidate.standing) : Decision.either(candidate.condition, answer(candidate.standing), rest)
        }
    }
}
