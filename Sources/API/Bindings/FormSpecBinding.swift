import Storage

/// `type FormSpec` of schema.graphql, field by field in its order.
enum FormSpecBinding: ObjectBinding {
    typealias Rows = FormTable
    static let typeName = "FormSpec"

    static let fields: [Field] = [
        .list("fields", Lists.formFields, by: .kind, of: .kind)
    ]
}

/// `type FormField` of schema.graphql, field by field in its order.
enum FormFieldBinding: ObjectBinding {
    typealias Rows = FormFieldTable
    static let typeName = "FormField"

    static let fields: [Field] = [
        .column("name", .name),
        .column("label", .label),
        .column("mandatory", .mandatory),
        .json("alternatives", .alternatives),
        .column("visible", .visible),
        .column("condition", .condition),
        .column("type", .type),
        .column("maxLength", .maximumLength),
        .json("options", .options),
    ]
}
