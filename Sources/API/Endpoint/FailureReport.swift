/// Told of every failure that is ours to mend: the request's id, which the client sees, and what failed, which it does not.
///
/// Called from any thread.
package typealias FailureReport = @Sendable (_ requestID: String, _ failure: String) -> Void
