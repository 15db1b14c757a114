/// The numbers of the parameters that every statement may have: who is asking, and when.
///
/// `Storage` writes them and `Execution` binds them; both know this room, and not each other.
package enum ContextParameter: Int32 {
    case viewer = 1
    case partner
    case rights
    case now
    case rateLimit = 30
    case rateRemaining
    case rateResetAt
    case operationCost

    /// As it stands in a statement, such as `?1`.
    package var sql: String { "?\(rawValue)" }
}
