/// A form of the portal.
package enum FormKind: String, CaseIterable, Sendable {
    /// The input of `registerOpportunity`.
    case registration = "REGISTRATION"
    /// The input of `createCase`.
    case caseForm = "CASE"

    /// The fields of the form as `role` fills it in, from top to bottom.
    package func fields(for role: Role) -> [FormField] {
        switch self {
        case .registration: FormField.registration
        case .caseForm: FormField.caseForm(for: role)
        }
    }
}

/// A field of a form: how it is shown, and what it takes.
///
/// The forms themselves check what was filled in; this only tells a client what to draw.
package struct FormField: Sendable {
    /// Path of the input field, with dots.
    package let name: String
    package let label: String
    /// Name of the type in the schema.
    package let type: String
    /// Whether it, or one of its alternatives, has to be filled in when it is shown.
    package var isMandatory = false
    /// Names of the fields of which one can be filled in instead, never together with it; nil if there are none.
    package var alternatives: [String]?
    /// What has to be ticked for it to be shown, after a `!` what must not be; nil for always.
    package var condition: String?
    /// In characters; nil if it takes no text.
    package var maximumLength: Int?
    /// Names of the enum's values that can be chosen; nil if it is no choice.
    package var options: [String]?

    /// Nothing is ticked at first.
    package var isVisibleAtFirst: Bool { condition.map { $0.hasPrefix("!") } ?? true }

    /// Source: "Configure partner portal", fields of the registration form.
    fileprivate static let registration: [FormField] = [
        FormField(name: "name", label: "Name", type: "String", isMandatory: true, maximumLength: Text.maximumLine),
        FormField(name: "productId", label: "Service or product", type: "ID"),
        FormField(
            name: "company.existingId", label: "Existing company", type: "ID", isMandatory: true,
            alternatives: ["company.existingTin"], condition: "!newCompany"),
        FormField(
            name: "company.existingTin", label: "TIN of an existing company", type: "TIN", isMandatory: true,
            alternatives: ["company.existingId"], condition: "!newCompany", maximumLength: TaxNumber.maximumLength),
        FormField(
            name: "company.new.name", label: "Company name", type: "String", isMandatory: true,
            condition: "newCompany", maximumLength: Text.maximumLine),
        FormField(
            name: "company.new.website", label: "Company website", type: "URL", isMandatory: true,
            condition: "newCompany", maximumLength: Website.maximumLength),
        FormField(
            name: "company.new.tin", label: "Company TIN", type: "TIN", isMandatory: true, condition: "newCompany",
            maximumLength: TaxNumber.maximumLength),
        FormField(
            name: "company.new.country", label: "Country", type: "String", condition: "newCompany", maximumLength: 2),
        FormField(
            name: "contact.existingId", label: "Existing contact", type: "ID", isMandatory: true,
            condition: "!newContact"),
        FormField(
            name: "contact.new.firstName", label: "First name", type: "String", isMandatory: true,
            condition: "newContact", maximumLength: Text.maximumLine),
        FormField(
            name: "contact.new.lastName", label: "Last name", type: "String", isMandatory: true,
            condition: "newContact", maximumLength: Text.maximumLine),
        FormField(
            name: "contact.new.middleName", label: "Middle name", type: "String", condition: "newContact",
            maximumLength: Text.maximumLine),
        FormField(
            name: "contact.new.email", label: "Contact email", type: "EmailAddress", condition: "newContact",
            maximumLength: EmailAddress.maximumLength),
        FormField(
            name: "contact.new.phone", label: "Contact phone number", type: "PhoneNumber", condition: "newContact",
            maximumLength: PhoneNumber.maximumLength),
        FormField(name: "representativeId", label: "Partner representative", type: "ID", isMandatory: true),
        FormField(name: "budget", label: "Budget", type: "String", maximumLength: Text.maximumProse),
        FormField(name: "estimatedValue", label: "Estimated value", type: "MoneyInput"),
        FormField(name: "estimatedClosureDate", label: "Estimated closure date", type: "Date"),
        FormField(
            name: "customerRequirements", label: "Customer requirements", type: "String",
            maximumLength: Text.maximumProse),
        FormField(
            name: "additionalComments", label: "Additional comments", type: "String",
            maximumLength: Text.maximumProse),
        FormField(
            name: "externalReference", label: "Your reference", type: "String", maximumLength: Text.maximumLine),
        FormField(name: "attachmentIds", label: "Attachments", type: "ID"),
    ]

    /// Source: "Using the Partner Portal", the fields of a new case.
    fileprivate static func caseForm(for role: Role) -> [FormField] {
        [
            FormField(
                name: "summary", label: "Summary", type: "String", isMandatory: true, maximumLength: Text.maximumProse),
            FormField(
                name: "title", label: "Case title", type: "String", isMandatory: true, maximumLength: Text.maximumLine),
            // Left out, it is NEW and of medium priority.
            FormField(
                name: "status", label: "Status", type: "CaseStatus",
                options: CaseStatus.beginnings(for: role).map(\.rawValue)),
            FormField(
                name: "priority", label: "Priority", type: "CasePriority",
                options: CasePriority.allCases.map(\.rawValue)),
            FormField(
                name: "organization.existingId", label: "Organization name", type: "ID",
                alternatives: ["organization.existingTin"], condition: "!newCompany"),
            FormField(
                name: "organization.existingTin", label: "Organization TIN", type: "TIN",
                alternatives: ["organization.existingId"], condition: "!newCompany",
                maximumLength: TaxNumber.maximumLength),
            FormField(
                name: "organization.newName", label: "Organization name", type: "String", condition: "newCompany",
                maximumLength: Text.maximumLine),
            FormField(name: "contactId", label: "Contact name", type: "ID"),
            FormField(
                name: "category", label: "Ticket category", type: "CaseCategory", isMandatory: true,
                options: CaseCategory.allCases.map(\.rawValue)),
            FormField(
                name: "opportunityId", label: "Opportunity", type: "ID", isMandatory: role == .agent || role == .admin),
            FormField(name: "attachmentIds", label: "Documents", type: "ID"),
        ]
    }
}
