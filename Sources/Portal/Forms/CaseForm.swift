/// The form of a new case, as it was filled in.
///
/// Rows are what the client's ids stand for; whether they exist and belong together is the database's to say.
package struct CaseForm: Equatable, Sendable {
    package var title: String?
    package var summary: String?
    package var category: CaseCategory?
    package var priority = CasePriority.medium
    package var status = CaseStatus.new
    package var organization: Organization?
    /// Row of the person at the customer.
    package var contact: Int64?
    package var opportunity: Int64?
    /// Rows of uploaded files.
    package var attachments: [Int64] = []

    package init() {}

    /// The customer: one that exists, or a new one of which the name is enough.
    package enum Organization: Equatable, Sendable {
        case existing(Int64)
        /// The whole tax number of an organization.
        case known(tin: String)
        case new(name: String)

        /// The company that exists, as far as it reads as one; nil for a new one.
        package var existingCompany: ExistingCompany? {
            switch self {
            case .existing(let row): .row(row)
            case .known(let tin): (try? TaxNumber(tin)).map(ExistingCompany.tin)
            case .new: nil
            }
        }
    }

    /// The form, read.
    package struct Accepted: Equatable, Sendable {
        package let title: String
        package let summary: String
        package let category: CaseCategory
        package let priority: CasePriority
        package let status: CaseStatus
        package let organization: Customer?
        package let contact: Int64?
        package let opportunity: Int64?
        package let attachments: [Int64]
    }

    /// The customer, read.
    package enum Customer: Equatable, Sendable {
        case existing(ExistingCompany)
        case new(CompanyName)
    }

    /// Reads the whole form, filled in by a caller in `role`.
    ///
    /// - Throws: everything that is wrong with it, each at its path from `input` inwards.
    package func read(by role: Role) throws(Refusals) -> Accepted {
        var reader = FormReader()
        let title = reader.take(["input", "title"], required: title, Text.line)
        let summary = reader.take(["input", "summary"], required: summary, Text.prose)
        let category = reader.take(["input", "category"], required: category)
        let beginnings = CaseStatus.beginnings(for: role)
        if !beginnings.contains(status) {
            let refusal = Refusal.invalidBeginning(in: status.rawValue, allowed: beginnings.map(\.rawValue))
            reader.refuse(refusal.at(["input", "status"]))
        }
        let customer = organization.flatMap { Self.customer($0, &reader) }
        reader.takeAttachments(["input", "attachmentIds"], attachments)

        guard reader.isAccepted, let title, let summary, let category else { throw reader.answer }
        return Accepted(
            title: title, summary: summary, category: category, priority: priority, status: status,
            organization: customer, contact: contact, opportunity: opportunity, attachments: attachments)
    }

    private static func customer(_ organization: Organization, _ reader: inout FormReader) -> Customer? {
        let field = ["input", "organization"]
        return switch organization {
        case .existing(let row): .existing(.row(row))
        case .known(let tin): ExistingCompany.read(tin: tin, by: &reader, at: field).map(Customer.existing)
        case .new(let name):
            reader.take(field + ["newName"], required: name, CompanyName.init).map(Customer.new)
        }
    }
}

extension CaseStatus {
    /// The statuses in which a caller in `role` may open a case.
    package static func beginnings(for role: Role) -> [CaseStatus] {
        switch role {
        case .anonymous: []
        case .partnerUser, .partnerSupervisor, .integration: [.new, .open]
        case .agent, .admin: allCases.filter { $0 != .resolved && $0 != .closed }
        }
    }
}
