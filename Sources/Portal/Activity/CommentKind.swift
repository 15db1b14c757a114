/// Who may read a comment.
package enum CommentKind: String, CaseIterable, Sendable {
    /// Everyone who sees the record.
    case additionalComment = "ADDITIONAL_COMMENT"
    /// The vendor only.
    case internalNote = "INTERNAL_NOTE"
}
