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

/// Reads a form: takes value after value and keeps every refusal on the way.
struct FormReader {
    private(set) var refusals: [Refusal] = []

    /// The value `read` gives, or nil after noting its refusal as one of the input at `field`.
    mutating func take<Value>(_ field: [String], _ read: () throws(Refusal) -> Value) -> Value? {
        do {
            return try read()
        } catch {
            refusals.append(error.at(field))
            return nil
        }
    }

    /// The value `read` gives for a text that was given and is not blank.
    mutating func take<Value>(
        _ field: [String], optional text: String?, _ read: (String) throws(Refusal) -> Value
    ) -> Value? {
        guard let text, !text.isBlank else { return nil }
        return take(field) { () throws(Refusal) in try read(text) }
    }

    /// The value `read` gives for a text that has to be given.
    mutating func take<Value>(
        _ field: [String], required text: String?, _ read: (String) throws(Refusal) -> Value
    ) -> Value? {
        take(field) { () throws(Refusal) in
            guard let text, !text.isBlank else { throw .required }
            return try read(text)
        }
    }

    mutating func refuse(_ refusal: Refusal) {
        refusals.append(refusal)
    }
}
