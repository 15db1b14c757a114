import Execution
import Portal
import Storage

extension Bindings {
    /// The abstract types of people and portals, for one role.
    static func peopleAbstracts(for role: Role) -> [String: AbstractSource] {
        ["Actor": actor(for: role), "PortalAccess": portalAccess(for: role)]
    }

    /// Names are the actor's own, so that `author { displayName }` reads no further table.
    private static func actor(for role: Role) -> AbstractSource {
        let id: SQLExpression = { ActorTable.sql(.id, of: $0) }
        let type: SQLExpression = { ActorTable.sql(.typeName, of: $0) }
        return AbstractSource(
            rows: rowSource(ActorTable.self, for: role), discriminator: { ActorTable.sql(.kind, of: $0) },
            members: [
                .init("PARTNER_USER", "PartnerUser", key: id), .init("AGENT", "Agent", key: id),
                .init("INTEGRATION", "IntegrationAccount", key: id), .init("SYSTEM", "SystemActor", key: id),
            ],
            shared: [
                "id": .identifierOfAny(type: type, id),
                "displayName": .value { ActorTable.sql(.displayName, of: $0) },
            ])
    }

    private static func portalAccess(for role: Role) -> AbstractSource {
        let id: SQLExpression = { PortalEntranceTable.sql(.id, of: $0) }
        return AbstractSource(
            rows: rowSource(PortalEntranceTable.self, for: role),
            discriminator: { PortalEntranceTable.accessType(for: role, of: $0) },
            members: ["PortalGranted", "PortalRedirect"].map { .init($0, $0, key: id) }, shared: [:])
    }
}
