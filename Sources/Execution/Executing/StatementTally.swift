/// Which of a list position's statements is meant.
enum StatementPart: Hashable {
    case rows
    case count
    /// The index in `PagePlan.groupings`.
    case grouping(Int32)
}

/// Counts what each statement of a query does, for whoever wants to know.
///
/// Nobody else pays for it: an executor that has none looks for it once a run of a statement.
package final class StatementTally {
    struct Position: Hashable {
        /// The index in `Plan.rows`.
        let rows: Int
        let part: StatementPart
    }

    struct Count {
        var runs = 0
        var rows = 0
        /// In SQLite, and in writing what it gave; without the statements that run meanwhile.
        var nanoseconds: Int64 = 0
    }

    private let clock: () -> Int64
    private var counts: [Position: Count] = [:]
    /// The statements that are running, each for a row of the one before.
    private var running: [Position] = []
    private var lastLook: (nanoseconds: Int64, rows: Int) = (0, 0)

    /// - Parameter clock: Nanoseconds of a clock that never goes back.
    package init(clock: @escaping () -> Int64) { self.clock = clock }

    /// - Parameter rows: How many rows the request has read so far.
    func begin(_ position: Position, rows: Int) {
        look(rows)
        running.append(position)
        counts[position, default: Count()].runs += 1
    }

    /// The statement that began last has ended.
    func end(rows: Int) {
        look(rows)
        running.removeLast()
    }

    /// What has been since the last look is the innermost statement's.
    private func look(_ rows: Int) {
        let now = clock()
        if let position = running.last {
            counts[position]?.nanoseconds += now - lastLook.nanoseconds
            counts[position]?.rows += rows - lastLook.rows
        }
        lastLook = (now, rows)
    }

    /// What a statement did, told once; nil if it did not run.
    func take(_ position: Position) -> Count? { counts.removeValue(forKey: position) }
}
