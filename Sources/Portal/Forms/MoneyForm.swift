/// An amount of money as it was filled in.
package struct MoneyForm: Equatable, Sendable {
    package let amount: String
    /// ISO 4217 code.
    package let currency: String

    package init(amount: String, currency: String) {
        self.amount = amount
        self.currency = currency
    }

    /// The amount and the currency, each refused by itself.
    func read(by reader: inout FormReader, at field: [String]) -> Money? {
        let decimal = reader.take(field) { () throws(Refusal) in
            let decimal: Decimal
            do throws(Refusal) { decimal = try Decimal(amount) } catch { throw error.at(["amount"]) }
            try Money.check(decimal)
            return decimal
        }
        let isCurrency: Void? = reader.take(field) { () throws(Refusal) in try Money.check(currency: currency) }
        guard let decimal, isCurrency != nil else { return nil }
        return try? Money(amount: decimal, currency: currency)
    }
}
