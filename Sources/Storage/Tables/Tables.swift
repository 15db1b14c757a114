/// Every table that an answer may be read from.
package enum Tables {
    package static let all: [any Table.Type] = [
        ActorTable.self, PartnerUserTable.self, AgentTable.self, AgentGroupTable.self, AgentGroupMemberTable.self,
        AgentDirectionTable.self, IntegrationAccountTable.self, SalesDirectionTable.self,
        PartnerOrganizationTable.self, PartnerDirectionTable.self, ModulePermissionTable.self, PortalTable.self,
        PortalSectionTable.self, PortalContextTable.self, PortalContextCriteriaTable.self, UserCriteriaTable.self,
        SystemPropertyTable.self, ProductTable.self, OrganizationTable.self, OrganizationReferenceTable.self,
        ContactTable.self, RecordTable.self, RegistrationTable.self, LeadTable.self, LeadShareTable.self,
        OpportunityTable.self, CaseTable.self, CommentTable.self, CommentMentionTable.self, AttachmentTable.self,
        TouchPointTable.self, ChangeTable.self, AuditEntryTable.self, OutboxMessageTable.self, WebhookTable.self,
        WebhookDeliveryTable.self,
    ]
}
