/// Writes <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>.
///
/// Labels and help are our own words: none has a quotation mark, a backslash or a line feed that would have to be escaped.
struct MetricsText {
    enum Kind: String { case counter, gauge, histogram }

    private(set) var text = ""
    private var name = ""

    /// Begins the figures of one name.
    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(_ labels: [(name: String, value: String)], _ value: Int) { sample(labels, "\(value)") }

    mutating func sample(_ labels: [(name: String, value: String)], _ value: String) {
        line(name, labels, value)
    }

    /// - Parameter sum: How the sum of all figures is told.
    mutating func histogram(_ histogram: Histogram, _ sum: (Int64) -> String) {
        var count = 0
        for (text, more) in zip(histogram.bounds.texts + ["+Inf"], histogram.counts) {
            count += more
            line(name + "_bucket", [("le", text)], "\(count)")
        }
        line(name + "_sum", [], sum(histogram.sum))
        line(name + "_count", [], "\(count)")
    }

    private mutating func line(_ name: String, _ labels: [(name: String, value: String)], _ value: String) {
        let list = labels.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ",")
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(list)} \(value)\n"
    }

    /// Nanoseconds as seconds, to the last digit.
    static func seconds(_ nanoseconds: Int64) -> String {
        let (whole, rest) = max(0, nanoseconds).quotientAndRemainder(dividingBy: 1_000_000_000)
        let digits = "\(rest)"
        return "\(whole)." + String(repeating: "0", count: 9 - digits.count) + digits
    }
}
