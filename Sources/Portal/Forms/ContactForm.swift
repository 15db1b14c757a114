/// A person in a form: one that exists, or a new one.
package enum ContactChoice: Equatable, Sendable {
    /// Row of a contact.
    case existing(Int64)
    case new(
        firstName: String?, lastName: String?, middleName: String? = nil, email: String? = nil, phone: String? = nil)

    /// The choice, read.
    package enum Accepted: Equatable, Sendable {
        case existing(Int64)
        case new(NewContact)
    }

    func read(by reader: inout FormReader, at field: [String]) -> Accepted? {
        guard case .new(let firstName, let lastName, let middleName, let email, let phone) = self else {
            guard case .existing(let row) = self else { return nil }
            return .existing(row)
        }
        let field = field + ["new"]
        let first = reader.take(field + ["firstName"], required: firstName, Text.line)
        let last = reader.take(field + ["lastName"], required: lastName, Text.line)
        let middle = reader.take(field + ["middleName"], optional: middleName, Text.line)
        let acceptedEmail = reader.take(field + ["email"], optional: email, EmailAddress.init)
        let acceptedPhone = reader.take(field + ["phone"], optional: phone, PhoneNumber.init)
        guard let first, let last else { return nil }
        return .new(
            NewContact(
                name: PersonName(first: first, last: last, middle: middle), email: acceptedEmail, phone: acceptedPhone))
    }
}

/// A person the vendor does not know yet.
package struct NewContact: Equatable, Sendable {
    package let name: PersonName
    package let email: EmailAddress?
    package let phone: PhoneNumber?
}
