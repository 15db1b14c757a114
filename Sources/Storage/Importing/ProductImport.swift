import Portal
import SQLite

/// Products, told by their names, the same in each of some sales directions.
struct ProductImport: ImportTarget {
    static let fields = ["name", "series", "listPrice", "currency", "salesDirections"]
    static let required = ["name", "salesDirections"]
    static let reference = "name"

    private let session: ImportSession

    init(_ session: ImportSession) {
        self.session = session
    }

    /// `salesDirections` are names with commas between them.
    mutating func take(_ rows: [MappedRow], on db: borrowing Connection) throws(RowError) -> Bool {
        let row = rows[0]
        var isNew = false
        for name in try row.required("salesDirections").split(separator: ",") {
            let direction = try session.direction(name.trimmingPrefix(while: \.isWhitespace).description, on: db)
            let found = try session.find(
                "SELECT id FROM product WHERE sales_direction_id = ?1 AND name = ?2", .integer(direction),
                .text(row.reference), on: db)
            if found != nil { continue }
            isNew = true
            try session.insert(
                into: "product", on: db,
                [
                    "sales_direction_id": .integer(direction), "name": .text(row.reference),
                    "series": Value(try row.text("series")), "list_price": Value(try row.decimal("listPrice")),
                    "currency": Value(try row.text("currency")),
                ])
        }
        return isNew
    }
}
