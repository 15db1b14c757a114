/// The form *Register an opportunity*, as it was filled in.
///
/// Source: "Configure partner portal", fields of the registration form. Rows are what the client's ids stand for;
/// whether they exist and belong together, and whether a company is new, is the database's to say.
package struct RegistrationForm: Equatable, Sendable {
    package var name: String?
    /// Row of a product.
    package var product: Int64?
    package var company: CompanyChoice?
    package var contact: ContactChoice?
    /// Row of the partner's employee who looks after it.
    package var representative: Int64?
    /// What price the customer expects, in words.
    package var budget: String?
    package var estimatedValue: MoneyForm?
    /// As `2026-11-21`.
    package var estimatedClosureDate: String?
    package var customerRequirements: String?
    /// Becomes the first comment.
    package var additionalComments: String?
    /// The key of the partner's own system.
    package var externalReference: String?
    /// Rows of uploaded files.
    package var attachments: [Int64] = []

    package init() {}

    /// The form, read.
    package struct Accepted: Equatable, Sendable {
        package let name: String
        package let product: Int64?
        package let company: ChosenCompany
        package let contact: ContactChoice.Accepted
        package let representative: Int64
        package let budget: String?
        package let estimatedValue: Money?
        package let estimatedClosureDate: CalendarDate?
        package let customerRequirements: String?
        package let additionalComments: String?
        package let externalReference: String?
        package let attachments: [Int64]
    }

    /// Reads the whole form; `checksum` is the sales direction's strictness about tax numbers.
    package func read(today: CalendarDate, checksum: TinChecksum) -> FormReading<Accepted> {
        var reader = FormReader()
        let name = reader.take(["input", "name"], required: name, Text.line)
        let company = reader.take(["input", "company"], required: company)?
            .read(by: &reader, at: ["input", "company"], checksum: checksum)
        let contact = reader.take(["input", "contact"], required: contact)?
            .read(by: &reader, at: ["input", "contact"])
        let representative = reader.take(["input", "representativeId"], required: representative)
        let budget = reader.take(["input", "budget"], optional: budget, Text.prose)
        let estimatedValue = estimatedValue.flatMap { $0.read(by: &reader, at: ["input", "estimatedValue"]) }
        let closureDate = reader.take(["input", "estimatedClosureDate"], optional: estimatedClosureDate) {
            text throws(Refusal) in
            let date = try CalendarDate(text)
            guard date >= today else { throw .dateInPast }
            return date
        }
        let requirements = reader.take(["input", "customerRequirements"], optional: customerRequirements, Text.prose)
        let comments = reader.take(["input", "additionalComments"], optional: additionalComments, Text.prose)
        let reference = reader.take(["input", "externalReference"], optional: externalReference, Text.line)
        reader.takeAttachments(["input", "attachmentIds"], attachments)

        guard reader.isAccepted, let name, case .chosen(let chosen) = company, let contact, let representative else {
            return FormReading(company: company, accepted: .failure(reader.answer))
        }
        return FormReading(
            company: company,
            accepted: .success(
                Accepted(
                    name: name, product: product, company: chosen, contact: contact, representative: representative,
                    budget: budget, estimatedValue: estimatedValue, estimatedClosureDate: closureDate,
                    customerRequirements: requirements, additionalComments: comments, externalReference: reference,
                    attachments: attachments)))
    }
}
