import Execution
import Portal

/// Refusals as the payload's field `userErrors` reads them: the members of `type UserError`, ids already global.
enum UserErrors {
    /// The most that one answer tells; nobody mends more at once.
    static let limit = 100

    static func json(_ refusals: [Refusal]) -> String {
        var output = JSONOutput(capacity: 1024)
        output.byte(UInt8(ascii: "["))
        for (index, refusal) in refusals.prefix(limit).enumerated() {
            if index > 0 { output.byte(UInt8(ascii: ",")) }
            write(refusal, to: &output)
        }
        output.byte(UInt8(ascii: "]"))
        return output.text
    }

    /// Members without a value are left out.
    private static func write(_ refusal: Refusal, to output: inout JSONOutput) {
        output.raw("{\"code\":")
        output.string(refusal.code.rawValue)
        output.raw(",\"message\":")
        output.string(refusal.message)
        if !refusal.field.isEmpty {
            output.raw(",\"field\":")
            output.strings(refusal.field)
        }
        if let record = refusal.conflicting {
            output.raw(",\"conflictingId\":")
            output.string(GlobalID.encode(record.type, record.row))
        }
        if let suggestion = refusal.suggestion {
            output.raw(",\"suggestion\":")
            output.string(suggestion.rawValue)
        }
        if !refusal.details.isEmpty {
            output.raw(",\"details\":{")
            for (index, detail) in refusal.details.enumerated() {
                if index > 0 { output.byte(UInt8(ascii: ",")) }
                output.string(detail.key)
                output.byte(UInt8(ascii: ":"))
                switch detail.value {
                case .text(let text): output.string(text)
                case .number(let number): output.integer(number)
                case .texts(let texts): output.strings(texts)
                }
            }
            output.byte(UInt8(ascii: "}"))
        }
        output.byte(UInt8(ascii: "}"))
    }
}
