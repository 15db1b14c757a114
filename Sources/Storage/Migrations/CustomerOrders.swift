extension Migrations {
    /// The orders of customers and their people, each read from an index.
    ///
    /// Expressions are those of `OrganizationTable` and `ContactTable`: SQLite knows them by their words.
    static let customerOrders = """
        CREATE INDEX organization_country ON organization (coalesce(country, ''));
        CREATE INDEX organization_city ON organization (coalesce(city, ''));
        CREATE INDEX organization_sector ON organization (coalesce(sector, ''));
        CREATE INDEX contact_job_title ON contact (coalesce(job_title, ''));
        CREATE INDEX contact_last_name ON contact (last_name || ' ' || first_name);

        ALTER TABLE contact ADD COLUMN organization_name TEXT NOT NULL DEFAULT '';
        UPDATE contact
           SET organization_name = coalesce((SELECT name FROM organization WHERE id = contact.organization_id), '');
        CREATE INDEX contact_organization_name ON contact (organization_name);
        CREATE TRIGGER contact_names AFTER INSERT ON contact
        WHEN NEW.organization_name IS NOT coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), '')
        BEGIN
            UPDATE contact
               SET organization_name = coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), '')
             WHERE id = NEW.id;
        END;
        CREATE TRIGGER contact_organization_name AFTER UPDATE OF organization_id ON contact
        WHEN NEW.organization_id IS NOT OLD.organization_id
        BEGIN
            UPDATE contact
               SET organization_name = coalesce((SELECT name FROM organization WHERE id = NEW.organization_id), '')
             WHERE id = NEW.id;
        END;
        CREATE TRIGGER organization_of_contacts_renamed AFTER UPDATE OF name ON organization
        WHEN NEW.name <> OLD.name
        BEGIN
            UPDATE contact SET organization_name = NEW.name WHERE organization_id = NEW.id;
        END;
        """
}
