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
        let id = ActorTable.expression(.id)
        let type = ActorTable.expression(.typeName)
        return AbstractSource(
            rows: rowSource(ActorTable.self, for: role), discriminator: ActorTable.expression(.kind),
            members: [
                .init("PARTNER_USER", "PartnerUser", key: id), .init("AGENT", "Agent", key: id),
                .init("INTEGRATION", "IntegrationAccount", key: id), .init("SYSTEM", "SystemActor", key: id),
            ],
            shared: [
                "id": .identifierOfAny(type: type, id),
                "displayName": .value(ActorTable.expression(.displayName)),
            ])
    }

    private static func portalAccess(for role: Role) -> AbstractSource {
        let id = PortalEntranceTable.expression(.id)
        return AbstractSource(
            rows: rowSource(PortalEntranceTable.self, for: role),
            discriminator: .init { PortalEntranceTable.accessType(for: role, of: $0) },
            members: ["PortalGranted", "PortalRedirect"].map { .init($0, $0, key: id) }, shared: [:])
    }
}
