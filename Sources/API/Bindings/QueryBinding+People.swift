import Storage

extension QueryBinding {
    /// The caller, portals, partners, the vendor's people, customers and products, in the schema's order.
    static let peopleFields: [RootField] = [
        .first("viewer", "Viewer", ViewerTable.self, by: [:]),
        .first("portal", "Portal", PortalTable.self, by: ["path": Narrowing.text(.pathName, of: PortalTable.self)]),
        .first(
            "portalAccess", "PortalAccess", PortalEntranceTable.self, by: ["path": Narrowing.entrance]),
        .list("portals", Lists.openPortals),
        .list("salesDirections", Lists.ownSalesDirections),
        .byID("salesDirection", "SalesDirection", SalesDirectionTable.self, .id),
        .connection("organizations", Lists.organizations),
        .byID("organization", "Organization", OrganizationTable.self, .id),
        .connection("contacts", Lists.contacts),
        .byID("contact", "Contact", ContactTable.self, .id),
        .connection("sharedContacts", Lists.sharedContacts),
        .connection("products", Lists.products),
        .byID("product", "Product", ProductTable.self, .id),
        .connection("partnerOrganizations", Lists.partnerOrganizations),
        .byID("partnerOrganization", "PartnerOrganization", PartnerOrganizationTable.self, .id),
        .connection("partnerUsers", Lists.partnerUsers),
        .byID("partnerUser", "PartnerUser", PartnerUserTable.self, .id),
        .connection("agents", Lists.agents),
        .byID("agent", "Agent", AgentTable.self, .id),
        .list("agentGroups", Lists.agentGroups),
        .list("companyLookup", Lists.companyLookup),
        .list("contactLookup", Lists.contactLookup),
        .list("colleagues", Lists.colleagues),
        .first("formSpec", "FormSpec", FormTable.self, by: ["form": Narrowing.text(.kind, of: FormTable.self)]),
        .first(
            "systemProperty", "SystemProperty", SystemPropertyTable.self,
            by: ["name": Narrowing.text(.name, of: SystemPropertyTable.self)]),
    ]
}
