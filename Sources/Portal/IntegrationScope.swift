/// What a partner's program may do, as its account lists it.
package enum IntegrationScope: String, CaseIterable, Sendable {
    case registrationsRead = "registrations:read"
    case registrationsWrite = "registrations:write"
    case leadsRead = "leads:read"
    case leadsAccept = "leads:accept"
    case casesRead = "cases:read"
    case casesWrite = "cases:write"
    case commentsWrite = "comments:write"
    case contactsPII = "contacts:pii"
    case usersRead = "users:read"
    case attachmentsRead = "attachments:read"
    case webhooksManage = "webhooks:manage"

    /// The bit of `Rights` that stands for the scope.
    package var right: Rights {
        switch self {
        case .registrationsRead: .registrationsRead
        case .registrationsWrite: .registrationsWrite
        case .leadsRead: .leadsRead
        case .leadsAccept: .leadsAccept
        case .casesRead: .casesRead
        case .casesWrite: .casesWrite
        case .commentsWrite: .commentsWrite
        case .contactsPII: .contactsPII
        case .usersRead: .usersRead
        case .attachmentsRead: .attachmentsRead
        case .webhooksManage: .webhooksManage
        }
    }
}
