extension Migrations {
    /// What is listed without pages has a bound, and the row beyond it is refused; `RowBounds` has the same numbers.
    static let boundedLists = """
        CREATE TRIGGER portals_are_bounded AFTER INSERT ON portal
        WHEN (SELECT count(*) FROM portal) > 40
        BEGIN
            SELECT RAISE(ABORT, 'there are 40 portals already, the most there can be');
        END;
        CREATE TRIGGER sales_directions_are_bounded AFTER INSERT ON sales_direction
        WHEN (SELECT count(*) FROM sales_direction) > 100
        BEGIN
            SELECT RAISE(ABORT, 'there are 100 sales directions already, the most there can be');
        END;
        CREATE TRIGGER partner_directions_are_bounded AFTER INSERT ON partner_direction
        WHEN (SELECT count(*) FROM partner_direction WHERE partner_id = NEW.partner_id) > 50
        BEGIN
            SELECT RAISE(ABORT, 'the partner has 50 sales directions already, the most it can have');
        END;
        CREATE TRIGGER context_criteria_are_bounded AFTER INSERT ON portal_context_criteria
        WHEN (SELECT count(*) FROM portal_context_criteria WHERE portal_context_id = NEW.portal_context_id) > 10
        BEGIN
            SELECT RAISE(ABORT, 'the context has 10 criteria already, the most it can have');
        END;
        CREATE TRIGGER comment_mentions_are_bounded AFTER INSERT ON comment_mention
        WHEN (SELECT count(*) FROM comment_mention WHERE comment_id = NEW.comment_id) > 20
        BEGIN
            SELECT RAISE(ABORT, 'the comment mentions 20 people already, the most it can');
        END;
        """
}
