/// What happened to a record, in the change log and to its followers.
package enum ChangeType: String, CaseIterable, Sendable {
    case created = "CREATED"
    case updated = "UPDATED"
    case deleted = "DELETED"
    /// The record lives on, but the follower may no longer see it.
    case accessLost = "ACCESS_LOST"
}
