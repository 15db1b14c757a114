import Testing

@testable import Execution

@Suite("Errors met while executing, above all when the list is full")
struct ExecutionErrorsTests {
    private static func errors(_ count: Int) -> ExecutionErrors {
        var errors = ExecutionErrors()
        for _ in 0..<count { errors.add(ExecutionError(.raised("Fault."))) }
        return errors
    }

    @Test("What ends a mutation is listed behind a full list, and counted nowhere")
    func always() {
        var errors = Self.errors(102)
        errors.addAlways(ExecutionError(.unserializable))
        #expect(errors.list.count == 101)
        #expect(errors.list.last?.failure == "a stored value cannot be served as its scalar")
        #expect(errors.unlisted == 2)
    }

    @Test("Of the failures behind a full list the first is logged; the next request knows nothing of it")
    func failures() {
        var errors = Self.errors(99)
        for _ in 0..<2 { errors.add(ExecutionError(.nullInNonNull)) }
        errors.add(ExecutionError(.unserializable))
        let null = "a position that must not be null was null"
        #expect(errors.failures == [null, null])
        errors = Self.errors(100)
        for reason in [ExecutionError.Reason.forbidden(0), .unserializable, .nullInNonNull] {
            errors.add(ExecutionError(reason))
        }
        #expect(errors.failures == ["a stored value cannot be served as its scalar"])
        errors.removeAll()
        #expect(errors.failures == [] && errors.isEmpty && errors.unlisted == 0)
    }

    @Test("Rows that came last first turn their positions round, of those errors alone that were listed since")
    func reversed() {
        var errors = Self.errors(97)
        errors.extendPaths(since: ExecutionErrors.Mark(listed: 0, unlisted: 0), with: .index(0))
        let before = errors.mark
        for position in 0..<5 {
            let row = errors.mark
            errors.add(ExecutionError(.raised("Fault.")))
            errors.extendPaths(since: row, with: .index(position))
        }
        errors.reverseIndices(since: before, count: 5)
        #expect(
            errors.list.map(\.path) == Array(repeating: [.index(0)], count: 97) + [
                [.index(4)], [.index(3)], [.index(2)],
            ])
        let full = errors.mark
        errors.add(ExecutionError(.raised("Fault.")))
        errors.reverseIndices(since: full, count: 1)
        #expect(errors.list.count == 100 && errors.list.last?.path == [.index(2)])
    }

    @Test("As long as nobody knows how many rows there are, their positions are unknown")
    func unknownPositions() {
        var errors = Self.errors(1)
        errors.extendPaths(since: ExecutionErrors.Mark(listed: 0, unlisted: 0), with: .index(0))
        let before = errors.mark
        errors.add(ExecutionError(.raised("Fault.")))
        errors.extendPaths(since: before, with: .field(3))
        errors.extendPaths(since: before, with: .index(1))
        errors.reverseIndices(since: before, count: nil)
        errors.extendPaths(since: before, with: .field(2))
        #expect(errors.list.map(\.path) == [[.index(0)], [.field(3), .unknownIndex, .field(2)]])
    }
}
