import Execution
import Storage

extension QueryBinding {
    /// The root fields of records and of the server's own work.
    static let recordFields: [RootField] = [
        .connection("registrations", Lists.registrations),
        .first(
            "registration", "OpportunityRegistration", RegistrationTable.self,
            by: [
                "id": Narrowing.identifier("OpportunityRegistration", .id, of: RegistrationTable.self),
                "number": Narrowing.text(.number, of: RegistrationTable.self),
            ]),
        .connection("leadInbox", Lists.leadInbox),
        .connection("leads", Lists.leads),
        .first(
            "lead", "Lead", LeadTable.self,
            by: [
                "id": Narrowing.identifier("Lead", .id, of: LeadTable.self),
                "number": Narrowing.text(.number, of: LeadTable.self),
            ]),
        .connection("opportunities", Lists.opportunities),
        .first(
            "opportunity", "Opportunity", OpportunityTable.self,
            by: [
                "id": Narrowing.identifier("Opportunity", .id, of: OpportunityTable.self),
                "number": Narrowing.text(.number, of: OpportunityTable.self),
            ]),
        .connection("cases", Lists.cases),
        .first(
            "case", "Case", CaseTable.self,
            by: [
                "id": Narrowing.identifier("Case", .id, of: CaseTable.self),
                "number": Narrowing.text(.caseNumber, of: CaseTable.self),
            ]),
        RootField(name: "changes") { role in .row(Lists.changePage.source(for: role)) },
        .connection("auditLog", Lists.auditEntries),
        .list("outbox", Lists.outbox),
        .list("webhooks", Lists.webhooks),
    ]
}
