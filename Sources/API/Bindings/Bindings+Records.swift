extension Bindings {
    /// Records, what belongs to them, what the server keeps of its own work, the answers to mutations, and events.
    static let records: [any ObjectBinding.Type] = [
        RegistrationBinding.self, RegistrationReceiptBinding.self, ActionRequiredBinding.self,
        ConflictCandidateBinding.self, LeadBinding.self, LeadShareBinding.self, OpportunityBinding.self,
        CaseBinding.self, CaseSlaBinding.self,
        RegistrationValue.self, LeadValue.self, OpportunityValue.self, OpportunityCloseValue.self,
        RegistrationViewerCan.self, LeadViewerCan.self, OpportunityViewerCan.self, CaseViewerCan.self,
        CommentBinding.self, AttachmentBinding.self, TouchPointBinding.self,
        ChangeRecordBinding.self, StateChangeBinding.self, ChangePageBinding.self, ChangeEventBinding.self,
        AuditEntryBinding.self, WebhookBinding.self, WebhookDeliveryBinding.self, OutboxMessageBinding.self,
        RegistrationPayloadBinding.self, QualifyPayloadBinding.self, LeadPayloadBinding.self,
        CasePayloadBinding.self, CommentPayloadBinding.self, AttachmentPayloadBinding.self,
        SignInPayloadBinding.self, OkPayloadBinding.self,
        UserErrorBinding.self,
        SubscriptionBinding.self, SubscribedEventBinding.self,
    ]
}
