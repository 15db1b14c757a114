/// By which means vendor and partner met over a case.
package enum TouchPointKind: String, CaseIterable, Sendable {
    case call = "CALL"
    case email = "EMAIL"
    case meeting = "MEETING"
    case sms = "SMS"
    case event = "EVENT"
    /// A key step of the case itself, not a conversation.
    case milestone = "MILESTONE"
}
