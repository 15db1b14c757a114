/// Reads a form: takes value after value and keeps every refusal on the way.
struct FormReader {
    private var refusals: [Refusal] = []

    var isAccepted: Bool { refusals.isEmpty }

    /// What is wrong with a form that is not accepted; without a refusal of its own, a value is missing.
    var answer: Refusals { Refusals(refusals) ?? Refusals(.required) }

    /// The value `read` gives, or nil after noting its refusal as one of the input at `field`.
    ///
    /// A refusal that already names a field names one within.
    mutating func take<Value>(_ field: [String], _ read: () throws(Refusal) -> Value) -> Value? {
        do throws(Refusal) {
            return try read()
        } catch {
            refusals.append(error.at(field + error.field))
            return nil
        }
    }

    /// The value `read` gives for a text that may be missing or blank.
    mutating func take<Value>(
        _ field: [String], optional text: String?, _ read: (String) throws(Refusal) -> Value
    ) -> Value? {
        guard let text, !text.isBlank else { return nil }
        return take(field) { () throws(Refusal) in try read(text) }
    }

    /// The value `read` gives for a text that has to be there.
    mutating func take<Value>(
        _ field: [String], required text: String?, _ read: (String) throws(Refusal) -> Value
    ) -> Value? {
        take(field) { () throws(Refusal) in
            guard let text, !text.isBlank else { throw .required }
            return try read(text)
        }
    }

    /// A choice that has to be made.
    mutating func take<Value>(_ field: [String], required value: Value?) -> Value? {
        take(field) { () throws(Refusal) in
            guard let value else { throw .required }
            return value
        }
    }

    mutating func refuse(_ refusal: Refusal) {
        refusals.append(refusal)
    }

    /// Files to attach: no more than a record may have.
    mutating func takeAttachments(_ field: [String], _ attachments: [Int64]) {
        let maximum = AttachmentRule.maximumPerRecord
        if attachments.count > maximum { refuse(.tooMany(maximum: maximum).at(field)) }
    }
}
