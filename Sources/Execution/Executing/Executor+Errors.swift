/// What becomes of positions that are null or failed.
///
/// <https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors>
extension Executor {
    /// Ends a position whose value is null: an error where it must not be, unless errors met since `before` explain it.
    mutating func completeNull(
        since before: ExecutionErrors.Mark, at segment: PathSegment, from start: Int, isNonNull: Bool
    ) throws(PropagateNull) {
        if errors.mark == before {
            if !isNonNull {
                output.truncate(to: start)
                return output.raw("null")
            }
            errors.add(ExecutionError(.nullInNonNull))
        }
        try handleErrors(since: before, at: segment, from: start, isNonNull: isNonNull)
    }

    /// Ends a position that failed: it is null, or the position around it has to be.
    mutating func handleErrors(
        since before: ExecutionErrors.Mark, at segment: PathSegment, from start: Int, isNonNull: Bool
    ) throws(PropagateNull) {
        errors.extendPaths(since: before, with: segment)
        output.truncate(to: start)
        if propagates(isNonNull) { throw PropagateNull() }
        output.raw("null")
    }

    private func propagates(_ isNonNull: Bool) -> Bool {
        switch errorBehavior {
        case .propagate: isNonNull || isStopped
        case .null: isStopped
        case .halt: true
        }
    }
}
