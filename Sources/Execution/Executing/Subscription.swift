package import GraphQL
package import SQLite

/// The event stream of a subscription: <https://spec.graphql.org/September2025/#sec-Subscription>.
extension Plan {
    /// `CreateSourceEventStream`: asks for the events of the root field, with its arguments.
    ///
    /// - Parameter resolve: `ResolveFieldEventStream`; what the events are, and how they come, is its matter.
    /// - Throws: Why there are no events to wait for: the request is refused.
    package func createSourceEventStream<SourceStream>(
        _ variables: VariableValues,
        resolve: (_ field: String, _ arguments: [InputObjectField]) throws(FieldRefusal) -> SourceStream
    ) throws(FieldRefusal) -> SourceStream {
        guard let subscription else {
            throw FieldRefusal(code: "BAD_USER_INPUT", message: "The operation is no subscription.")
        }
        do throws(FieldRefusal) {
            return try resolve(subscription.field, subscription.arguments.values(variables))
        } catch {
            throw error.locations.isEmpty ? error.at(subscription.locations) : error
        }
    }
}

extension Executor {
    /// What `MapSourceToResponseEvent` does with each event: writes `data` as `run` does, and the event is the root value.
    ///
    /// The caller sees to it that all of it reads one snapshot, of when the event had happened.
    ///
    /// - Parameter event: What the row of the root type is made from, as parameters from `Conditions.firstParameter` on.
    package mutating func mapSourceToResponseEvent(
        _ event: [SQLite.Value], _ prepared: PreparedPlan, _ variables: VariableValues, _ context: RequestContext,
        on connection: borrowing Connection, onError errorBehavior: ErrorBehavior = .propagate
    ) {
        self.event = event
        run(prepared, variables, context, on: connection, onError: errorBehavior)
        self.event = []
    }
}

extension FieldRefusal {
    /// Between the event and its response the row was deleted, or taken from the reader's sight.
    static let eventGone = FieldRefusal(code: "EVENT_GONE", message: "What the event tells of is not there any more.")
}
