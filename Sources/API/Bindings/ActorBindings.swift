import Execution
import Portal
import Storage

/// `type PartnerUser` of schema.graphql, field by field in its order.
enum PartnerUserBinding: ObjectBinding {
    typealias Rows = PartnerUserTable
    static let typeName = "PartnerUser"

    static let fields: [Field] =
        [
            .id("PartnerUser", .id),
            .column("displayName", .displayName),
            .column("firstName", .firstName, when: Rows.isSelf),
            .column("lastName", .lastName, when: Rows.isSelf),
            .column("middleName", .middleName, when: Rows.isSelf),
            .column("email", .email, when: Rows.isSelf),
            .column("phone", .phone, when: Rows.isSelf),
            .column("role", .role, when: Rows.isSelf),
            .one("partner", "PartnerOrganization", by: .partnerID),
            .column("active", .active),
            .column("portalEnabled", .portalEnabled, when: Rows.isSelf),
            .column("lastLoginAt", .lastLoginAt, when: Rows.isSelf),
            .column("invitedAt", .invitedAt, when: Rows.isSelf),
            .column("failedLogins", .failedLogins),
        ] + Field.versionFields(.version, .createdAt, .updatedAt)
}

/// `type IntegrationAccount` of schema.graphql, field by field in its order.
enum IntegrationAccountBinding: ObjectBinding {
    typealias Rows = IntegrationAccountTable
    static let typeName = "IntegrationAccount"

    static let fields: [Field] = [
        .id("IntegrationAccount", .id),
        .column("displayName", .name),
        .column("name", .name),
        .one("partner", "PartnerOrganization", by: .partnerID),
        .json("scopes", .scopes),
        .column("active", .active),
        .column("createdAt", .createdAt),
        .column("lastUsedAt", .lastUsedAt),
        .column("tokenPrefix", .tokenPrefix),
        .column("rateLimitPerMinute", .rateLimitPerMinute),
    ]
}

/// `type Agent` of schema.graphql, field by field in its order.
enum AgentBinding: ObjectBinding {
    typealias Rows = AgentTable
    static let typeName = "Agent"

    /// An agent's name is read without the agent.
    static func supertype(for role: Role) -> ObjectSource.Supertype? {
        .init(
            rows: RowSource(
                table: ActorTable.name, key: .init { ActorTable.key(of: $0) },
                visibility: .init { ActorTable.agentVisibility(for: role, of: $0) }),
            fields: [
                "id": .identifier(type: typeName, ActorTable.expression(.id)),
                "displayName": .value(ActorTable.expression(.displayName)),
            ])
    }

    static let fields: [Field] = [
        .id("Agent", .id),
        .column("displayName", .displayName),
        .column("email", .email),
        .column("phone", .phone),
        .list(
            "groups", Lists.agentGroups, through: AgentGroupMemberTable.self, .groupID, .agentID, by: .id, of: .id),
        .list(
            "salesDirections", Lists.salesDirections, through: AgentDirectionTable.self, .salesDirectionID, .agentID,
            by: .id, of: .id),
        .column("isManager", .isManager),
        .column("active", .active),
        .column("openCaseCount", .openCaseCount, when: Rows.loadIsOpen),
        .column("openRegistrationCount", .openRegistrationCount, when: Rows.loadIsOpen),
    ]
}

/// `type AgentGroup` of schema.graphql, field by field in its order.
enum AgentGroupBinding: ObjectBinding {
    typealias Rows = AgentGroupTable
    static let typeName = "AgentGroup"

    static let fields: [Field] = [
        .id("AgentGroup", .id),
        .column("name", .name),
        .column("category", .category),
        .list("members", Lists.agents, through: AgentGroupMemberTable.self, .agentID, .groupID, by: .id, of: .id),
        .column("queueLength", .queueLength),
    ]
}

/// `type SystemActor` of schema.graphql, field by field in its order.
enum SystemActorBinding: ObjectBinding {
    typealias Rows = SystemActorTable
    static let typeName = "SystemActor"

    static let fields: [Field] = [
        .id("SystemActor", .id),
        .column("displayName", .displayName),
    ]
}
