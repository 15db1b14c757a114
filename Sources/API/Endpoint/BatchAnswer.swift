import Synchronization

/// The answers to the requests of a batch, which may come from several threads and in any order.
final class BatchAnswer: Sendable {
    private struct Answers {
        var responses: [[UInt8]]
        var summaries: [[RequestSummary]]
        var outcomes: [Endpoint.Outcome] = []
    }

    private let answers: Mutex<Answers>
    private let later: Endpoint.Later

    /// - Parameter later: Called with the list of all answers once the last is there.
    init(requests: Int, _ later: @escaping Endpoint.Later) {
        answers = Mutex(
            Answers(
                responses: Array(repeating: [], count: requests), summaries: Array(repeating: [], count: requests)))
        self.later = later
    }

    /// Takes the answer to one of the requests, counted from zero; each must be given once.
    func set(_ index: Int, _ outcome: Endpoint.Outcome, _ summaries: [RequestSummary], _ response: [UInt8]) {
        let complete = answers.withLock { answers in
            answers.responses[index] = response
            answers.summaries[index] = summaries
            answers.outcomes.append(outcome)
            return answers.outcomes.count == answers.responses.count ? answers : nil
        }
        guard let complete else { return }
        // What they all have in common the status may tell; else each answer tells of itself.
        let isCommon = complete.outcomes.allSatisfy { $0 == outcome }
        later(isCommon ? outcome : .executed, complete.summaries.flatMap { $0 }, Self.list(complete.responses))
    }

    private static func list(_ responses: [[UInt8]]) -> [UInt8] {
        var list: [UInt8] = []
        list.reserveCapacity(responses.reduce(1) { $0 + $1.count + 1 })
        for response in responses {
            list.append(UInt8(ascii: list.isEmpty ? "[" : ","))
            list += response
        }
        list.append(UInt8(ascii: "]"))
        return list
    }
}
