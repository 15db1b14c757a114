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

        func read(by reader: inout FormReader, at field: [String]) -> ChosenCompany? {
            switch self {
            case .existing(let row): .existing(.row(row))
            case .known(let tin): .read(tin: tin, by: &reader, at: field)
            case .new(let name):
                reader.take(field + ["newName"], required: name, CompanyName.init).map { name in
                    .new(NewCompany(name: name, website: nil, tin: nil, country: nil))
                }
            }
        }
    }

    /// The form, read; its company apart.
    package struct Accepted: Equatable, Sendable {
        package let title: String
        package let summary: String
        package let category: CaseCategory
        package let priority: CasePriority
        package let status: CaseStatus
        package let contact: Int64?
        package let opportunity: Int64?
        package let attachments: [Int64]
    }

    /// Reads the whole form, filled in by a caller in `role`.
    package func read(by role: Role) -> FormReading<Accepted> {
        var reader = FormReader()
        let title = reader.take(["input", "title"], required: title, Text.line)
        let summary = reader.take(["input", "summary"], required: summary, Text.prose)
        let category = reader.take(["input", "category"], required: category)
        let beginnings = CaseStatus.beginnings(for: role)
        if !beginnings.contains(status) {
            let refusal = Refusal.invalidBeginning(in: status.rawValue, allowed: beginnings.map(\.rawValue))
            reader.refuse(refusal.at(["input", "status"]))
        }
        let company = organization.flatMap { $0.read(by: &reader, at: ["input", "organization"]) }
            .map(CompanyReading.chosen)
        reader.takeAttachments(["input", "attachmentIds"], attachments)

        guard reader.isAccepted, let title, let summary, let category else {
            return FormReading(company: company, accepted: .failure(reader.answer))
        }
        return FormReading(
            company: company,
            accepted: .success(
                Accepted(
                    title: title, summary: summary, category: category, priority: priority, status: status,
                    contact: contact, opportunity: opportunity, attachments: attachments)))
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
