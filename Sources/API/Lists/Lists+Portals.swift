import Execution
import Portal
import Storage

/// Portals, sales directions and what the viewer is shown of them.
extension Lists {
    static let portals: ListRules<PortalTable> = {
        var rules = ListRules<PortalTable>("Portal")
        rules.orders = ["PATH_NAME": (.pathName, .text)]
        rules.standard = "PATH_NAME"
        rules.bound = RowBounds.portals
        return rules
    }()

    /// Those that the viewer may enter.
    static let openPortals: ListRules<PortalTable> = {
        var rules = portals
        rules.condition = PortalTable.isOpen
        return rules
    }()

    static let salesDirections: ListRules<SalesDirectionTable> = {
        var rules = ListRules<SalesDirectionTable>("SalesDirection")
        rules.orders = ["NAME": (.name, .text)]
        rules.standard = "NAME"
        rules.bound = RowBounds.salesDirections
        return rules
    }()

    /// Those that the viewer works in.
    static let ownSalesDirections: ListRules<SalesDirectionTable> = {
        var rules = salesDirections
        rules.condition = SalesDirectionTable.isOwn
        return rules
    }()

    static let portalSections: ListRules<PortalSectionTable> = {
        var rules = ListRules<PortalSectionTable>("PortalSection")
        rules.orders = ["ORDER": (.position, .integer)]
        rules.standard = "ORDER"
        rules.tieBreak = .module
        // One for each module.
        rules.bound = PortalModule.allCases.count
        return rules
    }()

    static let portalContexts: ListRules<PortalContextTable> = {
        var rules = ListRules<PortalContextTable>("PortalContext")
        rules.orders = ["ORDER": (.position, .integer)]
        rules.standard = "ORDER"
        return rules
    }()

    static let userCriteria: ListRules<UserCriteriaTable> = {
        var rules = ListRules<UserCriteriaTable>("UserCriteria")
        rules.orders = ["NAME": (.name, .text)]
        rules.standard = "NAME"
        rules.bound = RowBounds.criteriaOfContext
        return rules
    }()

    static let viewerModules: ListRules<ViewerModuleTable> = {
        var rules = ListRules<ViewerModuleTable>("ViewerModule")
        rules.tieBreak = .position
        rules.bound = PortalModule.allCases.count
        return rules
    }()

    static let menu: ListRules<MenuTable> = {
        var rules = ListRules<MenuTable>("MenuItem")
        rules.orders = ["ORDER": (.position, .integer)]
        rules.standard = "ORDER"
        rules.tieBreak = .module
        rules.bound = PortalModule.allCases.count
        return rules
    }()

    static let formFields: ListRules<FormFieldTable> = {
        var rules = ListRules<FormFieldTable>("FormField")
        rules.tieBreak = .position
        rules.bound = Role.allCases.flatMap { role in FormKind.allCases.map { $0.fields(for: role).count } }.max()
        return rules
    }()

    static let registrationBuckets: ListRules<RegistrationBucketTable> = {
        var rules = ListRules<RegistrationBucketTable>("RegistrationBucket")
        rules.tieBreak = .position
        rules.bound = RegistrationState.allCases.count
        return rules
    }()

    static let opportunityBuckets: ListRules<OpportunityBucketTable> = {
        var rules = ListRules<OpportunityBucketTable>("OpportunityBucket")
        rules.tieBreak = .position
        rules.bound = OpportunityStage.allCases.count
        return rules
    }()
}
