import Portal
import SQLite
import Storage

/// A small portal: two partners, three sales directions, rows that each role sees some of.
///
/// Direction 3 is the vendor's alone. Records of hundreds: 1xx registrations, 2xx leads, 3xx opportunities, 4xx cases.
enum SampleDatabase {
    static let now: Int64 = 1_700_000_000_000

    static func open() throws -> Connection {
        let connection = try Connection(path: ":memory:")
        try connection.execute("PRAGMA foreign_keys = ON")
        try Migrations.migrator.migrate(connection)
        try SignedAddress.addFunction(to: connection)
        try connection.transaction { db in
            for sql in [people, customers, records, children] { try db.execute(sql) }
        }
        return connection
    }

    static let everyModule = PortalModule.allCases.map { $0.right(.view) }.reduce(into: Rights()) { $0.formUnion($1) }
    static let everyScope: Rights = [.registrationsRead, .leadsRead, .casesRead, .webhooksManage, .contactsPII]

    static let anonymous = Viewer.anonymous
    static let user = Viewer(actorID: 2, partnerID: 1, role: .partnerUser, rights: everyModule)
    static let supervisor = Viewer(actorID: 4, partnerID: 1, role: .partnerSupervisor, rights: everyModule)
    static let integration = Viewer(actorID: 6, partnerID: 1, role: .integration, rights: everyScope)
    /// Works in direction 1.
    static let agent = Viewer(actorID: 10, partnerID: 0, role: .agent, rights: [])
    /// Works in no direction: sees a desk of its own and that of its team.
    static let teamAgent = Viewer(actorID: 11, partnerID: 0, role: .agent, rights: [])
    /// Leads `teamAgent`.
    static let manager = Viewer(actorID: 12, partnerID: 0, role: .agent, rights: .manager)
    static let admin = Viewer(actorID: 13, partnerID: 0, role: .admin, rights: [])

    private static let people = """
        INSERT INTO sales_direction (id, name) VALUES (1, 'North'), (2, 'South'), (3, 'Own sales');
        INSERT INTO partner_organization (id, name, created_at, updated_at) VALUES (1, 'Ares', 0, 0), (2, 'Zeus', 0, 0);
        INSERT INTO partner_direction VALUES (1, 1), (2, 2);
        INSERT INTO actor (id, kind, display_name, partner_id) VALUES
            (2, 'PARTNER_USER', 'Uma User', 1), (3, 'PARTNER_USER', 'Cora Colleague', 1),
            (4, 'PARTNER_USER', 'Sam Supervisor', 1), (5, 'PARTNER_USER', 'Otto Other', 2),
            (6, 'INTEGRATION', 'Ares CRM', 1), (7, 'INTEGRATION', 'Zeus CRM', 2),
            (10, 'AGENT', 'Anna Agent', NULL), (11, 'AGENT', 'Theo Team', NULL), (12, 'AGENT', 'Mona Manager', NULL),
            (13, 'AGENT', 'Ada Admin', NULL);
        INSERT INTO partner_user (id, partner_id, role, first_name, last_name, email, created_at, updated_at) VALUES
            (2, 1, 'PARTNER_USER', 'Uma', 'User', 'uma@ares.example', 0, 0),
            (3, 1, 'PARTNER_USER', 'Cora', 'Colleague', 'cora@ares.example', 0, 0),
            (4, 1, 'PARTNER_SUPERVISOR', 'Sam', 'Supervisor', 'sam@ares.example', 0, 0),
            (5, 2, 'PARTNER_USER', 'Otto', 'Other', 'otto@zeus.example', 0, 0);
        INSERT INTO integration_account (id, partner_id, created_at) VALUES (6, 1, 0), (7, 2, 0);
        INSERT INTO agent (id, role, email, is_manager, manager_id, created_at) VALUES
            (10, 'AGENT', 'anna@vendor.example', 0, NULL, 0), (12, 'AGENT', 'mona@vendor.example', 1, NULL, 0),
            (11, 'AGENT', 'theo@vendor.example', 0, 12, 0), (13, 'ADMIN', 'ada@vendor.example', 0, NULL, 0);
        INSERT INTO agent_direction VALUES (10, 1);
        INSERT INTO agent_group (id, name) VALUES (1, 'Support team');
        INSERT INTO agent_group_member VALUES (1, 11);
        INSERT INTO module_permission
            (id, partner_id, actor_id, module, can_view, can_create, can_edit, can_act) VALUES
            (1, 1, NULL, 'CASES', 1, 1, 1, 0), (2, 1, 2, 'CASES', 1, 1, 0, 0), (3, 1, 3, 'CASES', 1, 0, 0, 0),
            (4, 2, NULL, 'CASES', 1, 1, 1, 0);
        INSERT INTO portal (id, sales_direction_id, path_name, title, created_at, updated_at) VALUES
            (1, 1, 'north', 'North', 0, 0), (2, 2, 'south', 'South', 0, 0);
        INSERT INTO portal_section (portal_id, module, title, position) VALUES
            (1, 'CASES', 'Cases', 1), (2, 'CASES', 'Cases', 1);
        INSERT INTO user_criteria (id, name) VALUES (1, 'Northerners');
        INSERT INTO portal_context (id, portal_id, position) VALUES (1, 1, 1);
        INSERT INTO portal_context_criteria VALUES (1, 1);
        """

