import GraphQL
import Portal

/// Enums of the schema are enums of the portal, name for name; the orders of lists belong to the lists.
extension BindingCheck {
    func enums() -> [String] {
        types.filter { $0.kind == .enumeration && !$0.name.hasSuffix("OrderField") }.flatMap { type -> [String] in
            guard let names = Self.names[type.name] else { return ["\(type.name) is declared and not bound"] }
            return differences(declared: type.enumValues.map(\.name), bound: names) { "\(type.name).\($0)" }
        }
    }

    private static let names: [String: [String]] = [
        "AccessReason": names(of: AccessReason.self), "ActivityKind": names(of: ActivityKind.self),
        "CaseCategory": names(of: CaseCategory.self), "CasePriority": names(of: CasePriority.self),
        "CaseStatus": names(of: CaseStatus.self), "ChangeType": names(of: ChangeType.self),
        "CommentKind": names(of: CommentKind.self), "ConflictState": names(of: ConflictState.self),
        "ErrorCode": names(of: ErrorCode.self), "FormKind": names(of: FormKind.self),
        "LeadDeclineReason": names(of: LeadDeclineReason.self), "LeadShareState": names(of: LeadShareState.self),
        "LeadSource": names(of: LeadSource.self), "LeadState": names(of: LeadState.self),
        "OpportunitySource": names(of: OpportunitySource.self), "OpportunityStage": names(of: OpportunityStage.self),
        "OpportunityStatus": names(of: OpportunityStatus.self),
        "OpportunityStatusReason": names(of: OpportunityStatusReason.self),
        "OrderDirection": names(of: OrderDirection.self), "PartnerStatus": names(of: PartnerStatus.self),
        "PortalModule": names(of: PortalModule.self), "PortalTargetKind": names(of: PortalTargetKind.self),
        "RecordScope": names(of: RecordScope.self), "RegistrationState": names(of: RegistrationState.self),
        "RejectionReason": names(of: RejectionReason.self), "Role": names(of: Role.self),
        "ScanState": names(of: ScanState.self), "SlaState": names(of: SlaState.self),
        "Suggestion": names(of: Suggestion.self), "TinCheck": names(of: TinCheck.self),
        "TinChecksum": names(of: TinChecksum.self), "TouchPointKind": names(of: TouchPointKind.self),
        "ViewerRelation": names(of: ViewerRelation.self), "WebhookState": names(of: WebhookState.self),
    ]

    private static func names<Cases: CaseIterable & RawRepresentable<String>>(of _: Cases.Type) -> [String] {
        Cases.allCases.map(\.rawValue)
    }
}
