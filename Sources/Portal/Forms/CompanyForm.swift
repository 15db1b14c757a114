/// A company in a form: one that exists, or a new one.
package enum CompanyChoice: Equatable, Sendable {
    /// Row of an organization.
    case existing(Int64)
    case new(name: String?, website: String?, tin: String?, country: String? = nil)

    /// The choice, read.
    package enum Accepted: Equatable, Sendable {
        case existing(Int64)
        case new(NewCompany)
    }

    func read(by reader: inout FormReader, at field: [String], checksum: TinChecksum) -> Accepted? {
        guard case .new(let name, let website, let tin, let country) = self else {
            guard case .existing(let row) = self else { return nil }
            return .existing(row)
        }
        let field = field + ["new"]
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

/// A company the vendor does not know yet; that it is indeed unknown is the database's to say.
package struct NewCompany: Equatable, Sendable {
    package let name: CompanyName
    package let website: Website
    package let tin: TaxNumber
    package let country: CountryCode?
}
