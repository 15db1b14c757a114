/// What is kept of messages that are not whole yet, of all who send some to a loop.
package struct HeldBytes<Sender: Hashable> {
    private let memory: MemoryBudget
    /// What each may hold, whatever the others do.
    private let fairShare: Int
    /// Beyond that share.
    private var held: [Sender: Int] = [:]

    package init(in memory: MemoryBudget, fairShare: Int = Limits().share) {
        self.memory = memory
        self.fairShare = fairShare
    }

    /// Notes what a sender holds now.
    ///
    /// - Returns: Whether it has to go: all hold too much together, and this one more than its share.
    package mutating func hold(_ bytes: Int, for sender: Sender) -> Bool {
        let excess = max(0, bytes - fairShare)
        memory.add(excess - (held[sender] ?? 0))
        held[sender] = excess > 0 ? excess : nil
        return excess > 0 && memory.isExceeded
    }
}
