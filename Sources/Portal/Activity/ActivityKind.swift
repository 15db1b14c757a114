/// What an entry of a record's activity feed is.
package enum ActivityKind: String, CaseIterable, Sendable {
    case comment = "COMMENT"
    case fieldChange = "FIELD_CHANGE"
    case stateChange = "STATE_CHANGE"
    case attachment = "ATTACHMENT"
    case touchPoint = "TOUCH_POINT"
}
