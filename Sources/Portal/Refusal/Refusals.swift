/// Everything that is wrong with one request: at least one refusal.
///
/// A form is answered once, with all its faults, instead of once a fault.
package struct Refusals: Error, Equatable, Sendable {
    package let first: Refusal
    package let others: [Refusal]

    package init(_ refusal: Refusal) {
        first = refusal
        others = []
    }

    /// Nil when there is nothing to refuse.
    package init?(_ refusals: [Refusal]) {
        guard let first = refusals.first else { return nil }
        self.first = first
        others = Array(refusals.dropFirst())
    }

    package var all: [Refusal] { [first] + others }
}
