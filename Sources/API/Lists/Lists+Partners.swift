import Execution
import Portal
import Storage

/// Partner organizations, their people, and the vendor's.
extension Lists {
    static let partnerOrganizations: ListRules<PartnerOrganizationTable> = {
        var rules = ListRules<PartnerOrganizationTable>("PartnerOrganization")
        rules.filter = partnerOrganizationFilter
        rules.orders = [
            "NAME": (.name, .text),
            "TIER": (.tierOrder, .text),
            "CREATED_AT": (.createdAt, .integer),
            "UPDATED_AT": (.updatedAt, .integer),
        ]
        rules.standard = "NAME"
        return rules
    }()

    private static let partnerOrganizationFilter = FilterRules<PartnerOrganizationTable>([
        "name": (.name, .text),
        "tin": (.tin, .text),
        "website": (.website, .text),
        "status": (.status, .enumeration),
        "active": (.active, .boolean),
        "salesDirectionId": (.salesDirectionIDs, .members(type: "SalesDirection")),
        "parentId": (.parentID, .reference(to: PartnerOrganizationBinding.self)),
        "accountManagerId": (.accountManagerID, .reference(to: AgentBinding.self)),
        "tier": (.tier, .text),
        "createdAt": (.createdAt, .dateTime),
        "updatedAt": (.updatedAt, .dateTime),
    ])

    static let partnerUsers: ListRules<PartnerUserTable> = {
        var rules = ListRules<PartnerUserTable>("PartnerUser")
        rules.filter = partnerUserFilter
        rules.orders = [
            "DISPLAY_NAME": (.displayName, .text),
            "EMAIL": (.email, .text),
            "PARTNER": (.partnerName, .text),
            "LAST_LOGIN_AT": (.lastLoginAtOrder, .integer),
            "CREATED_AT": (.createdAt, .integer),
            "UPDATED_AT": (.updatedAt, .integer),
        ]
        rules.standard = "DISPLAY_NAME"
        return rules
    }()

    private static let partnerUserFilter = FilterRules<PartnerUserTable>([
        "displayName": (.displayName, .text),
        "email": (.email, .text),
        "partnerId": (.partnerID, .reference(to: PartnerOrganizationBinding.self)),
        "role": (.role, .enumeration),
        "active": (.active, .boolean),
        "portalEnabled": (.portalEnabled, .boolean),
        "lastLoginAt": (.lastLoginAt, .dateTime),
        "createdAt": (.createdAt, .dateTime),
        "updatedAt": (.updatedAt, .dateTime),
    ])

    /// The people of one partner, by name.
    static let usersOfPartner: ListRules<PartnerUserTable> = {
        var rules = partnerUsers
        rules.arguments = ["search": Narrowing.search(PartnerUserTable.self)]
        rules.nestedScope = .usersRead
        return rules
    }()

    /// Whom the viewer can choose as a representative.
    static let colleagues: ListRules<PartnerUserTable> = {
        var rules = partnerUsers
        rules.arguments = ["search": Narrowing.search(PartnerUserTable.self)]
        rules.condition = PartnerUserTable.isColleague
        rules.scope = .usersRead
        return rules
    }()

    static let integrationAccounts: ListRules<IntegrationAccountTable> = {
        var rules = ListRules<IntegrationAccountTable>("IntegrationAccount")
        rules.orders = ["NAME": (.name, .text)]
        rules.standard = "NAME"
        return rules
    }()

    /// Each module with the company's own rule before its exceptions.
    static let modulePermissions: ListRules<ModulePermissionTable> = {
        var rules = ListRules<ModulePermissionTable>("ModulePermission")
        rules.orders = ["MODULE": (.place, .integer)]
        rules.standard = "MODULE"
        return rules
    }()

    static let agents: ListRules<AgentTable> = {
        var rules = ListRules<AgentTable>("Agent")
        rules.filter = agentFilter
        rules.orders = ["DISPLAY_NAME": (.displayName, .text), "EMAIL": (.email, .text)]
        rules.standard = "DISPLAY_NAME"
        return rules
    }()

    private static let agentFilter = FilterRules<AgentTable>([
        "displayName": (.displayName, .text),
        "email": (.email, .text),
        "groupId": (.groupIDs, .members(type: "AgentGroup")),
        "salesDirectionId": (.salesDirectionIDs, .members(type: "SalesDirection")),
        "isManager": (.isManager, .boolean),
        "active": (.active, .boolean),
    ])

    static let agentGroups: ListRules<AgentGroupTable> = {
        var rules = ListRules<AgentGroupTable>("AgentGroup")
        rules.orders = ["NAME": (.name, .text)]
        rules.standard = "NAME"
        return rules
    }()
}
