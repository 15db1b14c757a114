/// How often a figure was how large, as Prometheus wants it.
struct Histogram: Sendable {
    /// The largest figure of each bucket but the last, as it is counted and as it is told.
    struct Bounds: Sendable {
        let figures: [Int64]
        let texts: [String]
    }

    let bounds: Bounds
    /// Of each bucket, without those below it; the last has all that is larger.
    private(set) var counts: [Int]
    private(set) var sum: Int64 = 0

    init(_ bounds: Bounds) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.figures.count + 1)
    }

    mutating func count(_ figure: Int64) {
        let bucket = bounds.figures.firstIndex { figure <= $0 } ?? bounds.figures.count
        counts[bucket] += 1
        sum += figure
    }

    mutating func add(_ other: Histogram) {
        for index in counts.indices { counts[index] += other.counts[index] }
        sum += other.sum
    }
}

extension Histogram.Bounds {
    /// Nanoseconds, told as seconds.
    static let seconds = Histogram.Bounds(
        figures: [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000].map { Int64($0 * 1e6) },
        texts: ["0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5"])

    /// Jobs; the writer takes 64 at most.
    static let jobs = Histogram.Bounds(
        figures: [1, 2, 4, 8, 16, 32, 64], texts: ["1", "2", "4", "8", "16", "32", "64"])
}