    private static let customers = """
        INSERT INTO product (id, sales_direction_id, name) VALUES (1, 1, 'Scales'), (2, 2, 'Sails'), (3, 3, 'Seals');
        INSERT INTO organization
            (id, name, name_key, name_core, tin, tin_check, created_by_partner_id, created_at, updated_at) VALUES
            (1, 'Acme', 'acme', 'acme', '7707083893', 'VALID', NULL, 0, 0),
            (2, 'Bolt', 'bolt', 'bolt', NULL, NULL, NULL, 0, 0), (3, 'Cask', 'cask', 'cask', NULL, NULL, 2, 0, 0),
            (4, 'Dove', 'dove', 'dove', NULL, NULL, 1, 0, 0), (5, 'Echo', 'echo', 'echo', NULL, NULL, NULL, 0, 0);
        INSERT INTO contact
            (id, organization_id, first_name, last_name, created_by_partner_id, created_at, updated_at) VALUES
            (1, 1, 'Ann', 'Acme', NULL, 0, 0), (2, 2, 'Bob', 'Bolt', NULL, 0, 0), (3, 3, 'Cyd', 'Cask', 2, 0, 0),
            (4, 4, 'Dan', 'Dove', 1, 0, 0), (5, NULL, 'Liv', 'Lead', NULL, 0, 0), (6, 5, 'Eve', 'Echo', 1, 0, 0);
        """

    private static let records = """
        INSERT INTO record (id, type) VALUES
            (101, 'OpportunityRegistration'), (102, 'OpportunityRegistration'), (103, 'OpportunityRegistration'),
            (104, 'OpportunityRegistration'), (201, 'Lead'), (202, 'Lead'), (203, 'Lead'), (204, 'Lead'), (205, 'Lead'),
            (301, 'Opportunity'), (302, 'Opportunity'), (303, 'Opportunity'), (304, 'Opportunity'),
            (401, 'Case'), (402, 'Case'), (403, 'Case');
        INSERT INTO registration (id, number, name, state, partner_id, sales_direction_id, new_company, company_name,
            company_tin, organization_id, new_contact, representative_id, created_by_id, assigned_agent_id, created_at,
            updated_at, submitted_at, receipt_sequence, receipt_sha256) VALUES
            (101, 'REG-000001', 'Scales for Acme', 'IN_REVIEW', 1, 1, 1, 'typed', '7707083893', 1, 1, 2, 2, 10, 0, 0, 5, 1,
             printf('%064d', 1)),
            (102, 'REG-000002', 'More scales', 'DRAFT', 1, 1, 1, 'Newco', NULL, NULL, 1, 2, 3, NULL, 0, 0,
             NULL, NULL, NULL),
            (103, 'REG-000003', 'Even more', 'DRAFT', 1, 1, 1, 'Newer', NULL, NULL, 1, 3, 3, NULL, 0, 0,
             NULL, NULL, NULL),
            (104, 'REG-000004', 'Sails for Cask', 'IN_REVIEW', 2, 2, 1, 'Cask', NULL, 3, 1, 5, 5, 11, 0, 0, 6, 2,
             printf('%064d', 2));
        INSERT INTO lead (id, number, name, state, source, sales_direction_id, contact_id, owner_id, expires_at,
            created_by_id, created_at, updated_at) VALUES
            (201, 'LEAD-000001', 'Open', 'SHARED', 'CALL', 1, 6, 10, \(now + 1), 10, 0, 0),
            (202, 'LEAD-000002', 'Too late', 'SHARED', 'CALL', 1, NULL, 10, \(now), 10, 0, 0),
            (203, 'LEAD-000003', 'Ours', 'SHARED', 'CALL', 1, 5, 10, 1, 10, 0, 0),
            (204, 'LEAD-000004', 'Theirs', 'SHARED', 'CALL', 2, NULL, 10, 1, 10, 0, 0),
            (205, 'LEAD-000005', 'Fresh', 'NEW', 'CALL', 3, NULL, 11, NULL, 10, 0, 0);
        INSERT INTO lead_share (id, lead_id, partner_id, state, shared_at) VALUES
            (1, 201, 1, 'OFFERED', 0), (2, 201, 2, 'OFFERED', 0), (3, 202, 1, 'OFFERED', 0),
            (4, 203, 1, 'ACCEPTED', 0), (5, 204, 1, 'TAKEN', 0), (6, 204, 2, 'ACCEPTED', 0);
        UPDATE lead SET state = 'ACCEPTED', accepted_by_id = 1, accepted_by_user_id = 3, accepted_at = 1 WHERE id = 203;
        UPDATE lead SET state = 'ACCEPTED', accepted_by_id = 2, accepted_by_user_id = 5, accepted_at = 1 WHERE id = 204;
        INSERT INTO opportunity (id, number, name, stage, status, status_reason, source, partner_id, sales_direction_id,
            representative_id, originator_id, registration_id, responsible_id, created_at, updated_at) VALUES
            (301, 'OPP-000001', 'Scales for Acme', 'QUALIFICATION', 'OPEN', 'IN_PROGRESS', 'REGISTRATION', 1, 1, 3, 2,
             101, 10, 0, 0),
            (302, 'OPP-000002', 'Old deal', 'PROPOSAL', 'OPEN', 'ON_HOLD', 'IMPORT', 1, 1, 3, 3, NULL, 10, 0, 0),
            (303, 'OPP-000003', 'Sails', 'DECISION', 'OPEN', 'IN_PROGRESS', 'IMPORT', 2, 2, 5, 5, NULL, 13, 0, 0),
            (304, 'OPP-000004', 'Seals', 'DECISION', 'OPEN', 'IN_PROGRESS', 'DIRECT', NULL, 3, NULL, 11, NULL, 11, 0, 0);
        UPDATE opportunity SET contact_id = 4 WHERE id = 301;
        INSERT INTO support_case (id, case_number, title, summary, status, category, partner_id, sales_direction_id,
            partner_contact_id, created_by_id, organization_id, contact_id, assigned_group_id, created_at, updated_at)
        VALUES
            (401, 'CASE-000001', 'Scales stuck', 'They stick.', 'NEW', 'SUPPORT', 1, 1, 2, 2, 1, 1, NULL, 0, 0),
            (402, 'CASE-000002', 'Scales rust', 'They rust.', 'NEW', 'SUPPORT', 1, 1, 3, 6, 2, 2, NULL, 0, 0),
            (403, 'CASE-000003', 'Sails tear', 'They tear.', 'NEW', 'SUPPORT', 2, 2, 5, 5, 3, 3, 1, 0, 0);
        """

