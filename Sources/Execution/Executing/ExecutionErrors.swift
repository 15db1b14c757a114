/// What went wrong in one request, in the order it was met: the first errors as a list, of the others how many there were.
package struct ExecutionErrors: Sendable {
    private(set) var list: [ExecutionError] = []
    /// Errors that were met when the list was full.
    private(set) var unlisted = 0
    /// The codes that clients were told, each once, in the order of the answer.
    package private(set) var codes: [String] = []
    /// The first of them that is ours to mend.
    private var unlistedFailure: String?

    /// How many there were at some moment, to tell later what has come since.
    struct Mark: Equatable {
        let listed: Int
        let unlisted: Int
    }

    var mark: Mark { Mark(listed: list.count, unlisted: unlisted) }

    package var isEmpty: Bool { list.isEmpty }

    /// What is ours to mend, for the log: all that is listed, and the first of the others.
    package var failures: [String] { list.compactMap(\.failure) + (unlistedFailure.map { [$0] } ?? []) }

    /// Lists an error, or counts it when there are enough.
    mutating func add(_ error: ExecutionError) {
        if list.count < Limits.executionErrors { return list.append(error) }
        unlisted += 1
        if unlistedFailure == nil { unlistedFailure = error.failure }
    }

    /// Lists an error that ends the request or a mutation, so one of few, however many there are already.
    mutating func addAlways(_ error: ExecutionError) {
        var error = error
        error.isAlwaysListed = true
        list.append(error)
    }

    mutating func told(code: String) {
        if !codes.contains(code) { codes.append(code) }
    }

    mutating func removeAll() {
        list.removeAll(keepingCapacity: true)
        codes.removeAll()
        unlisted = 0
        unlistedFailure = nil
    }

    /// Adds a step to the paths on the way up from where the errors were met.
    mutating func extendPaths(since mark: Mark, with segment: PathSegment) {
        for index in mark.listed..<list.count { list[index].path.append(segment) }
    }

    /// Rows came last first: the positions in the paths of their errors are turned round like the rows.
    ///
    /// - Parameter count: How many rows; nil if nobody knows.
    mutating func reverseIndices(since mark: Mark, count: Int?) {
        for index in mark.listed..<list.count {
            guard case .index(let position)? = list[index].path.last else { continue }
            list[index].path[list[index].path.count - 1] = count.map { .index($0 - 1 - position) } ?? .unknownIndex
        }
    }
}
