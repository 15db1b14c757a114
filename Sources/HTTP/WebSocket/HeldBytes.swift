/// What is kept of messages that are not whole yet, of all who send some: the most that they may take together.
package struct HeldBytes<Sender: Hashable> {
    private let budget: Int
    /// What each may hold, whatever the others do.
    private let fairShare: Int
    private var held: [Sender: Int] = [:]
    private var total = 0

    package init(budget: Int, fairShare: Int) {
        self.budget = budget
        self.fairShare = fairShare
    }

    /// Notes what a sender holds now.
    ///
    /// - Returns: Whether it has to go: together they hold too much, and this one more than its share.
    package mutating func hold(_ bytes: Int, for sender: Sender) -> Bool {
        total += bytes - (held[sender] ?? 0)
        held[sender] = bytes > 0 ? bytes : nil
        return total > budget && bytes > fairShare
    }
}
