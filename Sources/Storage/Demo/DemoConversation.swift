import Portal
import SQLite

struct DemoComment {
    /// Position in `DemoFilling.records`.
    let record: Int
    let kind: CommentKind
    let body: String
    let author: Int64
    let createdAt: Timestamp
    let editedAt: Timestamp?
    let deletedAt: Timestamp?
    /// Someone of the vendor who is mentioned; nil for none.
    let mention: Int64?
}

extension DemoFilling {
    static let commentCount = 5_000
    private static let touchPointCount = 800
    private static let attachmentCount = 400

    /// Two of three comments are about cases.
    mutating func draftConversation() {
        let talkedAbout =
            registrations.filter { $0.submittedAt != nil }.map(\.record) + opportunities.map(\.record)
            + leads.filter { $0.accepted != nil }.map(\.record)
        for index in 0..<Self.commentCount {
            let record = index % 3 == 2 ? dice.pick(talkedAbout) : cases[index % cases.count].record
            comments.append(draftComment(on: record, isNote: index % 5 == 4))
        }
    }

    private mutating func draftComment(on record: Int, isNote: Bool) -> DemoComment {
        let (partnerSide, vendorSide) = (records[record].partnerSide, records[record].vendorSide)
        let partner = isNote || dice.chance(ofPercent: 45) ? nil : partnerSide
        let body = dice.pick(
            isNote
                ? DemoWords.internalNotes : partner == nil ? DemoWords.agentComments : DemoWords.partnerComments)
        let start = records[record].createdAt
        let end = min(now, max(records[record].updatedAt, start.adding(10 * Timestamp.day)))
        let times = dice.instants(2, after: start, until: end)
        let isDeleted = dice.chance(ofPercent: 2)
        let isEdited = !isDeleted && dice.chance(ofPercent: 4)
        return DemoComment(
            record: record, kind: isNote ? .internalNote : .additionalComment, body: isDeleted ? "" : body,
            author: partner ?? vendorSide, createdAt: times[0], editedAt: isEdited ? times[1] : nil,
            deletedAt: isDeleted ? times[1] : nil,
            mention: partner != nil && dice.chance(ofPercent: 5) ? vendorSide : nil)
    }

    mutating func insertConversation(on db: borrowing Connection, with files: FileDirectory) throws {
        try insertComments(on: db)
        try insertTouchPoints(on: db)
        try insertAttachments(on: db, with: files)
    }

    private mutating func insertComments(on db: borrowing Connection) throws {
        let order = comments.indices.sorted { (comments[$0].createdAt, $0) < (comments[$1].createdAt, $1) }
        for (position, index) in order.enumerated() {
            let comment = comments[index]
            let id = Int64(position) + 1
            let changedAt = comment.editedAt ?? comment.deletedAt
            try rows.insert(
                into: "comment", on: db,
                [
                    "id": .integer(id), "record_id": .integer(records[comment.record].id),
                    "kind": .text(comment.kind.rawValue), "body": .text(comment.body),
                    "author_id": .integer(comment.author), "edited_at": Value(comment.editedAt),
                    "deleted_at": Value(comment.deletedAt), "version": changedAt == nil ? 1 : 2,
                    "created_at": Value(comment.createdAt), "updated_at": Value(changedAt ?? comment.createdAt),
                ])
            if let mention = comment.mention {
                try rows.insert(
                    into: "comment_mention", on: db, ["comment_id": .integer(id), "actor_id": .integer(mention)])
            }
            logChild(comment.record, .comment, id, at: comment.createdAt, by: comment.author, comment.kind)
            if let changedAt {
                logChild(comment.record, .comment, id, at: changedAt, by: comment.author, comment.kind)
            }
        }
    }

    private mutating func logChild(
        _ record: Int, _ kind: DemoChange.Kind, _ id: Int64, at: Timestamp, by actor: Int64, _ visibleTo: CommentKind
    ) {
        log.append(
            DemoChange(
                record: record, at: at, actor: actor, kind: kind, reference: id,
                isInternal: visibleTo == .internalNote))
    }

    private mutating func insertTouchPoints(on db: borrowing Connection) throws {
        let titles: [TouchPointKind: String] = [
            .call: "Call with the customer", .email: "Mail to the partner", .meeting: "Status meeting",
            .sms: "Short message", .event: "Met at the partner day", .milestone: "First response",
        ]
        let taken = cases.compactMap { draft in draft.agent.map { (draft.record, $0) } }
        for index in 0..<Self.touchPointCount {
            let (position, agent) = taken[index * 7 % taken.count]
            let record = records[position]
            let kind = TouchPointKind.allCases[index % TouchPointKind.allCases.count]
            let at = dice.instants(1, after: record.createdAt, until: record.updatedAt)[0]
            let isInternal = dice.chance(ofPercent: 15)
            let id = try rows.insert(
                into: "touch_point", on: db,
                [
                    "record_id": .integer(record.id), "kind": .text(kind.rawValue), "at": Value(at),
                    "title": .text(titles[kind] ?? kind.rawValue),
                    "detail": dice.chance(ofPercent: 50) ? .text(dice.pick(DemoWords.agentComments)) : nil,
                    "actor_id": .integer(agent.id), "internal": Value(isInternal), "created_at": Value(at),
                ])
            logChild(
                position, .touchPoint, id, at: at, by: agent.id,
                isInternal ? .internalNote : .additionalComment)
        }
    }

    private mutating func insertAttachments(on db: borrowing Connection, with files: FileDirectory) throws {
        let stored = try DemoWords.files.map { try DemoFile.store($0, in: files) }
        for index in 0..<Self.attachmentCount {
            let position =
                index.isMultiple(of: 4)
                ? registrations[index % registrations.count].record : cases[index * 3 % cases.count].record
            let record = records[position]
            let name = DemoWords.files[index % DemoWords.files.count]
            let file = stored[index % DemoWords.files.count]
            let at = dice.instants(1, after: record.createdAt, until: now)[0]
            let isInternal = dice.chance(ofPercent: 10)
            let uploader = isInternal ? record.vendorSide : record.partnerSide ?? record.vendorSide
            let id = try rows.insert(
                into: "attachment", on: db,
                [
                    "record_id": .integer(record.id), "comment_id": nil, "file_name": .text(name),
                    "media_type": .text(file.type.mediaType), "size": Value(file.size), "sha256": .text(file.sha256),
                    "file": .text(file.name), "stored_at": Value(at), "uploaded_by_id": .integer(uploader),
                    "internal": Value(isInternal),
                    "scan_state": index.isMultiple(of: 40) ? "PENDING" : "CLEAN", "created_at": Value(at),
                ])
            logChild(
                position, .attachment, id, at: at, by: uploader,
                isInternal ? .internalNote : .additionalComment)
        }
    }
}
