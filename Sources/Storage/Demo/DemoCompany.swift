import Portal

/// A company that may become a customer: the n-th of five hundred, all of different names, websites and tax numbers.
struct DemoCompany {
    let name: CompanyName
    let website: Website
    let taxNumber: TaxNumber
    let country: String
    let city: String

    static let count = 500

    init(_ index: Int) throws(Refusal) {
        if index.isMultiple(of: 10) {
            let (first, second) = Self.pair(index / 10, DemoWords.cyrillicFirst, DemoWords.cyrillicSecond)
            let place = DemoWords.cyrillicPlaces[index / 10 % DemoWords.cyrillicPlaces.count]
            name = try CompanyName("\(place.2) «\(first.0) \(second.0)»")
            website = try Website("https://www.\(first.1)-\(second.1).example")
            (country, city) = (place.0, place.1)
        } else {
            // Seven has no common divisor with the number of names, so no name comes twice.
            let (first, second) = Self.pair(index * 7 % Self.count, DemoWords.companyFirst, DemoWords.companySecond)
            let place = DemoWords.places[index % DemoWords.places.count]
            name = try CompanyName("\(first) \(second) \(place.2)")
            website = try Website("https://\(first)-\(second).example".lowercased().replacing(" ", with: "-"))
            (country, city) = (place.0, place.1)
        }
        taxNumber = try Self.taxNumber(index, country: country)
    }

    private static func pair<Word>(_ index: Int, _ first: [Word], _ second: [Word]) -> (Word, Word) {
        (first[index % first.count], second[index / first.count % second.count])
    }

    /// The n-th tax number of a country, with fitting check digits where we know its rule.
    ///
    /// - Throws: `INVALID_TIN` when no ending fits, which does not happen: one in eleven does.
    static func taxNumber(_ index: Int, country: String) throws(Refusal) -> TaxNumber {
        let (start, unchecked) =
            switch country {
            case "RU": (7_710_000 + index, 1_000)
            case "KZ": (1_234_567_000 + index, 100)
            case "BY": (190_000 + index, 1_000)
            default: (5_000_000 + index, 100)
            }
        for ending in 0..<unchecked {
            let number = try? TaxNumber(String(start * unchecked + ending))
            if let number, number.check(country: country) != .checksumMismatch { return number }
        }
        throw .invalidTin
    }
}
