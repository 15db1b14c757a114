extension Bindings {
    /// The caller, portals, partners, the vendor's people, customers and products.
    static let people: [any ObjectBinding.Type] = [
        ViewerBinding.self, ViewerModuleBinding.self, MenuItemBinding.self, DashboardBinding.self,
        RateLimitBinding.self,
        RegistrationBucketBinding.self, OpportunityBucketBinding.self,
        SalesDirectionBinding.self, PortalBinding.self, PortalSectionBinding.self, PortalContextBinding.self,
        UserCriteriaBinding.self, PortalGrantedBinding.self, PortalRedirectBinding.self, PortalTargetBinding.self,
        SystemPropertyBinding.self, PartnerOrganizationBinding.self, ModulePermissionBinding.self,
        PartnerUserBinding.self, IntegrationAccountBinding.self, AgentBinding.self, AgentGroupBinding.self,
        SystemActorBinding.self, OrganizationBinding.self, OrganizationRefBinding.self,
        DuplicateCandidateBinding.self, ContactBinding.self, ProductBinding.self,
        FormSpecBinding.self, FormFieldBinding.self, AccessExplanationBinding.self,
    ]
}
