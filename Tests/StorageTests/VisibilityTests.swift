import Portal
import SQLite
import Storage
import Testing

@Suite("Row visibility")
struct VisibilityTests {
    @Test("Each viewer sees these rows of each table and no others", arguments: VisibleRows.all)
    func visibleRows(_ expected: VisibleRows) throws {
        let connection = try SampleDatabase.open()
        let seen = try VisibleRows(
            expected.table,
            anonymous: keys(of: expected.table, for: SampleDatabase.anonymous, in: connection),
            user: keys(of: expected.table, for: SampleDatabase.user, in: connection),
            supervisor: keys(of: expected.table, for: SampleDatabase.supervisor, in: connection),
            integration: keys(of: expected.table, for: SampleDatabase.integration, in: connection),
            agent: keys(of: expected.table, for: SampleDatabase.agent, in: connection),
            teamAgent: keys(of: expected.table, for: SampleDatabase.teamAgent, in: connection),
            manager: keys(of: expected.table, for: SampleDatabase.manager, in: connection),
            admin: keys(of: expected.table, for: SampleDatabase.admin, in: connection))
        #expect(seen == expected)
    }

    @Test("The expectations cover every table")
    func everyTable() {
        #expect(VisibleRows.all.map { "\($0.table)" } == Tables.all.map { "\($0)" })
    }

    @Test("Without the rights of its modules or scopes a partner sees no records", arguments: Role.partnerSide)
    func withoutRights(_ role: Role) throws {
        let connection = try SampleDatabase.open()
        let viewer = Viewer(actorID: 2, partnerID: 1, role: role, rights: [])
        #expect(try keys(of: RecordTable.self, for: viewer, in: connection) == "")
        #expect(try keys(of: CommentTable.self, for: viewer, in: connection) == "")
    }

    @Test(
        "What a program calls its own is all that it sees of its company",
        arguments: [
            CaseTable.self, LeadTable.self, OpportunityTable.self, RegistrationTable.self,
        ] as [any ScopedTable.Type])
    func programs(_ table: any ScopedTable.Type) throws {
        let connection = try SampleDatabase.open()
        let viewer = SampleDatabase.integration
        let scope = table.scope(.mine, for: viewer.role, of: "r0")
        let mine = try #require(scope)
        let seen = try keys(of: table, for: viewer, in: connection)
        #expect(try keys(of: table, for: viewer, where: mine, in: connection) == seen)
        #expect(seen != "")
    }

    @Test(
        "A TIN is the partner's own when its side brought the company, or began a record about it with the TIN",
        arguments: [
            ("", "1 4"), ("UPDATE registration SET company_tin = NULL", "4"),
            ("UPDATE support_case SET company_tin = '7707083893'", "1 4"),
            ("UPDATE support_case SET company_tin = '500100732259'", "4"),
            ("UPDATE support_case SET company_tin = '7707083893', organization_id = 1 WHERE id = 403", "4"),
        ])
    func ownTins(_ change: String, _ own: String) throws {
        let connection = try SampleDatabase.open()
        if change != "" { try connection.execute("UPDATE registration SET company_tin = NULL; \(change)") }
        for viewer in [SampleDatabase.user, SampleDatabase.supervisor, SampleDatabase.integration] {
            let condition = OrganizationTable.tinIsOwn(for: viewer.role, of: "r0")
            #expect(try keys(of: OrganizationTable.self, for: viewer, where: condition, in: connection) == own)
        }
    }

    static let sharers: [(Role, Rights, seen: String, shared: String)] = [
        (.partnerUser, SampleDatabase.everyModule, "4 5", "5"),
        (.partnerUser, [PortalModule.cases.right(.view), PortalModule.contacts.right(.view)], "5", ""),
        (.partnerUser, PortalModule.sharedContacts.right(.view), "5", "5"),
        (.integration, [.casesRead, .leadsRead], "2 5", "5"), (.integration, .casesRead, "2 5", ""),
        (.integration, .leadsRead, "5", "5"),
    ]

    @Test(
        "Who is a shared contact is told where accepted leads are, even of a person who is known otherwise",
        arguments: sharers.indices)
    func sharedContacts(index: Int) throws {
        let (role, rights, seen, shared) = Self.sharers[index]
        let connection = try SampleDatabase.open()
        try connection.execute("UPDATE support_case SET contact_id = 5 WHERE id = 401")
        let viewer = Viewer(actorID: 2, partnerID: 1, role: role, rights: rights)
        let inList = ContactTable.visibilityInList(for: role, of: "r0")
        let condition = ContactTable.isShared(for: role, of: "r0")
        #expect(try keys(of: ContactTable.self, for: viewer, in: connection) == seen)
        #expect(try keys(of: ContactTable.self, for: viewer, where: inList, in: connection) == seen)
        #expect(try keys(of: ContactTable.self, for: viewer, where: condition, in: connection) == shared)
    }

    @Test("Every column of every table can be read", arguments: VisibleRows.all)
    func columns(_ expected: VisibleRows) throws {
        let connection = try SampleDatabase.open()
        #expect(throws: Never.self) { try readColumns(of: expected.table, in: connection) }
    }

    private func readColumns<T: Table>(of table: T.Type, in connection: borrowing Connection) throws {
        let columns = T.Column.allCases.map { table.sql($0, of: "r0") }.joined(separator: ", ")
        _ = try connection.prepare("SELECT \(columns) FROM \(table.name) AS r0")
    }

    /// The keys that `viewer` sees, in their order.
    private func keys(
        of table: any Table.Type, for viewer: Viewer, where condition: String = "true",
        in connection: borrowing Connection
    ) throws -> String {
        let names = try connection.texts(
            "SELECT name FROM pragma_table_info(?1) WHERE pk ORDER BY pk", .text(table.name))
        let key = names.joined(separator: " || '/' || ")
        return try connection.texts(
            "SELECT \(key) FROM \(table.name) AS r0 WHERE (\(table.visibility(for: viewer.role, of: "r0"))) AND (\(condition)) ORDER BY "
                + names.joined(separator: ", "),
            .integer(viewer.actorID), .integer(viewer.partnerID), .integer(viewer.rights.rawValue),
            .integer(SampleDatabase.now)
        ).joined(separator: " ")
    }
}

extension Role {
    /// The roles that a module or scope can be taken from.
    static let partnerSide: [Role] = [.partnerUser, .partnerSupervisor, .integration]
}

extension Connection {
    /// The first column of every row.
    func texts(_ sql: String, _ parameters: Value...) throws -> [String] {
        var rows = try prepare(sql).rows(parameters)
        var texts: [String] = []
        while try rows.step() { texts.append(rows.text(0)) }
        return texts
    }
}
