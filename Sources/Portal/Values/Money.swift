/// What a deal is worth: an amount that is not negative, in one currency.
package struct Money: Hashable, Sendable {
    package let amount: Decimal
    /// ISO 4217 alphabetic code.
    package let currency: String

    /// - Throws: `VALUE_OUT_OF_RANGE` for a negative amount, `INVALID_FORMAT` for a currency that is not in use.
    package init(amount: Decimal, currency: String) throws(Refusal) {
        try Self.check(amount)
        try Self.check(currency: currency)
        self.amount = amount
        self.currency = currency
    }

    /// - Throws: `VALUE_OUT_OF_RANGE` at `amount` for a negative one.
    static func check(_ amount: Decimal) throws(Refusal) {
        guard amount >= Decimal(scaled: 0) else { throw .tooSmall(minimum: "0").at(["amount"]) }
    }

    /// - Throws: `INVALID_FORMAT` at `currency` for one that is not in use.
    static func check(currency: String) throws(Refusal) {
        guard currencies.contains(currency[...]) else {
            throw .invalidFormat(expected: "an ISO 4217 currency code, such as EUR").at(["currency"])
        }
    }

    /// The currencies of ISO 4217 that are legal tender.
    private static let currencies: Set<Substring> = Set(
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF \
        CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL \
        HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD \
        MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG \
        QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD \
        TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """.split(separator: " "))
}
