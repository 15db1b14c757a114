import Storage

/// `type PartnerOrganization` of schema.graphql, field by field in its order.
enum PartnerOrganizationBinding: ObjectBinding {
    typealias Rows = PartnerOrganizationTable
    static let typeName = "PartnerOrganization"

    static let fields: [Field] =
        [
            .id("PartnerOrganization", .id),
            .column("name", .name),
            .column("tin", .tin),
            .column("website", .website),
            .column("status", .status),
            .column("active", .active),
            .list(
                "salesDirections", Lists.salesDirections.atMost(RowBounds.directionsOfPartner),
                through: PartnerDirectionTable.self, .salesDirectionID, .partnerID, by: .id, of: .id),
            .one("parent", "PartnerOrganization", by: .parentID),
            .one("primaryContact", "PartnerUser", by: .primaryContactID),
            .one("accountManager", "Agent", by: .accountManagerID),
            .connection("users", Lists.usersOfPartner, by: .partnerID, of: .id),
            .list("integrationAccounts", Lists.integrationAccounts, by: .partnerID, of: .id),
            .list("modulePermissions", Lists.modulePermissions, by: .partnerID, of: .id),
            .column("tier", .tier),
            .column("internalRating", .internalRating),
            .column("internalNotes", .internalNotes),
        ] + Field.versionFields(.version, .createdAt, .updatedAt)
}

/// `type ModulePermission` of schema.graphql, field by field in its order.
enum ModulePermissionBinding: ObjectBinding {
    typealias Rows = ModulePermissionTable
    static let typeName = "ModulePermission"

    static let fields: [Field] = [
        .column("module", .module),
        .column("canView", .canView),
        .column("canCreate", .canCreate),
        .column("canEdit", .canEdit),
        .column("canAct", .canAct),
        .one("user", "PartnerUser", by: .actorID),
    ]
}
