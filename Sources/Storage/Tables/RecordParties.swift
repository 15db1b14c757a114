import Portal

/// Who takes part in a record that one partner and the vendor share, and so what each role sees of such records.
///
/// A partner's user sees those they made or represent, a supervisor and a program those of the company, an agent those in
/// their reach.
struct RecordParties {
    /// What must be open to the partner's people.
    let module: PortalModule
    /// What the partner's program must hold.
    let scope: Rights
    /// The column of who made the record.
    let creator: String
    /// The column of who stands for it at the partner.
    let representative: String
    /// The column of the agent who works on it.
    let agent: String
    /// The column of the team that does, if teams do.
    let group: String?

    /// The rows of the role, as `Table.visibility` gives them.
    func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser: "\(ofCompany(row, module.right(.view))) AND \(isOwn(row))"
        case .partnerSupervisor: ofCompany(row, module.right(.view))
        case .agent: Reach.agent(of: row, owner: agent, group: group)
        case .admin: "true"
        case .integration: ofCompany(row, scope)
        }
    }

    /// The rows of a scope, as `ScopedTable.scope` gives them.
    func scope(_ scope: RecordScope, for role: Role, of row: String) -> String? {
        switch (scope, role) {
        case (_, .anonymous): nil
        case (.mine, .partnerUser), (.mine, .partnerSupervisor): isOwn(row)
        case (.mine, .agent), (.mine, .admin): "\(row).\(agent) = \(Parameter.viewer)"
        case (.company, .partnerUser): nil
        // A program acts for its company: what is the company's is its own.
        case (.company, .partnerSupervisor), (.company, .integration), (.mine, .integration): isOfCompany(row)
        case (.all, .partnerUser), (.all, .partnerSupervisor), (.all, .integration): nil
        case (.company, .agent), (.company, .admin), (.all, .agent), (.all, .admin): "true"
        }
    }

    private func isOwn(_ row: String) -> String {
        "\(Parameter.viewer) IN (\(row).\(creator), \(row).\(representative))"
    }

    private func isOfCompany(_ row: String) -> String { "\(row).partner_id = \(Parameter.partner)" }

    private func ofCompany(_ row: String, _ right: Rights) -> String {
        "\(Parameter.viewerHolds(right)) AND \(isOfCompany(row))"
    }
}
