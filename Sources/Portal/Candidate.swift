/// An agent who could be given a new record.
package struct Candidate: Hashable, Sendable {
    package let agentID: Int64
    /// How many records of its kind the agent has to work on.
    package let load: Int
    /// Whether the agent could work on it at all: is still there, and may do more than read.
    package let isFit: Bool

    package init(agentID: Int64, load: Int, isFit: Bool) {
        self.agentID = agentID
        self.load = load
        self.isFit = isFit
    }

    /// The fit one with the least load, the lowest id among equals: the same record always finds the same agent.
    package static func chosen(among candidates: [Candidate]) -> Int64? {
        candidates.filter(\.isFit).min { ($0.load, $0.agentID) < ($1.load, $1.agentID) }?.agentID
    }
}
