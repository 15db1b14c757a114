/// A company in a form: one that exists, or a new one.
package enum CompanyChoice: Equatable, Sendable {
    /// Row of an organization.
    case existing(Int64)
    /// The whole tax number of an organization.
    case known(tin: String)
    case new(name: String?, website: String?, tin: String?, country: String? = nil)

    /// The choice, read.
    package enum Accepted: Equatable, Sendable {
        case existing(ExistingCompany)
        case new(NewCompany)
    }

    /// The company that exists, as far as it reads as one; nil for a new one.
    package var existingCompany: ExistingCompany? {
        switch self {
        case .existing(let row): .row(row)
        case .known(let tin): (try? TaxNumber(tin)).map(ExistingCompany.tin)
        case .new: nil
        }
    }

    func read(by reader: inout FormReader, at field: [String], checksum: TinChecksum) -> Accepted? {
        switch self {
        case .existing(let row): .existing(.row(row))
        case .known(let tin): ExistingCompany.read(tin: tin, by: &reader, at: field).map(Accepted.existing)
        case .new(let name, let website, let tin, let country):
            Self.new(
                name: name, website: website, tin: tin, country: country, by: &reader, at: field + ["new"],
                checksum: checksum)
        }
    }

    private static func new(
        name: String?, website: String?, tin: String?, country: String?, by reader: inout FormReader,
        at field: [String], checksum: TinChecksum
    ) -> Accepted? {
        let acceptedName = reader.take(field + ["name"], required: name, CompanyName.init)
        let acceptedWebsite = reader.take(field + ["website"], required: website, Website.init)
        let acceptedCountry = reader.take(field + ["country"], optional: country, CountryCode.init)
        let acceptedTin = reader.take(field + ["tin"], required: tin) { text throws(Refusal) in
            let number = try TaxNumber(text)
            try number.verify(checksum, country: acceptedCountry?.text)
            return number
        }
        guard let acceptedName, let acceptedWebsite, let acceptedTin else { return nil }
        return .new(
            NewCompany(name: acceptedName, website: acceptedWebsite, tin: acceptedTin, country: acceptedCountry))
    }
}

/// A company that exists, by what names it.
package enum ExistingCompany: Equatable, Sendable {
    /// Its row, from a list or a look-up.
    case row(Int64)
    /// Its whole number, which nobody guesses: who knows it deals with the company, whoever else does.
    case tin(TaxNumber)

    /// The input, beside the one for a new company, that says it.
    package var field: String {
        switch self {
        case .row: "existingId"
        case .tin: "existingTin"
        }
    }

    static func read(tin: String, by reader: inout FormReader, at field: [String]) -> ExistingCompany? {
        reader.take(field + ["existingTin"], required: tin, TaxNumber.init).map(ExistingCompany.tin)
    }
}

/// A company the vendor does not know yet; that it is indeed unknown is the database's to say.
package struct NewCompany: Equatable, Sendable {
    package let name: CompanyName
    package let website: Website
    package let tin: TaxNumber
    package let country: CountryCode?
}
