package import Portal

/// What a viewer may do with an opportunity.
package enum OpportunityPermissions: RecordPermissions {
    /// `OpportunityStanding(of:responsible:)` as SQL.
    private static func standings(for role: Role, of row: String) -> Standings<OpportunityStanding> {
        switch role {
        case .anonymous: Standings([], otherwise: .observer)
        case .partnerUser, .partnerSupervisor, .integration: Standings([], otherwise: .partner)
        case .agent:
            Standings(
                [
                    (.manager, when: Parameter.viewerHolds(.manager)),
                    (.responsible, when: "\(row).responsible_id = \(Parameter.viewer)"),
                ], otherwise: .agent)
        case .admin: Standings([(.observer, when: Parameter.viewerHolds(.readOnly))], otherwise: .admin)
        }
    }

    package static func transitions(for role: Role, of row: String) -> String {
        standings(for: role, of: row).decide { standing in
            Decision.either(
                allowsQuickClosing(row),
                Decision.either(
                    partnerMayMoveStage(row), transitions(by: standing, true, true, row),
                    transitions(by: standing, true, false, row)),
                Decision.either(
                    partnerMayMoveStage(row), transitions(by: standing, false, true, row),
                    transitions(by: standing, false, false, row)))
        }
    }

    private static func transitions(
        by standing: OpportunityStanding, _ allowsQuickClosing: Bool, _ partnerMayMoveStage: Bool, _ row: String
    ) -> String {
        let rules = OpportunityRules(
            allowsQuickClosing: allowsQuickClosing, partnerMayMoveStage: partnerMayMoveStage)
        var answers: [(String, String)] = []
        for stage in OpportunityStage.allCases {
            for reason in OpportunityStatusReason.allCases {
                let position = OpportunityPosition(stage: stage, reason: reason)
                let allowed = position.allowed(by: standing, under: rules)
                answers.append(("\(stage.rawValue) \(reason.rawValue)", Decision.list(allowed)))
            }
        }
        return Decision.byValue(of: "\(row).stage || ' ' || \(row).status_reason", answers)
    }

    /// The sales direction's switch, or that of the whole installation.
    private static func allowsQuickClosing(_ row: String) -> String {
        """
        EXISTS (SELECT 1 FROM sales_direction WHERE id = \(row).sales_direction_id AND allow_quick_closing)
        OR EXISTS (SELECT 1 FROM system_property WHERE name = 'crm.allow.quick.closing' AND value = 'true')
        """
    }

    private static func partnerMayMoveStage(_ row: String) -> String {
        "EXISTS (SELECT 1 FROM sales_direction WHERE id = \(row).sales_direction_id AND partner_may_move_stage)"
    }

    /// Partners write what they know of the sale while it runs, where their company lets them; nothing is open to them
    /// by default.
    package static func writableFields(for role: Role, of row: String) -> String {
        let business = [
            "name", "product", "contact", "representative", "estimatedValue", "estimatedClosureDate", "nextStep",
            "externalReference",
        ]
        let vendors = [
            "organization", "closeValue", "protectedUntil", "responsible", "probability", "forecastCategory",
            "marginPercent", "discountPercent", "competitors", "internalNotes", "lossAnalysis",
        ]
        let opens: (Rights) -> String = { right in
            Decision.either(
                "\(row).status = 'OPEN' AND \(Parameter.viewerHolds(right))", Decision.list(business),
                Decision.list([]))
        }
        return switch role {
        case .anonymous: Decision.list([])
        case .partnerUser, .partnerSupervisor: opens(PortalModule.opportunities.right(.edit))
        case .integration: opens(.registrationsWrite)
        case .agent: Decision.list(business + vendors)
        case .admin:
            Decision.either(
                Parameter.viewerHolds(.readOnly), Decision.list([]), Decision.list(business + vendors))
        }
    }

    package static func comment(for role: Role, of row: String) -> String { speaks(role) }
}
