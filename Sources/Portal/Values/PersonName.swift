/// The name of a person.
package struct PersonName: Hashable, Sendable {
    package let first: String
    package let last: String
    package let middle: String?

    /// Each part as `Text.line` gives it.
    init(first: String, last: String, middle: String?) {
        self.first = first
        self.last = last
        self.middle = middle
    }

    /// The name lists show: given name, then family name.
    package var displayName: String { "\(first) \(last)" }
}
