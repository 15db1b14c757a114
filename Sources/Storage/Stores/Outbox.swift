import Portal
import SQLite

/// Mail to be sent once the transaction that asks for it has ended well.
enum Outbox {
    /// What a mail is about; the raw value is its `kind` in the schema.
    enum Kind: String {
        case registrationQualified = "REGISTRATION_QUALIFIED"
        case commentAdded = "COMMENT_ADDED"
    }

    /// Writes to a person; a program and whoever has left get no mail.
    static func send(
        _ kind: Kind, to recipient: Int64, subject: String, body: String, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) {
        try db.run(
            """
            INSERT INTO outbox_message (kind, recipient, subject, body, created_at)
            SELECT ?2, email, ?3, ?4, ?5 FROM (
                SELECT email FROM partner_user WHERE id = ?1 AND active
                UNION ALL SELECT email FROM agent WHERE id = ?1 AND active)
            """, .integer(recipient), .text(kind.rawValue), .text(subject), .text(body), Value(context.now))
    }
}
