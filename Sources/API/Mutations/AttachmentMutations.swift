import Execution
import GraphQL
import Portal
import SQLite
import Storage

extension MutationBinding {
    static let addAttachment = MutationBinding(
        name: "addAttachment", payload: ("AttachmentPayload", AttachmentPayloadTable.self),
        gate: (.documents, .create, "comments:write"), subject: .named(by: "subjectId")
    ) { (call, db) in
        var result = try once("addAttachment", call, in: db) { db in
            let subject = call.arguments.text("subjectId").map { recordReference($0)?.row ?? 0 }
            let handle = call.arguments.text("file")
            var form = AttachmentForm(call.arguments)
            form.file = handle.map(call.files.form)
            let stored = handle.flatMap { call.files.byHandle[$0]?.stored }
            return try UploadStore.announce(form, stored, of: subject, by: call.viewer, call.context, in: db)
        }
        // A replay gets an address of its own: the first may have run out.
        if let attachment = result.rows["attachment"] {
            result.told["uploadUrl"] = try UploadStore.address(of: attachment, call.context, in: db).map(
                SQLite.Value.text)
        }
        return result
    }
}

extension AttachmentForm {
    /// From the arguments of `addAttachment`.
    fileprivate init(_ arguments: InputValue) {
        self.init()
        fileName = arguments.text("fileName")
        mediaType = arguments.text("mediaType")
        size = arguments.number("size")
        isInternal = arguments.flag("internal") ?? isInternal
    }
}
