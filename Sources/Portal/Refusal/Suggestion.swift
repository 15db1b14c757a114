/// What the user could do next about a refusal.
package enum Suggestion: String, CaseIterable, Sendable {
    /// Choose the record that is already there.
    case useExisting = "USE_EXISTING"
    /// Read the current version and try again.
    case retryWithCurrent = "RETRY_WITH_CURRENT"
    case reopenFirst = "REOPEN_FIRST"
    case addComment = "ADD_COMMENT"
    case contactVendor = "CONTACT_VENDOR"
}
