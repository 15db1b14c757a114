/// What is wrong with a single input.
extension Refusal {
    package static let required = Refusal(.required, "This field is required.")

    package static func tooLong(maximum: Int) -> Refusal {
        Refusal(
            .tooLong, "This text is too long: at most \(maximum) characters are allowed.",
            details: [Detail("maximum", .number(Int64(maximum)))])
    }

    package static func tooMany(maximum: Int) -> Refusal {
        Refusal(
            .tooLong, "This list is too long: at most \(maximum) entries are allowed.",
            details: [Detail("maximum", .number(Int64(maximum)))])
    }

    /// `expected` ends the sentence "Expected …".
    package static func invalidFormat(expected: String) -> Refusal {
        Refusal(.invalidFormat, "Expected \(expected).")
    }

    package static func tooSmall(minimum: String) -> Refusal {
        Refusal(
            .valueOutOfRange, "This value is too small: the least is \(minimum).",
            details: [Detail("minimum", .text(minimum))])
    }

    package static func outOfRange(minimum: String, maximum: String) -> Refusal {
        Refusal(
            .valueOutOfRange, "This value must lie between \(minimum) and \(maximum).",
            details: [Detail("minimum", .text(minimum)), Detail("maximum", .text(maximum))])
    }

    /// `what` begins the sentence, as "An existing company and a new one".
    package static func conflictingFields(_ what: String) -> Refusal {
        Refusal(.conflictingFields, "\(what) cannot both be given.")
    }

    package static let invalidTin = Refusal(.invalidTin, "A tax number has 9, 10 or 12 digits, not all of them equal.")

    package static let tinChecksumMismatch = Refusal(
        .tinChecksumMismatch, "The check digits of this tax number do not fit; please compare it with the document.")

    package static let invalidURL = Refusal(
        .invalidURL, "Expected the address of a website, such as https://example.com.")

    package static let invalidEmail = Refusal(
        .invalidEmail, "Expected an e-mail address of at most 254 characters, such as anna@example.com.")

    package static let invalidPhone = Refusal(
        .invalidPhone, "Expected a phone number, best with its country code, such as +7 495 123-45-67.")

    package static let dateInPast = Refusal(.dateInPast, "This date lies in the past.")

    package static let notFound = Refusal(.notFound, "There is no such record.")

    package static let fieldNotWritable = Refusal(.fieldNotWritable, "You may not set this field.")
}