    private static let children = """
        INSERT INTO comment (id, record_id, kind, body, author_id, created_at, updated_at) VALUES
            (1, 401, 'ADDITIONAL_COMMENT', 'Please help.', 2, 0, 0), (2, 401, 'INTERNAL_NOTE', 'Again!', 10, 0, 0),
            (3, 402, 'ADDITIONAL_COMMENT', 'See above.', 6, 0, 0), (4, 403, 'ADDITIONAL_COMMENT', 'Torn.', 5, 0, 0),
            (5, 205, 'ADDITIONAL_COMMENT', 'Who calls?', 11, 0, 0);
        INSERT INTO comment_mention VALUES (1, 10), (2, 12), (4, 11);
        INSERT INTO attachment
            (id, record_id, file_name, media_type, size, sha256, stored_at, uploaded_by_id, internal, created_at) VALUES
            (1, 401, 'a.txt', 'text/plain', 1, printf('%064d', 1), 1, 2, 0, 0),
            (2, 401, 'b.txt', 'text/plain', 1, printf('%064d', 1), 1, 10, 1, 0),
            (3, NULL, 'c.txt', 'text/plain', 1, printf('%064d', 1), 1, 2, 0, 0),
            (4, 403, 'd.txt', 'text/plain', 1, printf('%064d', 1), 1, 5, 0, 0),
            (5, 401, 'e.txt', 'text/plain', 1, NULL, NULL, 4, 0, 0);
        INSERT INTO touch_point (id, record_id, kind, at, title, actor_id, internal, created_at) VALUES
            (1, 401, 'CALL', 0, 'Called', 10, 0, 0), (2, 401, 'CALL', 0, 'Called home', 10, 1, 0),
            (3, 403, 'CALL', 0, 'Called', 11, 0, 0);
        INSERT INTO change (sequence, record_id, record_type, at, actor_id, kind, type, field, internal) VALUES
            (1, 101, 'OpportunityRegistration', 0, 12, 'STATE_CHANGE', 'UPDATED', 'state', 0),
            (2, 101, 'OpportunityRegistration', 0, 13, 'FIELD_CHANGE', 'UPDATED', 'score', 1),
            (3, 103, 'OpportunityRegistration', 0, 3, 'CREATED', 'CREATED', NULL, 0),
            (4, 104, 'OpportunityRegistration', 0, 5, 'CREATED', 'CREATED', NULL, 0);
        INSERT INTO audit_entry (sequence, at, role, operation, request_id, outcome) VALUES
            (1, 0, 'ADMIN', 'node', 'r1', 'OK');
        INSERT INTO outbox_message (id, kind, recipient, subject, body, created_at) VALUES
            (1, 'INVITE', 'uma@ares.example', 'Welcome', 'https://…', 0);
        INSERT INTO webhook (id, partner_id, created_by_id, url, events, secret, created_at) VALUES
            (1, 1, 6, 'https://ares.example/hook', '[]', printf('%032d', 1), 0),
            (2, 1, 4, 'https://ares.example/other', '[]', printf('%032d', 2), 0),
            (3, 2, 7, 'https://zeus.example/hook', '[]', printf('%032d', 3), 0);
        INSERT INTO webhook_delivery (id, webhook_id, event, sequence, attempt, at) VALUES
            (1, 1, 'x', 1, 1, 0), (2, 2, 'x', 1, 1, 0), (3, 3, 'x', 4, 1, 0);
        """
}
