import Storage

/// `type Viewer` of schema.graphql, field by field in its order.
enum ViewerBinding: ObjectBinding {
    typealias Rows = ViewerTable
    static let typeName = "Viewer"

    static let fields: [Field] = [
        .computed("role", ViewerTable.role),
        .column("displayName", .displayName),
        .one("user", "PartnerUser", by: .id),
        .one("agent", "Agent", by: .id),
        .one("integration", "IntegrationAccount", by: .id),
        .one("partner", "PartnerOrganization", by: .partnerID),
        .list("salesDirections", Lists.ownSalesDirections),
        .one("homePortal", "PortalTarget", key: PortalEntranceTable.home),
        .list("permissions", Lists.viewerModules),
        .list("menu", Lists.menu),
        .part("dashboard", "Dashboard"),
        .column("passwordChangeRecommended", .passwordChangeRecommended),
        .part("rateLimit", "RateLimit"),
    ]
}

/// `type RateLimit` of schema.graphql, field by field in its order.
enum RateLimitBinding: ObjectBinding {
    typealias Rows = ViewerTable
    static let typeName = "RateLimit"
    static let isPart = true

    static let fields: [Field] = [
        .computed("limit") { _, _ in Parameter.rateLimit },
        .computed("remaining") { _, _ in Parameter.rateRemaining },
        .computed("resetAt") { _, _ in Parameter.rateResetAt },
        .computed("cost") { _, _ in Parameter.operationCost },
    ]
}

/// What the viewer may do in each module: `type ModulePermission`, made from rights instead of rows.
enum ViewerModuleBinding: ObjectBinding {
    typealias Rows = ViewerModuleTable
    static let typeName = "ModulePermission"
    static let sourceName = "ViewerModule"

    static let fields: [Field] = [
        .column("module", .module),
        .column("canView", .canView),
        .column("canCreate", .canCreate),
        .column("canEdit", .canEdit),
        .column("canAct", .canAct),
        .one("user", "PartnerUser", by: .userID),
    ]
}

/// `type MenuItem` of schema.graphql, field by field in its order.
enum MenuItemBinding: ObjectBinding {
    typealias Rows = MenuTable
    static let typeName = "MenuItem"

    static let fields: [Field] = [
        .column("module", .module),
        .column("label", .label),
        .column("addLabel", .addLabel),
        .column("path", .path),
    ]
}

/// `type Dashboard` of schema.graphql, field by field in its order.
enum DashboardBinding: ObjectBinding {
    typealias Rows = ViewerTable
    static let typeName = "Dashboard"
    static let isPart = true

    static let fields: [Field] = [
        .computed("leadInboxCount", ViewerTable.leadInboxCount),
        .computed("openCaseCount", ViewerTable.openCaseCount),
        .list("registrationsByState", Lists.registrationBuckets),
        .list("opportunitiesByStage", Lists.opportunityBuckets),
    ]
}

/// `type Bucket` of schema.graphql, for registrations.
enum RegistrationBucketBinding: ObjectBinding {
    typealias Rows = RegistrationBucketTable
    static let typeName = "Bucket"
    static let sourceName = "RegistrationBucket"
    static let fields = bucketFields(of: Rows.self)
}

/// `type Bucket` of schema.graphql, for opportunities.
enum OpportunityBucketBinding: ObjectBinding {
    typealias Rows = OpportunityBucketTable
    static let typeName = "Bucket"
    static let sourceName = "OpportunityBucket"
    static let fields = bucketFields(of: Rows.self)
}

private func bucketFields<Rows: Table>(of _: Rows.Type) -> [FieldBinding<Rows>] where Rows.Column == BucketColumn {
    [.column("key", .key), .column("count", .count), .column("total", .total)]
}
