extension Migrations {
    /// Full-text search over the names of actors: partners choose representatives by it.
    static let peopleSearch = """
        CREATE VIRTUAL TABLE actor_search USING fts5 (
            display_name,
            content = 'actor', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
        INSERT INTO actor_search (actor_search) VALUES ('rebuild');
        CREATE TRIGGER actor_indexed AFTER INSERT ON actor
        BEGIN
            INSERT INTO actor_search (rowid, display_name) VALUES (NEW.id, NEW.display_name);
        END;
        CREATE TRIGGER actor_indexed_again AFTER UPDATE OF display_name ON actor
        BEGIN
            INSERT INTO actor_search (actor_search, rowid, display_name) VALUES ('delete', OLD.id, OLD.display_name);
            INSERT INTO actor_search (rowid, display_name) VALUES (NEW.id, NEW.display_name);
        END;
        CREATE TRIGGER actor_is_kept BEFORE DELETE ON actor
        BEGIN
            SELECT RAISE(ABORT, 'actors are never deleted');
        END;
        """
}
