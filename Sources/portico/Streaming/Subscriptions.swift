import API

/// The subscriptions that go out on one connection, and whose turn it is.
struct Subscriptions {
    private var turns: [(id: String, stream: EventStream)] = []

    var count: Int { turns.count }

    /// The last event that has been told of each.
    var positions: [String: Int64] {
        Dictionary(turns.map { ($0.id, $0.stream.position) }, uniquingKeysWith: { first, _ in first })
    }

    /// The event up to which nothing has been missed of any.
    var position: Int64? { turns.lazy.map(\.stream.position).min() }

    mutating func add(_ stream: EventStream, _ id: String) { turns.append((id, stream)) }

    mutating func remove(_ id: String) { turns.removeAll { $0.id == id } }

    mutating func removeAll() { turns.removeAll() }

    /// The one whose turn it is; then it is the last.
    mutating func next() -> (id: String, stream: EventStream)? {
        guard !turns.isEmpty else { return nil }
        let next = turns.removeFirst()
        turns.append(next)
        return next
    }
}
