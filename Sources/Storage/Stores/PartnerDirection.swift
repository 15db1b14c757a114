import Portal
import SQLite

/// A sales direction in which a partner's new records may lie.
struct PartnerDirection {
    let id: Int64
    let checksum: TinChecksum

    /// The direction behind a portal's path, or that of the partner's home portal, the first by path.
    ///
    /// Nil if the partner does not work there, or if nothing new may be registered in it.
    static func find(
        portalPath: String?, of partner: Int64, in db: borrowing Connection
    ) throws(SQLiteError) -> PartnerDirection? {
        try db.first(
            """
            SELECT direction.id, direction.tin_checksum FROM partner_direction AS own
              JOIN sales_direction AS direction ON direction.id = own.sales_direction_id AND direction.active
              LEFT JOIN portal ON portal.sales_direction_id = direction.id AND portal.active
             WHERE own.partner_id = ?1 AND (?2 IS NULL OR portal.path_name = ?2)
             ORDER BY portal.id IS NULL, portal.path_name, direction.id
            """, .integer(partner), Value(portalPath)
        ) { PartnerDirection(id: $0.integer(0), checksum: TinChecksum(rawValue: $0.text(1)) ?? .warn) }
    }

    /// Whether the vendor works with the partner at present.
    static func isActive(partner: Int64, in db: borrowing Connection) throws(SQLiteError) -> Bool {
        try db.first("SELECT active FROM partner_organization WHERE id = ?1", .integer(partner)) { $0.flag(0) } ?? false
    }
}
