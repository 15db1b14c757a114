import Storage

/// `type Portal` of schema.graphql, field by field in its order.
enum PortalBinding: ObjectBinding {
    typealias Rows = PortalTable
    static let typeName = "Portal"

    static let fields: [Field] =
        [
            .id("Portal", .id),
            .column("pathName", .pathName),
            .column("title", .title),
            .column("active", .active),
            .one("salesDirection", "SalesDirection", by: .salesDirectionID),
            .list("sections", Lists.portalSections, by: .portalID, of: .id),
            .list("contexts", Lists.portalContexts, by: .portalID, of: .id),
        ] + Field.versionFields(.version, .createdAt, .updatedAt)
}

/// `type PortalSection` of schema.graphql, field by field in its order.
enum PortalSectionBinding: ObjectBinding {
    typealias Rows = PortalSectionTable
    static let typeName = "PortalSection"

    static let fields: [Field] = [
        .column("module", .module),
        .column("title", .title),
        .column("order", .position),
        .column("enabled", .enabled),
    ]
}

/// `type PortalContext` of schema.graphql, field by field in its order.
enum PortalContextBinding: ObjectBinding {
    typealias Rows = PortalContextTable
    static let typeName = "PortalContext"

    static let fields: [Field] = [
        .id("PortalContext", .id),
        .one("portal", "Portal", by: .portalID),
        .list(
            "criteria", Lists.userCriteria, through: PortalContextCriteriaTable.self, .userCriteriaID, .portalContextID,
            by: .id, of: .id),
        .column("active", .active),
        .column("order", .position),
    ]
}

/// `type UserCriteria` of schema.graphql, field by field in its order.
enum UserCriteriaBinding: ObjectBinding {
    typealias Rows = UserCriteriaTable
    static let typeName = "UserCriteria"

    static let fields: [Field] = [
        .id("UserCriteria", .id),
        .column("name", .name),
        .ids("salesDirectionIds", .salesDirectionIDs),
        .ids("organizationIds", .partnerIDs),
        .json("roles", .roles),
        .ids("userIds", .userIDs),
        .column("matchAll", .matchAll),
    ]
}

/// `type PortalTarget` of schema.graphql, field by field in its order.
enum PortalTargetBinding: ObjectBinding {
    typealias Rows = PortalEntranceTable
    static let typeName = "PortalTarget"

    static let fields: [Field] = [
        .column("kind", .kind),
        .column("path", .path),
        .one("portal", "Portal", by: .portalID),
    ]
}

/// `type PortalGranted` of schema.graphql: a portal that lets the viewer in.
enum PortalGrantedBinding: ObjectBinding {
    typealias Rows = PortalEntranceTable
    static let typeName = "PortalGranted"
    static let isPart = true

    static let fields: [Field] = [
        .one("portal", "Portal", by: .portalID)
    ]
}

/// `type PortalRedirect` of schema.graphql: a portal that does not, or none at all.
enum PortalRedirectBinding: ObjectBinding {
    typealias Rows = PortalEntranceTable
    static let typeName = "PortalRedirect"
    static let isPart = true

    static let fields: [Field] = [
        .computed("reason", PortalEntranceTable.refusal),
        .one("target", "PortalTarget", key: PortalEntranceTable.home),
    ]
}

/// `type SystemProperty` of schema.graphql, field by field in its order.
enum SystemPropertyBinding: ObjectBinding {
    typealias Rows = SystemPropertyTable
    static let typeName = "SystemProperty"

    static let fields: [Field] = [
        .column("name", .name),
        .column("value", .value),
        .column("type", .type),
        .column("description", .description),
    ]
}
