/// The streams of a loop, and whose turn it is when all are to be told something.
///
/// A thousand streams are not advanced at once: between shares of a round other clients are served.
struct StreamRounds {
    private enum Reason {
        case news, tick
    }

    private var open: [StreamID] = []
    private var hasNews = false
    private var isTickDue = false
    /// Who is still to be told in this round; the last is next.
    private var waiting: [StreamID] = []
    private var reason = Reason.news
    /// Who is to be told of the drain, and when, in milliseconds; the last is first.
    private var farewells: [(stream: StreamID, due: Int)] = []
    private var isDraining = false

    /// Whether somebody is to be told something at once.
    var isBusy: Bool { !waiting.isEmpty || !open.isEmpty && (hasNews || isTickDue) }

    mutating func insert(_ stream: StreamID, now: Int) {
        open.append(stream)
        if isDraining { farewells.append((stream, now)) }
    }

    mutating func remove(_ stream: StreamID) {
        guard let index = open.firstIndex(of: stream) else { return }
        open.swapAt(index, open.count - 1)
        open.removeLast()
    }

    mutating func announceNews() { hasNews = true }

    mutating func announceTick() { isTickDue = true }

    /// Spreads the farewells over so many milliseconds, so that clients do not come back all at once.
    mutating func drain(now: Int, spread: Int) {
        isDraining = true
        farewells = open.enumerated().map { ($1, now + spread * $0 / open.count) }.reversed()
    }

    /// The next stream to be told something, and what.
    mutating func next(now: Int) -> (StreamID, StreamEvent)? {
        if let last = farewells.last, last.due <= now {
            farewells.removeLast()
            return (last.stream, .drain)
        }
        if waiting.isEmpty { beginRound() }
        return waiting.popLast().map { ($0, reason == .news ? .news : .tick) }
    }

    private mutating func beginRound() {
        // News may come without end; a tick comes twice a second, and is news, too.
        if isTickDue {
            isTickDue = false
            reason = .tick
        } else if hasNews {
            hasNews = false
            reason = .news
        } else {
            return
        }
        waiting = open
    }
}
