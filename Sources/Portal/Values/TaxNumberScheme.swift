/// How a country computes the check digits of its tax numbers.
enum TaxNumberScheme {
    /// Russian INN of a legal entity: ten digits, the last checks the others.
    case russianLegalEntity
    /// Russian INN of a person or sole proprietor: twelve digits, the last two check the others.
    case russianPerson
    /// Kazakh BIN or IIN: twelve digits, the last checks the others.
    case kazakh
    /// Belarusian UNP of a legal entity: nine digits, the first names the region (1–7), the last checks the others.
    case belarusian

    /// Whether the check digits fit; `digits` are the values 0–9 of a number of this scheme's length.
    func accepts(_ digits: [Int]) -> Bool {
        switch self {
        case .russianLegalEntity:
            Self.sum(digits, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == digits.last
        case .russianPerson:
            Self.sum(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == digits.dropLast().last
                && Self.sum(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == digits.last
        case .kazakh:
            Self.kazakhCheckDigit(digits) == digits.last
        case .belarusian:
            (1...7).contains(digits.first ?? 0)
                && Self.sum(digits, [29, 23, 19, 17, 13, 7, 5, 3]) % 11 == digits.last
        }
    }

    /// A remainder of ten asks for a second pass with shifted weights; ten again makes the number invalid.
    private static func kazakhCheckDigit(_ digits: [Int]) -> Int {
        let first = sum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11
        return first < 10 ? first : sum(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11
    }

    /// The digits weighted and added up; there are as many weights as digits that count.
    private static func sum(_ digits: [Int], _ weights: [Int]) -> Int {
        zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
