import API
import Execution
import GraphQL
import Synchronization

/// What a loop has answered since it began; also those of its answers count here that other threads give.
final class RequestCounts: Sendable {
    /// What requests are told apart by: nothing that a client can choose freely.
    struct Kind: Hashable {
        /// Nil if the request did not get as far as an operation.
        let operation: OperationKind?
        /// Of the first error; nil if there is none.
        let code: String?
    }

    struct Totals {
        /// Of those with an error, or without an operation.
        private var failures: [Kind: Int] = [:]
        private var queries = 0
        private var mutations = 0
        private var subscriptions = 0
        fileprivate(set) var latency = Histogram(.seconds)
        /// Nanoseconds.
        fileprivate(set) var sqliteTime: Int64 = 0
        fileprivate(set) var statements = 0
        fileprivate(set) var rows = 0
        fileprivate(set) var knownPlans = 0
        fileprivate(set) var newPlans = 0

        var requests: [Kind: Int] {
            let operations = [OperationKind.query: queries, .mutation: mutations, .subscription: subscriptions]
            return operations.reduce(into: failures) { requests, entry in
                if entry.value > 0 { requests[Kind(operation: entry.key, code: nil)] = entry.value }
            }
        }

        /// Most requests are operations that go well: those are counted without looking anything up.
        fileprivate mutating func count(_ operation: OperationKind?, _ code: String?) {
            switch (operation, code) {
            case (.query, nil): queries += 1
            case (.mutation, nil): mutations += 1
            case (.subscription, nil): subscriptions += 1
            default: failures[Kind(operation: operation, code: code), default: 0] += 1
            }
        }

        mutating func add(_ other: Totals) {
            failures.merge(other.failures, uniquingKeysWith: +)
            queries += other.queries
            mutations += other.mutations
            subscriptions += other.subscriptions
            latency.add(other.latency)
            sqliteTime += other.sqliteTime
            statements += other.statements
            rows += other.rows
            knownPlans += other.knownPlans
            newPlans += other.newPlans
        }
    }

    private let counted = Mutex(Totals())

    var totals: Totals { counted.withLock { $0 } }

    /// Counts a request of GraphQL, and what was refused before it could be one; any other has neither an operation nor an
    /// error.
    func count(_ summary: RequestSummary, nanoseconds: Int64) {
        guard summary.operation != nil || !summary.codes.isEmpty else { return }
        counted.withLock { totals in
            totals.count(summary.operation, summary.codes.first)
            totals.latency.count(nanoseconds)
            totals.sqliteTime += summary.nanoseconds
            totals.statements += summary.reading.statements
            totals.rows += summary.reading.rows
            guard summary.operation != nil else { return }
            if summary.isCacheHit { totals.knownPlans += 1 } else { totals.newPlans += 1 }
        }
    }
}
