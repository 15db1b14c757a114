extension JSONOutput {
    /// Writes the member `explain` of an answer's `extensions`.
    mutating func explain(_ explanation: Explanation) {
        raw(",\"explain\":{\"plan\":{\"cached\":")
        boolean(explanation.planning.isCached)
        microseconds(explanation.planning.nanoseconds)
        raw("},\"steps\":")
        let start = mark
        for step in explanation.steps { explain(step) }
        closeList(from: start)
        if explanation.unlisted > 0 {
            raw(",\"unlisted\":")
            integer(Int64(explanation.unlisted))
        }
        microseconds(explanation.nanoseconds)
        raw("}")
    }

    private mutating func explain(_ step: Explanation.Step) {
        raw(",{\"path\":")
        string(step.path)
        raw(",\"kind\":")
        string(step.kind.rawValue)
        raw(",\"sql\":")
        string(step.sql)
        raw(",\"queryPlan\":")
        strings(step.queryPlan)
        raw(",\"runs\":")
        integer(Int64(step.count.runs))
        raw(",\"rows\":")
        integer(Int64(step.count.rows))
        microseconds(step.count.nanoseconds)
        raw("}")
    }

    private mutating func microseconds(_ nanoseconds: Int64) {
        raw(",\"microseconds\":")
        integer(nanoseconds / 1000)
    }
}
