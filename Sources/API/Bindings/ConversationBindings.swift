import Storage

/// `type Comment`.
enum CommentBinding: ObjectBinding {
    typealias Rows = CommentTable
    static let typeName = "Comment"

    static let fields: [Field] =
        [
            .id("Comment", .id),
            .column("kind", .kind),
            .column("body", .body),
            .known("author", "Actor", by: .authorID),
            .column("authorName", .authorName),
            .one("subject", "HasActivity", by: .recordID),
            .list(
                "mentions", Lists.mentions, through: CommentMentionTable.self, .actorID, .commentID, by: .id, of: .id),
            .column("editedAt", .editedAt),
            .column("deletedAt", .deletedAt),
        ] + Field.versionFields(.version, .createdAt, .updatedAt)
}

/// `type Attachment`.
enum AttachmentBinding: ObjectBinding {
    typealias Rows = AttachmentTable
    static let typeName = "Attachment"

    static let fields: [Field] = [
        .id("Attachment", .id),
        .column("fileName", .fileName),
        .column("mediaType", .mediaType),
        .column("size", .size),
        .column("sha256", .sha256),
        .column("url", .url, when: Rows.urlIsOpen),
        .one("uploadedBy", "Actor", by: .uploadedByID),
        .column("internal", .isInternal),
        .column("scanState", .scanState),
        .column("createdAt", .createdAt),
    ]
}

/// `type TouchPoint`.
enum TouchPointBinding: ObjectBinding {
    typealias Rows = TouchPointTable
    static let typeName = "TouchPoint"

    static let fields: [Field] = [
        .id("TouchPoint", .id),
        .column("kind", .kind),
        .column("at", .at),
        .column("title", .title),
        .column("detail", .detail),
        .one("actor", "Actor", by: .actorID),
        .column("internal", .isInternal),
    ]
}
