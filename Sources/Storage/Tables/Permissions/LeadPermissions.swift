package import Portal

/// What a viewer may do with a lead.
package enum LeadPermissions: RecordPermissions {
    /// `LeadStanding(of:)` as SQL.
    private static func standings(for role: Role) -> Standings<LeadStanding> {
        switch role {
        case .anonymous: Standings([], otherwise: .observer)
        case .partnerUser:
            Standings([(.partner, when: Parameter.viewerHolds(PortalModule.leads.right(.act)))], otherwise: .observer)
        case .partnerSupervisor: Standings([], otherwise: .partner)
        case .integration: Standings([(.partner, when: Parameter.viewerHolds(.leadsAccept))], otherwise: .observer)
        case .agent: Standings([], otherwise: .vendor)
        case .admin: Standings([(.observer, when: Parameter.viewerHolds(.readOnly))], otherwise: .vendor)
        }
    }

    package static func transitions(for role: Role, of row: String) -> String {
        standings(for: role).decide { standing in
            Decision.byValue(
                of: "\(row).state",
                LeadState.allCases.map { ($0.rawValue, Decision.list($0.allowed(by: standing))) })
        }
    }

    package static func writableFields(for role: Role, of row: String) -> String {
        standings(for: role).decide { standing in
            switch standing {
            case .vendor:
                Decision.list([
                    "name", "source", "salesDirection", "product", "companyName", "city", "need", "estimatedValue",
                    "companyWebsite", "companyTin", "contactName", "contactEmail", "contactPhone", "organization",
                    "contact", "registration", "expiresAt", "owner", "score", "internalNotes", "campaign",
                ])
            case .partner, .system, .observer: Decision.list([])
            }
        }
    }

    package static func comment(for role: Role, of row: String) -> String { speaks(role) }
}
