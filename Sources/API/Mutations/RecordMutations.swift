import Execution
import GraphQL
import Portal
import SQLite
import Storage

extension MutationBinding {
    static let acceptLead = MutationBinding(
        name: "acceptLead", payload: ("LeadPayload", LeadPayloadTable.self), gate: (.leads, .act, "leads:accept"),
        subject: .named(by: "id")
    ) { (call, db) in
        let lead = call.arguments.row("id", of: "Lead") ?? 0
        // Accepting again is the winner's right with or without a key.
        var wasAccepted = false
        let result = try once("acceptLead", call, in: db) { db in
            let accepted = try LeadStore.accept(lead, by: call.viewer, call.context, in: db)
            wasAccepted = accepted.isReplayed
            return accepted.outcome
        }
        return MutationResult(rows: result.rows, isReplayed: result.isReplayed || wasAccepted)
    }

    static let createCase = MutationBinding(
        name: "createCase", payload: ("CasePayload", CasePayloadTable.self), gate: (.cases, .create, "cases:write"),
        subject: .made(type: "Case", row: "case")
    ) { (call, db) in
        try once("createCase", call, in: db) { db in
            try CaseStore.create(
                CaseForm(call.arguments.object("input") ?? .null), by: call.viewer, call.context, in: db)
        }
    }

    static let addComment = MutationBinding(
        name: "addComment", payload: ("CommentPayload", CommentPayloadTable.self), gate: nil,
        subject: .named(by: "subjectId")
    ) { (call, db) in
        try once("addComment", call, in: db) { db in
            var form = CommentForm()
            form.kind = call.arguments.choice("kind", CommentKind.self) ?? form.kind
            form.body = call.arguments.text("body")
            form.attachments = call.arguments.attachments("attachmentIds")
            return try CommentStore.add(
                form, to: namedRecord("subjectId", of: call.arguments)?.row ?? 0, by: call.viewer, call.context, in: db)
        }
    }
}

extension CaseForm {
    /// From `input CreateCaseInput`.
    fileprivate init(_ input: InputValue) {
        self.init()
        title = input.text("title")
        summary = input.text("summary")
        category = input.choice("category", CaseCategory.self)
        priority = input.choice("priority", CasePriority.self) ?? priority
        status = input.choice("status", CaseStatus.self) ?? status
        organization = input.object("organization").map { choice in
            if let existing = choice.row("existingId", of: "Organization") { return .existing(existing) }
            if let tin = choice.text("existingTin") { return .known(tin: tin) }
            return .new(name: choice.text("newName") ?? "")
        }
        contact = input.row("contactId", of: "Contact")
        opportunity = input.row("opportunityId", of: "Opportunity")
        attachments = input.attachments("attachmentIds")
    }
}
