package import Portal

/// A table whose rows are changes as the schema's `ChangeEvent` tells them.
package protocol EventTable: Table where Column: EventColumn {
    /// A `ChangeType` of the schema, said of the record.
    static func type(for role: Role, of row: String) -> String

    /// The schema's names of the fields that changed, as a JSON list.
    static func changedFields(for role: Role, of row: String) -> String
}

/// What every such table has a column for.
package protocol EventColumn {
    static var sequence: Self { get }
    static var recordID: Self { get }
    static var recordType: Self { get }
    static var at: Self { get }
}
