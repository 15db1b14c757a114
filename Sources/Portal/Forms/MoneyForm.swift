/// An amount of money as it was filled in.
package struct MoneyForm: Equatable, Sendable {
    package let amount: String
    /// ISO 4217 code.
    package let currency: String

    package init(amount: String, currency: String) {
        self.amount = amount
        self.currency = currency
    }

    /// - Throws: as `Decimal` and `Money`, naming `amount` or `currency`.
    package func read() throws(Refusal) -> Money {
        let decimal: Decimal
        do throws(Refusal) {
            decimal = try Decimal(amount)
        } catch {
            throw error.at(["amount"])
        }
        return try Money(amount: decimal, currency: currency)
    }
}
