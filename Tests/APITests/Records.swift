/// A few records for `TestPortal`: hundreds as in their ids, 1xx registrations, 2xx leads, 3xx opportunities, 4xx cases.
enum Records {
    static let all = registrations + leads + opportunities + cases + conversation

    /// 101 and 103 are of two partners and about the same customer; 102 is sent back for correction.
    static let registrations = """
        INSERT INTO record (id, type) VALUES
            (101, 'OpportunityRegistration'), (102, 'OpportunityRegistration'), (103, 'OpportunityRegistration');
        INSERT INTO registration (id, number, name, state, partner_id, sales_direction_id, new_company, company_name,
            company_website, company_website_key, company_tin, new_contact, contact_first_name, contact_email,
            representative_id, created_by_id, assigned_agent_id, estimated_value, estimated_value_currency,
            action_required_message, action_required_fields, rejection_reason, created_at, updated_at, submitted_at,
            receipt_sequence, receipt_sha256) VALUES
            (101, 'REG-000001', 'Scales', 'IN_REVIEW', 1, 1, 1, 'Newco', 'https://newco.example', 'newco.example',
             '7707083893', 1, 'Ann', 'ann@newco.example', 2, 2, 10, 15000, 'EUR', 'Old words', '["budget"]', 'OTHER',
             0, 0, 5, 2, printf('%064d', 1)),
            (102, 'REG-000002', 'Sails', 'ACTION_REQUIRED', 1, 1, 1, 'Other', NULL, NULL, NULL, 1, 'Bob', NULL, 4, 4,
             10, 25000, 'EUR', 'Name the budget.', '["budget"]', NULL, 0, 0, 6, 3, printf('%064d', 2)),
            (103, 'REG-000003', 'Scales too', 'SUBMITTED', 2, 2, 1, 'Newco', 'https://newco.example', 'newco.example',
             '7707083893', 1, 'Ann', NULL, 5, 5, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 4, 1, printf('%064d', 3));
        """

    /// 201 is on offer to both partners, 202 was accepted by Ares, 203 by Zeus though Ares was asked.
    static let leads = """
        INSERT INTO record (id, type) VALUES (201, 'Lead'), (202, 'Lead'), (203, 'Lead');
        INSERT INTO lead (id, number, name, state, source, sales_direction_id, company_name, contact_name, contact_email,
            owner_id, accepted_by_id, accepted_by_user_id, accepted_at, created_by_id, created_at, updated_at) VALUES
            (201, 'LEAD-000001', 'Open', 'SHARED', 'CALL', 1, 'Dove', 'Dan Dove', 'dan@dove.example', 10, NULL, NULL,
             NULL, 10, 0, 0),
            (202, 'LEAD-000002', 'Ours', 'SHARED', 'CALL', 1, 'Echo', 'Eve Echo', 'eve@echo.example', 10, NULL, NULL,
             NULL, 10, 0, 0),
            (203, 'LEAD-000003', 'Theirs', 'SHARED', 'CALL', 1, 'Fox', 'Flo Fox', 'flo@fox.example', 10, NULL, NULL,
             NULL, 10, 0, 0);
        INSERT INTO lead_share (id, lead_id, partner_id, state, shared_at) VALUES
            (1, 201, 1, 'OFFERED', 3), (2, 201, 2, 'OFFERED', 3), (3, 202, 1, 'ACCEPTED', 3),
            (4, 203, 1, 'TAKEN', 3), (5, 203, 2, 'ACCEPTED', 3);
        UPDATE lead SET state = 'ACCEPTED', accepted_by_id = 1, accepted_by_user_id = 2, accepted_at = 9 WHERE id = 202;
        UPDATE lead SET state = 'ACCEPTED', accepted_by_id = 2, accepted_by_user_id = 5, accepted_at = 9 WHERE id = 203;
        """

    static let opportunities = """
        INSERT INTO record (id, type) VALUES (301, 'Opportunity'), (302, 'Opportunity');
        INSERT INTO opportunity (id, number, name, stage, status, status_reason, source, partner_id, sales_direction_id,
            representative_id, originator_id, lead_id, responsible_id, estimated_value, estimated_value_currency,
            competitors, created_at, updated_at) VALUES
            (301, 'OPP-000001', 'Echo deal', 'PROPOSAL', 'OPEN', 'IN_PROGRESS', 'SHARED_LEAD', 1, 1, 2, 2, 202, 10,
             10000, 'EUR', '["Rival"]', 0, 0),
            (302, 'OPP-000002', 'Own deal', 'PROPOSAL', 'OPEN', 'ON_HOLD', 'DIRECT', 1, 1, NULL, 10, NULL, 10, 20000,
             'USD', '[]', 0, 0);
        """

