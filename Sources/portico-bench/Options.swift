/// What the benchmark was asked to do.
struct Options {
    /// The folder of a program `bound` and its database `yard.db`; without it only Portico is measured.
    private(set) var bound: String?
    /// Where the yardstick's database is, or will be; made anew in a temporary place when nil.
    private(set) var data: String?
    /// How often each server is measured; the median counts.
    private(set) var rounds = 3
    /// The length of one measurement.
    private(set) var seconds = 3

    static let usage = """
        portico-bench [--data <file>] [--rounds <number>] [--seconds <number>] [--bound <folder>]

        Measures the CPU time that `portico serve` takes for a request.
          --data     keep the yardstick's database in this file, and use it again if it is there
          --rounds   measurements of each server, in turn (3)
          --seconds  length of one measurement (3)
          --bound    folder of a program to compare with: «bound serve <port> 1 join yard.db»; over a copy of yard.db, too,
                     in which it sees one partner's cases
        """

    init(_ arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw UsageError(text: Self.usage) }
            switch option {
            case "--bound": bound = value
            case "--data": data = value
            case "--rounds": rounds = try Self.count(value)
            case "--seconds": seconds = try Self.count(value)
            default: throw UsageError(text: Self.usage)
            }
        }
    }

    private static func count(_ text: String) throws(UsageError) -> Int {
        guard let count = Int(text), 1...1000 ~= count else {
            throw UsageError(text: "«\(text)» is no number from 1 to 1000")
        }
        return count
    }
}

struct UsageError: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
