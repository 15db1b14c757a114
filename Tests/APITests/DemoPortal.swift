import Portal
import SQLite
import Storage
import TestSupport
import Testing

@testable import API

/// The portal of the demo, and someone of every role who holds everything that the role can be given.
///
/// What a single right or scope opens is tested elsewhere; here only the role decides.
struct DemoPortal: ~Copyable {
    let portal: TestPortal
    /// In the order of `Role.allCases`.
    let viewers: [Viewer]

    /// - Parameter changes: SQL that makes the demo what the test needs.
    init(_ changes: String = "") throws {
        let connection = try Connection(path: ":memory:")
        try Migrations.migrator.migrate(connection)
        try SignedAddress.addFunction(to: connection)
        let directory = try TemporaryDirectory()
        let files = FileDirectory(path: directory.file("files"))
        let accounts = try Demo.fill(connection, files, .fixed(at: TestPortal.now, seed: 1))
        try connection.transaction { db in try db.execute(Self.operations + changes) }
        try connection.execute(Self.statistics)
        let store = try ViewerStore(connection)
        let everything = IntegrationScope.allCases.reduce(into: PortalModule.standardRights) { $0.insert($1.right) }
        var viewers = [Viewer.anonymous]
        for account in accounts {
            let viewer = try #require(try store.viewer(ofToken: account.token.hash, at: TestPortal.now))
            let rights = viewer.partnerID == 0 ? viewer.rights : everything
            viewers.append(
                Viewer(actorID: viewer.actorID, partnerID: viewer.partnerID, role: viewer.role, rights: rights))
        }
        portal = try TestPortal(over: connection)
        self.viewers = viewers.sorted { $0.role.index < $1.role.index }
    }

    /// What SQLite plans with: as if there were a thousand times as much of everything, in no more states than there are.
    ///
    /// `stat` is the number of rows, then how many of them share the first column of the index, the first two, and so on.
    private static let statistics = """
        ANALYZE;
        UPDATE sqlite_stat1 SET stat = (CAST(stat AS INTEGER) * 1000) || substr(stat, instr(stat || ' ', ' '));
        WITH states (idx) AS (
            SELECT idx FROM sqlite_stat1 JOIN pragma_index_info(idx) AS part ON part.seqno = 0
             WHERE part.name IN ('state', 'status', 'stage'))
        UPDATE sqlite_stat1
           SET stat = CAST(stat AS INTEGER) || ' ' || (CAST(substr(stat, instr(stat, ' ')) AS INTEGER) * 1000)
                || substr(stat, instr(stat, ' ') + instr(substr(stat, instr(stat, ' ') + 1) || ' ', ' '))
         WHERE idx IN states;
        ANALYZE sqlite_schema;
        """

    /// What the demo has none of: webhooks, mail, an entry of the audit log, companies and registrations that are alike,
    /// and records that programs and the server itself have changed.
    private static let operations = """
        INSERT INTO webhook (partner_id, created_by_id, url, events, secret, created_at)
            SELECT partner_id, id, 'https://hooks.example', '[]', printf('%032d', id), 0 FROM integration_account;
        INSERT INTO webhook_delivery (webhook_id, event, sequence, attempt, at)
            SELECT id, 'CREATED', 1, 1, 0 FROM webhook;
        INSERT INTO outbox_message (kind, recipient, subject, body, created_at)
            VALUES ('INVITE', 'someone@demo.example', 'Welcome', 'Welcome', 0);
        INSERT INTO audit_entry (at, role, operation, request_id, outcome) VALUES (0, 'ADMIN', 'read', 'r1', 'OK');
        UPDATE organization SET name_core = 'twin ' || (id / 100);
        UPDATE registration SET company_website_key = 'twin.example' WHERE company_website_key IS NOT NULL;
        INSERT INTO actor (kind, display_name) VALUES ('SYSTEM', 'The system');
        INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field)
            SELECT record.id, record.type, 0, actor.id, 'FIELD_CHANGE', 'UPDATED', 'name'
            FROM record LEFT JOIN registration ON registration.id = record.id
                LEFT JOIN opportunity ON opportunity.id = record.id
                LEFT JOIN support_case ON support_case.id = record.id LEFT JOIN lead ON lead.id = record.id
                JOIN actor ON actor.kind = 'SYSTEM' OR actor.kind = 'INTEGRATION' AND actor.partner_id = coalesce(
                    registration.partner_id, opportunity.partner_id, support_case.partner_id, lead.accepted_by_id);
        """
}
