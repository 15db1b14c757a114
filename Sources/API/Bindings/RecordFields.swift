import Storage

extension FieldBinding {
    /// The fields of `interface HasActivity` that every record answers the same way.
    static func activityFields(_ id: Rows.Column) -> [Self] {
        [
            .children("activity", Lists.activity, by: .recordID, of: id),
            .children("comments", Lists.comments, by: .recordID, of: id),
            .children("attachments", Lists.attachments, by: .recordID, of: id),
        ]
    }

    /// The fields of `interface Versioned`.
    static func versionFields(
        _ version: Rows.Column, _ createdAt: Rows.Column, _ updatedAt: Rows.Column
    ) -> [Self] {
        [.column("version", version), .column("createdAt", createdAt), .column("updatedAt", updatedAt)]
    }
}
