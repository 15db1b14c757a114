/// Who is asking: made once per request from its token, then only read.
package struct Viewer: Equatable, Sendable {
    /// The caller's `actor.id`; 0 for an anonymous caller, which no row has.
    package let actorID: Int64
    /// The caller's `partner_organization.id`; 0 for vendor people and anonymous callers.
    package let partnerID: Int64
    package let role: Role
    package let rights: Rights
    /// How often the caller may ask in a minute, whatever they ask for; nil for people.
    package let requestsPerMinute: Int64?

    package init(actorID: Int64, partnerID: Int64, role: Role, rights: Rights, requestsPerMinute: Int64? = nil) {
        self.actorID = actorID
        self.partnerID = partnerID
        self.role = role
        self.rights = rights
        self.requestsPerMinute = requestsPerMinute
    }

    package static let anonymous = Viewer(actorID: 0, partnerID: 0, role: .anonymous, rights: [])
}

/// What a caller may do beyond its role, as bits that SQL can test (`Parameter.rights`).
///
/// Bits 0–27 are module permissions, four a module in the order of `PortalModule`: view, create, edit, act.
/// The others are flags of single roles and the scopes of an integration account.
package struct Rights: OptionSet, Hashable, Sendable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// An agent who leads others (`crm_manager`).
    package static let manager = Rights(rawValue: 1 << 32)
    /// An administrator who may only look (`crm_read_admin`).
    package static let readOnly = Rights(rawValue: 1 << 33)
    package static let registrationsRead = Rights(rawValue: 1 << 40)
    package static let registrationsWrite = Rights(rawValue: 1 << 41)
    package static let leadsRead = Rights(rawValue: 1 << 42)
    package static let leadsAccept = Rights(rawValue: 1 << 43)
    package static let casesRead = Rights(rawValue: 1 << 44)
    package static let casesWrite = Rights(rawValue: 1 << 45)
    package static let commentsWrite = Rights(rawValue: 1 << 46)
    package static let contactsPII = Rights(rawValue: 1 << 47)
    package static let usersRead = Rights(rawValue: 1 << 48)
    package static let attachmentsRead = Rights(rawValue: 1 << 49)
    package static let webhooksManage = Rights(rawValue: 1 << 50)

    /// The right that a scope of an integration account stands for; none for an unknown scope.
    package init(scope: String) {
        self =
            scope == "cases:*" ? [.casesRead, .casesWrite] : IntegrationScope(rawValue: scope).map(\.right) ?? []
    }
}

/// The areas of a portal that an administrator opens or closes, per partner and per user.
package enum PortalModule: String, CaseIterable, Sendable {
    case leads = "LEADS"
    case contacts = "CONTACTS"
    case sharedContacts = "SHARED_CONTACTS"
    case opportunities = "OPPORTUNITIES"
    case registrations = "REGISTRATIONS"
    case cases = "CASES"
    case documents = "DOCUMENTS"

    /// What may be done in a module, in the order of the bits.
    package enum Permission: Int, CaseIterable, Sendable { case view, create, edit, act }

    /// What a partner's people may do while no administrator has said otherwise: everything but to edit opportunities,
    /// which the vendor keeps.
    package static let standardRights: Rights = {
        var rights: Rights = []
        for module in allCases { for permission in Permission.allCases { rights.insert(module.right(permission)) } }
        rights.remove(PortalModule.opportunities.right(.edit))
        return rights
    }()

    /// The bit of `Rights` that stands for `permission` in this module.
    package func right(_ permission: Permission) -> Rights {
        let module =
            switch self {
            case .leads: 0
            case .contacts: 1
            case .sharedContacts: 2
            case .opportunities: 3
            case .registrations: 4
            case .cases: 5
            case .documents: 6
            }
        return Rights(rawValue: 1 << Int64(module * 4 + permission.rawValue))
    }
}
