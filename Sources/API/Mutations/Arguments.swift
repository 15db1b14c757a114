import Execution
import GraphQL
import Portal

/// Reading coerced arguments and input objects by name; what was not given, or given as null, is nil.
extension InputValue {
    func text(_ name: String) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }

    func flag(_ name: String) -> Bool? {
        if case .boolean(let flag)? = self[name] { flag } else { nil }
    }

    func number(_ name: String) -> Int64? {
        if case .int(let number)? = self[name] { number } else { nil }
    }

    /// An input object, or a choice of one.
    func object(_ name: String) -> InputValue? {
        if case .object? = self[name] { self[name] } else { nil }
    }

    func choice<Choice: RawRepresentable<String>>(_ name: String, _: Choice.Type) -> Choice? {
        if case .enumeration(let value)? = self[name] { Choice(rawValue: value) } else { nil }
    }

    /// The row that a global id of `type` names; 0, which no row has, for any other text.
    func row(_ name: String, of type: String) -> Int64? {
        guard let value = self[name], value != .null else { return nil }
        return rowNumber(value, of: type)
    }

    /// The rows that ids of attachments name; of too many only so many that it shows.
    func attachments(_ name: String) -> [Int64] {
        guard case .list(let ids)? = self[name] else { return [] }
        return ids.prefix(AttachmentRule.maximumPerRecord + 1).map { rowNumber($0, of: "Attachment") }
    }

    /// An amount as text again: exactly what columns store is exactly what it says.
    func money(_ name: String) -> MoneyForm? {
        guard let money = object(name), let amount = money.number("amount"), let currency = money.text("currency")
        else { return nil }
        return MoneyForm(amount: Decimal(scaled: amount).text, currency: currency)
    }
}
