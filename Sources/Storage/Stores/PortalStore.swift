package import Portal
package import SQLite

/// Who may open a portal's address, and who is sent elsewhere.
package enum PortalStore {
    /// Where somebody goes who opens the portal at `path` and may not enter it; nil for whom it is open.
    ///
    /// - Parameter path: Of any text: where there is no portal nobody may enter.
    package static func detour(
        from path: String, of viewer: Viewer, at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> String? {
        typealias Table = PortalEntranceTable
        let role = viewer.role
        let statement = try db.prepare(
            """
            SELECT CASE WHEN (\(Table.refusal(for: role, of: "asked"))) IS NOT NULL THEN (
                SELECT \(Table.sql(.path, of: "target")) FROM \(Table.name) AS target
                WHERE target.id = \(Table.home(for: role, of: "asked"))) END
            FROM \(Table.name) AS asked
            WHERE \(Table.visibility(for: role, of: "asked")) AND \(Table.isAt("?\(Parameter.firstFree)", of: "asked"))
            """)
        var rows = statement.rows(
            .integer(viewer.actorID), .integer(viewer.partnerID), .integer(viewer.rights.rawValue),
            .integer(now.milliseconds), .text(path))
        // Whoever has not signed in sees no portal at all, and can sign in where the server's pages begin.
        guard try rows.step() else { return "/" }
        return rows.isNull(0) ? nil : rows.text(0)
    }
}
