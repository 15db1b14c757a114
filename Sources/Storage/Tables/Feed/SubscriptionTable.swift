package import Portal

/// The root of a subscription: the one row of an event, made of what is bound as parameters.
///
/// What it names is read through tables of its own, so that an event shows no more than the viewer may see.
package enum SubscriptionTable: Table {
    /// In the order of the parameters.
    package enum Column: String, CaseIterable, Sendable {
        /// The entry of the log that the event is.
        case sequence
        /// The comment that was added, if one was.
        case comment
    }

    package static let name =
        "(SELECT ?\(Parameter.firstArgument) AS sequence, ?\(Parameter.firstArgument + 1) AS comment)"

    package static let key = "sequence"

    package static func visibility(for role: Role, of row: String) -> String { "true" }
}
