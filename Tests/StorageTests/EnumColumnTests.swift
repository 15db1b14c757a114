import Portal
import SQLite
import Storage
import Testing

@Suite("Enum columns")
struct EnumColumnTests {
    /// A column and the enum of the portal that its values come from.
    struct EnumColumn: Sendable, CustomTestStringConvertible {
        let table: any Table.Type
        let column: String
        let values: [String]

        init<Values: CaseIterable & RawRepresentable>(_ table: any Table.Type, _ column: String, _: Values.Type)
        where Values.RawValue == String {
            self.table = table
            self.column = column
            values = Values.allCases.map(\.rawValue)
        }

        var testDescription: String { "\(table.name).\(column)" }
    }

    static let columns = [
        EnumColumn(RegistrationTable.self, "state", RegistrationState.self),
        EnumColumn(RegistrationTable.self, "rejection_reason", RejectionReason.self),
        EnumColumn(RegistrationTable.self, "company_tin_check", TinCheck.self),
        EnumColumn(OrganizationTable.self, "tin_check", TinCheck.self),
        EnumColumn(LeadTable.self, "state", LeadState.self),
        EnumColumn(LeadTable.self, "source", LeadSource.self),
        EnumColumn(LeadShareTable.self, "state", LeadShareState.self),
        EnumColumn(LeadShareTable.self, "decline_reason", LeadDeclineReason.self),
        EnumColumn(OpportunityTable.self, "stage", OpportunityStage.self),
        EnumColumn(OpportunityTable.self, "status", OpportunityStatus.self),
        EnumColumn(OpportunityTable.self, "source", OpportunitySource.self),
        EnumColumn(CaseTable.self, "status", CaseStatus.self),
        EnumColumn(CaseTable.self, "priority", CasePriority.self),
        EnumColumn(CaseTable.self, "category", CaseCategory.self),
        EnumColumn(CommentTable.self, "kind", CommentKind.self),
        EnumColumn(TouchPointTable.self, "kind", TouchPointKind.self),
        EnumColumn(PartnerOrganizationTable.self, "status", PartnerStatus.self),
        EnumColumn(ModulePermissionTable.self, "module", PortalModule.self),
        EnumColumn(PortalSectionTable.self, "module", PortalModule.self),
        EnumColumn(AuditEntryTable.self, "role", Role.self),
    ]

    @Test("A column admits exactly the values of its enum, in their order", arguments: columns)
    func values(_ column: EnumColumn) throws {
        let connection = try SampleDatabase.open()
        let declaration = try connection.texts(
            "SELECT sql FROM sqlite_schema WHERE name = ?1", .text(column.table.name))
        let words = declaration.joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let list = column.values.map { "'\($0)'" }.joined(separator: ", ")
        #expect(words.contains("CHECK (\(column.column) IN (\(list)))"))
    }

    @Test("Ranks follow the order of the enums")
    func ranks() throws {
        let connection = try SampleDatabase.open()
        let ranks =
            "SELECT sql FROM sqlite_schema WHERE name IN ('registration', 'opportunity', 'support_case', 'lead')"
        let words = try connection.texts(ranks).joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for values in [
            RegistrationState.allCases.map(\.rawValue), LeadState.allCases.map(\.rawValue),
            OpportunityStage.allCases.map(\.rawValue), OpportunityStatus.allCases.map(\.rawValue),
            CaseStatus.allCases.map(\.rawValue), CasePriority.allCases.map(\.rawValue),
            CaseCategory.allCases.map(\.rawValue),
        ] {
            let arms = values.dropLast().enumerated().map { "WHEN '\($1)' THEN \($0)" }.joined(separator: " ")
            #expect(words.contains("\(arms) ELSE \(values.count - 1) END"))
        }
    }
}
