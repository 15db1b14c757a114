extension Migrations {
    /// Names of joined rows, kept on the row so that a list ordered by them is read from an index.
    ///
    /// Whoever inserts a row may leave them out: the triggers fill them, at the price of a second write of the row.
    static let namesInLists = """
        CREATE TRIGGER registration_names AFTER INSERT ON registration
        WHEN NEW.representative_name IS NOT (SELECT display_name FROM actor WHERE id = NEW.representative_id)
            OR NEW.company_name IS NOT
                coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), NEW.company_name)
        BEGIN
            UPDATE registration
               SET representative_name = (SELECT display_name FROM actor WHERE id = NEW.representative_id),
                   company_name =
                       coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), NEW.company_name)
             WHERE id = NEW.id;
        END;
        CREATE TRIGGER registration_representative_name AFTER UPDATE OF representative_id ON registration
        WHEN NEW.representative_id <> OLD.representative_id
        BEGIN
            UPDATE registration
               SET representative_name = (SELECT display_name FROM actor WHERE id = NEW.representative_id)
             WHERE id = NEW.id;
        END;
        CREATE TRIGGER registration_company_name AFTER UPDATE OF organization_id ON registration
        WHEN NEW.organization_id IS NOT OLD.organization_id AND NEW.organization_id IS NOT NULL
        BEGIN
            UPDATE registration
               SET company_name = (SELECT name FROM organization WHERE id = NEW.organization_id)
             WHERE id = NEW.id;
        END;

        CREATE TRIGGER opportunity_names AFTER INSERT ON opportunity
        WHEN NEW.organization_name IS NOT
            coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), '')
        BEGIN
            UPDATE opportunity
               SET organization_name = coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), '')
             WHERE id = NEW.id;
        END;
        CREATE TRIGGER opportunity_organization_name AFTER UPDATE OF organization_id ON opportunity
        WHEN NEW.organization_id IS NOT OLD.organization_id
        BEGIN
            UPDATE opportunity
               SET organization_name = coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), '')
             WHERE id = NEW.id;
        END;

        CREATE TRIGGER support_case_names AFTER INSERT ON support_case
        WHEN NEW.organization_name IS NOT
                coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), '')
            OR NEW.partner_contact_name IS NOT
                coalesce((SELECT display_name FROM actor WHERE id = NEW.partner_contact_id), '')
        BEGIN
            UPDATE support_case
               SET organization_name = coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), ''),
                   partner_contact_name =
                       coalesce((SELECT display_name FROM actor WHERE id = NEW.partner_contact_id), '')
             WHERE id = NEW.id;
        END;
        CREATE TRIGGER support_case_organization_name AFTER UPDATE OF organization_id ON support_case
        WHEN NEW.organization_id IS NOT OLD.organization_id
        BEGIN
            UPDATE support_case
               SET organization_name = coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), '')
             WHERE id = NEW.id;
        END;
        CREATE TRIGGER support_case_contact_name AFTER UPDATE OF partner_contact_id ON support_case
        WHEN NEW.partner_contact_id IS NOT OLD.partner_contact_id
        BEGIN
            UPDATE support_case
               SET partner_contact_name =
                       coalesce((SELECT display_name FROM actor WHERE id = NEW.partner_contact_id), '')
             WHERE id = NEW.id;
        END;

        CREATE TRIGGER organization_renamed AFTER UPDATE OF name ON organization WHEN NEW.name <> OLD.name
        BEGIN
            UPDATE registration SET company_name = NEW.name WHERE organization_id = NEW.id;
            UPDATE opportunity SET organization_name = NEW.name WHERE organization_id = NEW.id;
            UPDATE support_case SET organization_name = NEW.name WHERE organization_id = NEW.id;
        END;
        CREATE TRIGGER actor_renamed AFTER UPDATE OF display_name ON actor WHEN NEW.display_name <> OLD.display_name
        BEGIN
            UPDATE registration SET representative_name = NEW.display_name WHERE representative_id = NEW.id;
            UPDATE support_case SET partner_contact_name = NEW.display_name WHERE partner_contact_id = NEW.id;
        END;
        CREATE TRIGGER partner_user_renamed AFTER UPDATE OF first_name, last_name ON partner_user
        BEGIN
            UPDATE actor SET display_name = trim(NEW.first_name || ' ' || NEW.last_name) WHERE id = NEW.id;
        END;
        """
}
