/// A company in a form: one that exists, or a new one.
package enum CompanyChoice: Equatable, Sendable {
    /// Row of an organization.
    case existing(Int64)
    /// The whole tax number of an organization.
    case known(tin: String)
    case new(name: String?, website: String?, tin: String?, country: String? = nil)

    func read(by reader: inout FormReader, at field: [String], checksum: TinChecksum) -> CompanyReading? {
        switch self {
        case .existing(let row): .chosen(.existing(.row(row)))
        case .known(let tin): ChosenCompany.read(tin: tin, by: &reader, at: field).map(CompanyReading.chosen)
        case .new(let name, let website, let tin, let country):
            Self.new(
                name: name, website: website, tin: tin, country: country, by: &reader, at: field + ["new"],
                checksum: checksum)
        }
    }

    private static func new(
        name: String?, website: String?, tin: String?, country: String?, by reader: inout FormReader,
        at field: [String], checksum: TinChecksum
    ) -> CompanyReading {
        let acceptedName = reader.take(field + ["name"], required: name, CompanyName.init)
        let acceptedWebsite = reader.take(field + ["website"], required: website, Website.init)
        let acceptedCountry = reader.take(field + ["country"], optional: country, CountryCode.init)
        let acceptedTin = reader.take(field + ["tin"], required: tin) { text throws(Refusal) in
            let number = try TaxNumber(text)
            try number.verify(checksum, country: acceptedCountry?.text)
            return number
        }
        guard let acceptedName, let acceptedWebsite, let acceptedTin else {
            return .partial(CompanyKeys(name: acceptedName, website: acceptedWebsite, tin: acceptedTin))
        }
        return .chosen(
            .new(
                NewCompany(
                    name: acceptedName, website: acceptedWebsite, tin: acceptedTin, country: acceptedCountry)))
    }
}

/// The company that a form chooses, as far as it can be read.
package enum CompanyReading: Equatable, Sendable {
    case chosen(ChosenCompany)
    /// A new one of which something cannot be read: the rest may be another company's all the same.
    case partial(CompanyKeys)

    /// The tax number that the caller has supplied.
    package var tin: TaxNumber? {
        switch self {
        case .chosen(let company): company.tin
        case .partial(let keys): keys.tin
        }
    }
}

/// The company that a form chooses, read.
package enum ChosenCompany: Equatable, Sendable {
    case existing(ExistingCompany)
    case new(NewCompany)

    /// The tax number that the caller has supplied with the choice.
    package var tin: TaxNumber? {
        switch self {
        case .existing(.row): nil
        case .existing(.tin(let number)): number
        case .new(let company): company.tin
        }
    }

    static func read(tin: String, by reader: inout FormReader, at field: [String]) -> ChosenCompany? {
        reader.take(field + ["existingTin"], required: tin, TaxNumber.init).map { .existing(.tin($0)) }
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
}

/// A company the vendor does not know yet; that it is indeed unknown is the database's to say.
package struct NewCompany: Equatable, Sendable {
    package let name: CompanyName
    /// For a registration it takes this and the tax number, for a case the name is enough.
    package let website: Website?
    package let tin: TaxNumber?
    package let country: CountryCode?

    package init(name: CompanyName, website: Website?, tin: TaxNumber?, country: CountryCode?) {
        self.name = name
        self.website = website
        self.tin = tin
        self.country = country
    }

    package var keys: CompanyKeys { CompanyKeys(name: name, website: website, tin: tin) }

    /// What the check digits of its tax number say, seen from its country; nil without a number.
    package var tinCheck: TinCheck? { tin?.check(country: country?.text) }
}

/// What no two companies share, each nil if it is not known.
package struct CompanyKeys: Equatable, Sendable {
    package let name: CompanyName?
    package let website: Website?
    package let tin: TaxNumber?

    package init(name: CompanyName?, website: Website?, tin: TaxNumber?) {
        self.name = name
        self.website = website
        self.tin = tin
    }
}
