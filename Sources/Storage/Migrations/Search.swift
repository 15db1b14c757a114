extension Migrations {
    /// Full-text indexes over the text that every reader of a row may read; `rowid` is the row's id.
    ///
    /// They keep no copy of the text, so each deletion from the index must repeat it exactly. A new row is indexed before
    /// its insertion: `namesInLists` may change it right after, and the triggers of one moment run in no promised order.
    static let search = """
        CREATE VIRTUAL TABLE registration_search USING fts5 (
            number, name, company_name, customer_requirements,
            content = 'registration', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
        CREATE TRIGGER registration_indexed BEFORE INSERT ON registration
        BEGIN
            INSERT INTO registration_search (rowid, number, name, company_name, customer_requirements)
            VALUES (NEW.id, NEW.number, NEW.name, NEW.company_name, NEW.customer_requirements);
        END;
        CREATE TRIGGER registration_indexed_again
        AFTER UPDATE OF number, name, company_name, customer_requirements ON registration
        BEGIN
            INSERT INTO registration_search
                (registration_search, rowid, number, name, company_name, customer_requirements)
            VALUES ('delete', OLD.id, OLD.number, OLD.name, OLD.company_name, OLD.customer_requirements);
            INSERT INTO registration_search (rowid, number, name, company_name, customer_requirements)
            VALUES (NEW.id, NEW.number, NEW.name, NEW.company_name, NEW.customer_requirements);
        END;

        CREATE VIRTUAL TABLE opportunity_search USING fts5 (
            number, name, organization_name,
            content = 'opportunity', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
        CREATE TRIGGER opportunity_indexed BEFORE INSERT ON opportunity
        BEGIN
            INSERT INTO opportunity_search (rowid, number, name, organization_name)
            VALUES (NEW.id, NEW.number, NEW.name, NEW.organization_name);
        END;
        CREATE TRIGGER opportunity_indexed_again AFTER UPDATE OF number, name, organization_name ON opportunity
        BEGIN
            INSERT INTO opportunity_search (opportunity_search, rowid, number, name, organization_name)
            VALUES ('delete', OLD.id, OLD.number, OLD.name, OLD.organization_name);
            INSERT INTO opportunity_search (rowid, number, name, organization_name)
            VALUES (NEW.id, NEW.number, NEW.name, NEW.organization_name);
        END;

        CREATE VIRTUAL TABLE support_case_search USING fts5 (
            case_number, title, summary, organization_name,
            content = 'support_case', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
        CREATE TRIGGER support_case_indexed BEFORE INSERT ON support_case
        BEGIN
            INSERT INTO support_case_search (rowid, case_number, title, summary, organization_name)
            VALUES (NEW.id, NEW.case_number, NEW.title, NEW.summary, NEW.organization_name);
        END;
        CREATE TRIGGER support_case_indexed_again
        AFTER UPDATE OF case_number, title, summary, organization_name ON support_case
        BEGIN
            INSERT INTO support_case_search
                (support_case_search, rowid, case_number, title, summary, organization_name)
            VALUES ('delete', OLD.id, OLD.case_number, OLD.title, OLD.summary, OLD.organization_name);
            INSERT INTO support_case_search (rowid, case_number, title, summary, organization_name)
            VALUES (NEW.id, NEW.case_number, NEW.title, NEW.summary, NEW.organization_name);
        END;

        CREATE VIRTUAL TABLE lead_search USING fts5 (
            number, name, company_name, city, need,
            content = 'lead', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
        CREATE TRIGGER lead_indexed BEFORE INSERT ON lead
        BEGIN
            INSERT INTO lead_search (rowid, number, name, company_name, city, need)
            VALUES (NEW.id, NEW.number, NEW.name, NEW.company_name, NEW.city, NEW.need);
        END;
        CREATE TRIGGER lead_indexed_again AFTER UPDATE OF number, name, company_name, city, need ON lead
        BEGIN
            INSERT INTO lead_search (lead_search, rowid, number, name, company_name, city, need)
            VALUES ('delete', OLD.id, OLD.number, OLD.name, OLD.company_name, OLD.city, OLD.need);
            INSERT INTO lead_search (rowid, number, name, company_name, city, need)
            VALUES (NEW.id, NEW.number, NEW.name, NEW.company_name, NEW.city, NEW.need);
        END;

        -- Organizations and contacts get their ids from SQLite, so they can be indexed only after their insertion.
        CREATE VIRTUAL TABLE organization_search USING fts5 (
            name, website,
            content = 'organization', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
        CREATE TRIGGER organization_indexed AFTER INSERT ON organization
        BEGIN
            INSERT INTO organization_search (rowid, name, website) VALUES (NEW.id, NEW.name, NEW.website);
        END;
        CREATE TRIGGER organization_indexed_again AFTER UPDATE OF name, website ON organization
        BEGIN
            INSERT INTO organization_search (organization_search, rowid, name, website)
            VALUES ('delete', OLD.id, OLD.name, OLD.website);
            INSERT INTO organization_search (rowid, name, website) VALUES (NEW.id, NEW.name, NEW.website);
        END;
        CREATE TRIGGER organization_is_kept BEFORE DELETE ON organization
        BEGIN
            SELECT RAISE(ABORT, 'organizations are deactivated, never deleted');
        END;

        CREATE VIRTUAL TABLE contact_search USING fts5 (
            display_name,
            content = 'contact', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
        CREATE TRIGGER contact_indexed AFTER INSERT ON contact
        BEGIN
            INSERT INTO contact_search (rowid, display_name) VALUES (NEW.id, NEW.display_name);
        END;
        CREATE TRIGGER contact_indexed_again AFTER UPDATE OF first_name, last_name ON contact
        BEGIN
            INSERT INTO contact_search (contact_search, rowid, display_name)
            VALUES ('delete', OLD.id, OLD.display_name);
            INSERT INTO contact_search (rowid, display_name) VALUES (NEW.id, NEW.display_name);
        END;
        CREATE TRIGGER contact_is_kept BEFORE DELETE ON contact
        BEGIN
            SELECT RAISE(ABORT, 'contacts are never deleted');
        END;
        """
}
