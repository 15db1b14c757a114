import Portal
import SQLite

/// Proof of a submission: its place among all, and a digest of what was submitted.
struct RegistrationReceipt {
    /// Of two registrations the smaller came first.
    let sequence: Int64
    /// SHA-256 of the form, in hexadecimal.
    let sha256: String

    /// Takes the next place for a form.
    init(of form: RegistrationForm.Accepted, in db: borrowing Connection) throws(SQLiteError) {
        sequence = try RecordStore.nextReceipt(in: db)
        let text = try Self.canonicalText(of: form, in: db)
        sha256 = SHA256.digest(Array(text.utf8).span).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    /// The form as JSON without white space: names of the schema's input in alphabetical order, what is missing left
    /// out, other records by their rows.
    private static func canonicalText(
        of form: RegistrationForm.Accepted, in db: borrowing Connection
    ) throws(SQLiteError) -> String {
        let company =
            switch form.company {
            case .existing(.row(let row)): try json(["existingId": .integer(row)], in: db)
            case .existing(.tin(let number)): try json(["existingTin": .text(number.digits)], in: db)
            case .new(let company):
                try json(
                    [
                        "country": Value(company.country?.text), "name": .text(company.name.text),
                        "tin": Value(company.tin?.digits), "website": Value(company.website?.url),
                    ], in: db)
            }
        let contact =
            switch form.contact {
            case .existing(let row): try json(["existingId": .integer(row)], in: db)
            case .new(let contact):
                try json(
                    [
                        "email": Value(contact.email?.text), "firstName": .text(contact.name.first),
                        "lastName": .text(contact.name.last), "middleName": Value(contact.name.middle),
                        "phone": Value(contact.phone?.raw),
                    ], in: db)
            }
        let value = try form.estimatedValue.map { money throws(SQLiteError) in
            try json(["amount": .text(money.amount.text), "currency": .text(money.currency)], in: db)
        }
        return try json(
            [
                "additionalComments": Value(form.additionalComments),
                "attachmentIds": .text("[" + form.attachments.map(String.init).joined(separator: ",") + "]"),
                "budget": Value(form.budget), "company": .text(company), "contact": .text(contact),
                "customerRequirements": Value(form.customerRequirements),
                "estimatedClosureDate": Value(form.estimatedClosureDate?.text), "estimatedValue": Value(value),
                "externalReference": Value(form.externalReference), "name": .text(form.name),
                "productId": Value(form.product), "representativeId": .integer(form.representative),
            ], nested: ["attachmentIds", "company", "contact", "estimatedValue"], in: db)
    }

    /// A JSON object of the members that have a value; `nested` ones are JSON already.
    private static func json(
        _ members: KeyValuePairs<String, Value>, nested: Set<String> = [], in db: borrowing Connection
    ) throws(SQLiteError) -> String {
        let present = members.filter { $0.value != .null }
        let places = present.enumerated().map { index, member in
            nested.contains(member.key) ? "'\(member.key)', json(?\(index + 1))" : "'\(member.key)', ?\(index + 1)"
        }
        var rows = try db.prepare("SELECT json_object(\(places.joined(separator: ", ")))").rows(present.map(\.value))
        return try rows.step() ? rows.text(0) : ""
    }
}
