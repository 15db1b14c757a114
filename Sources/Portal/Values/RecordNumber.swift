/// The number people know a record by, such as `REG-000001`: never used twice, gaps allowed.
package struct RecordNumber: Hashable, Sendable {
    /// What is numbered; the raw value is the prefix.
    package enum Kind: String, CaseIterable, Sendable {
        case registration = "REG"
        case opportunity = "OPP"
        case lead = "LEAD"
        case `case` = "CASE"
    }

    package let kind: Kind
    /// From 1.
    package let sequence: Int64

    package init(_ kind: Kind, _ sequence: Int64) {
        self.kind = kind
        self.sequence = sequence
    }

    /// Takes exactly the text that `text` gives.
    ///
    /// - Throws: `INVALID_FORMAT`.
    package init(_ text: String) throws(Refusal) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = parts.first.flatMap({ Kind(rawValue: String($0)) }),
            let sequence = parts.last.flatMap({ Int64($0) }), sequence > 0,
            case let number = RecordNumber(kind, sequence), number.text == text
        else { throw .invalidFormat(expected: "a record number, such as REG-000001") }
        self = number
    }

    /// The prefix, a hyphen and at least six digits.
    package var text: String { "\(kind.rawValue)-\(padded(Int(sequence), 6))" }
}
