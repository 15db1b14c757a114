/// Whether a webhook is called.
package enum WebhookState: String, CaseIterable, Sendable {
    case active = "ACTIVE"
    /// Somebody stopped it.
    case paused = "PAUSED"
    /// It is called, but the last calls failed.
    case failing = "FAILING"
}
