/// A comment, as it was written.
package struct CommentForm: Equatable, Sendable {
    package var kind = CommentKind.additionalComment
    package var body: String?
    /// Rows of uploaded files.
    package var attachments: [Int64] = []

    package init() {}

    /// The comment, read.
    package struct Accepted: Equatable, Sendable {
        package let kind: CommentKind
        package let body: String
        package let attachments: [Int64]
    }

    /// Reads the comment of a caller in `role`; only the vendor's people may write among themselves.
    ///
    /// - Throws: everything that is wrong with it, each at its argument.
    package func read(by role: Role) throws(Refusals) -> Accepted {
        var reader = FormReader()
        let body = reader.take(["body"], required: body, Text.prose)
        switch (kind, role) {
        case (.additionalComment, _), (.internalNote, .agent), (.internalNote, .admin): break
        case (.internalNote, _): reader.refuse(.fieldNotWritable.at(["kind"]))
        }
        reader.takeAttachments(["attachmentIds"], attachments)

        guard reader.isAccepted, let body else { throw reader.answer }
        return Accepted(kind: kind, body: body, attachments: attachments)
    }
}
