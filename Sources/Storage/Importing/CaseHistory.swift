import Portal

/// One row of an event log: the case as it was from then on.
struct CaseEvent {
    let line: Int
    let order: Int64
    let at: Timestamp
    /// Nil when the file has no usable one: the case kept the status it had.
    var status: CaseStatus?
    let priority: CasePriority
    let groupName: String?
    let group: Int64?
    let agentName: String?
    let agent: Int64?

    /// The fields that this event changed, by their names in the schema.
    func changes(since before: CaseEvent?) -> [(field: String, old: String?, new: String?)] {
        let all: [(String, String?, String?)] = [
            ("status", before?.status?.rawValue, status?.rawValue),
            ("priority", before?.priority.rawValue, before == nil ? nil : priority.rawValue),
            ("assignedGroup", before?.groupName, groupName), ("assignedAgent", before?.agentName, agentName),
        ]
        return all.filter { $0.1 != $0.2 }
    }
}

/// The events of one case in order, and what they add up to.
struct CaseHistory {
    private(set) var events: [CaseEvent]
    private(set) var status = CaseStatus.new
    private(set) var priority = CasePriority.medium
    private(set) var group: Int64?
    private(set) var agent: Int64?
    private(set) var statusAt: Timestamp
    private(set) var updatedAt: Timestamp
    /// When the case first left `NEW`.
    private(set) var firstResponseAt: Timestamp?
    /// Milliseconds the service clock stood still before the present status.
    private(set) var waited: Int64 = 0

    /// Fills in the statuses that are missing; a case that begins without one begins as `NEW`.
    init(_ events: [CaseEvent], openedAt: Timestamp) {
        self.events = events
        (statusAt, updatedAt) = (openedAt, openedAt)
        for position in events.indices {
            let event = events[position]
            if let next = event.status, next != status {
                waited += SlaClock.pause(leaving: status, for: next, enteredAt: statusAt, now: event.at)
                if status == .new { firstResponseAt = event.at }
                (status, statusAt) = (next, event.at)
            }
            self.events[position].status = status
            (priority, updatedAt) = (event.priority, event.at)
            group = event.group ?? group
            agent = event.agent ?? agent
        }
    }
}