    static let cases = """
        INSERT INTO record (id, type) VALUES (401, 'Case'), (402, 'Case');
        INSERT INTO support_case (id, case_number, title, summary, status, category, partner_id, sales_direction_id,
            partner_contact_id, created_by_id, assigned_agent_id, sla_policy, first_response_target_ms,
            resolution_target_ms, internal_target_ms, escalation_level, created_at, updated_at) VALUES
            (401, 'CASE-000001', 'Scales stuck', 'They stick.', 'OPEN', 'SUPPORT', 1, 1, 2, 2, 10, 'MEDIUM', 28800000,
             259200000, 172800000, 2, 1699999995000, 1699999995000),
            (402, 'CASE-000002', 'Scales rust', 'They rust.', 'NEW', 'SUPPORT', 1, 1, 4, 4, NULL, NULL, NULL, NULL,
             NULL, 0, 0, 0);
        """

    /// Of case 401, and changes of all.
    static let conversation = """
        INSERT INTO comment (id, record_id, kind, body, author_id, deleted_at, created_at, updated_at) VALUES
            (1, 401, 'ADDITIONAL_COMMENT', 'Please help.', 2, NULL, 0, 0), (2, 401, 'INTERNAL_NOTE', 'Again!', 10, NULL,
             0, 0), (3, 401, 'ADDITIONAL_COMMENT', '', 10, 9, 0, 9);
        INSERT INTO comment_mention VALUES (1, 10), (1, 4);
        INSERT INTO attachment (id, record_id, file_name, media_type, size, sha256, stored_at, uploaded_by_id, internal,
            scan_state, created_at) VALUES
            (1, 401, 'photo.png', 'image/png', 5, printf('%064d', 5), 1, 2, 0, 'CLEAN', 0),
            (2, 401, 'virus.exe', 'application/x', 5, printf('%064d', 6), 1, 2, 0, 'INFECTED', 0),
            (3, 401, 'later.png', 'image/png', 5, NULL, NULL, 2, 0, 'PENDING', 0);
        UPDATE attachment SET file = printf('%032x', id) WHERE stored_at IS NOT NULL;
        UPDATE server_secret SET key = zeroblob(32);
        INSERT INTO touch_point (id, record_id, kind, at, title, actor_id, internal, created_at) VALUES
            (1, 401, 'CALL', 0, 'Called', 10, 0, 0), (2, 401, 'CALL', 0, 'Called home', 10, 1, 0);
        INSERT INTO change (sequence, record_id, record_type, at, actor_id, kind, type, field, old_value, new_value,
            ref_id, internal, reason) VALUES
            (1, 401, 'Case', 0, 2, 'CREATED', 'CREATED', NULL, NULL, NULL, NULL, 0, NULL),
            (2, 401, 'Case', 0, 2, 'STATE_CHANGE', 'UPDATED', 'status', NULL, '"NEW"', NULL, 0, NULL),
            (3, 401, 'Case', 1, 10, 'STATE_CHANGE', 'UPDATED', 'status', '"NEW"', '"OPEN"', NULL, 0, 'Looking'),
            (4, 401, 'Case', 2, 10, 'FIELD_CHANGE', 'UPDATED', 'escalationLevel', '0', '2', NULL, 1, NULL),
            (5, 401, 'Case', 3, 2, 'COMMENT', 'CREATED', NULL, NULL, NULL, 1, 0, NULL),
            (6, 401, 'Case', 3, 10, 'COMMENT', 'CREATED', NULL, NULL, NULL, 2, 1, NULL),
            (7, 401, 'Case', 3, 2, 'ATTACHMENT', 'CREATED', NULL, NULL, NULL, 1, 0, NULL),
            (8, 401, 'Case', 3, 2, 'ATTACHMENT', 'CREATED', NULL, NULL, NULL, 3, 0, NULL),
            (9, 401, 'Case', 3, 10, 'TOUCH_POINT', 'CREATED', NULL, NULL, NULL, 1, 0, NULL),
            (10, 201, 'Lead', 4, 10, 'FIELD_CHANGE', 'UPDATED', 'contactEmail', NULL, '"dan@dove.example"', NULL, 0,
             NULL),
            (11, 202, 'Lead', 4, 10, 'FIELD_CHANGE', 'UPDATED', 'contactEmail', NULL, '"eve@echo.example"', NULL, 0,
             NULL),
            (12, 203, 'Lead', 9, 5, 'STATE_CHANGE', 'UPDATED', 'state', '"SHARED"', '"ACCEPTED"', NULL, 0, NULL);
        """
}
