package import SQLite

/// How Portico's file is laid out: every step from an empty file to today's tables, in order.
///
/// A released step is never edited. A change is a new step at the end.
package enum Migrations {
    /// Marks a file as Portico's: "Ptco" in ASCII.
    package static let applicationID: Int32 = 0x5074_636F

    package static let all = [
        Migration(name: "partners", sql: partners),
        Migration(name: "actors", sql: actors),
        Migration(name: "portals", sql: portals),
        Migration(name: "customers", sql: customers),
        Migration(name: "records", sql: records),
        Migration(name: "registrations", sql: registrations),
        Migration(name: "leads", sql: leads),
        Migration(name: "opportunities", sql: opportunities),
        Migration(name: "cases", sql: cases),
        Migration(name: "conversation", sql: conversation),
        Migration(name: "changes", sql: changes),
        Migration(name: "operations", sql: operations),
        Migration(name: "names in lists", sql: namesInLists),
        Migration(name: "search", sql: search),
        Migration(name: "people search", sql: peopleSearch),
        Migration(name: "website domains", sql: websiteDomains),
        Migration(name: "customer orders", sql: customerOrders),
        Migration(name: "open reviews", sql: openReviews),
        Migration(name: "open cases", sql: openCases),
        Migration(name: "typed TINs", sql: typedTins),
        Migration(name: "known authors", sql: knownAuthors),
        Migration(name: "bounded lists", sql: boundedLists),
        Migration(name: "write counter", sql: writeCounter),
        Migration(name: "uploads", sql: uploads),
        Migration(name: "scanned files", sql: scannedFiles),
        Migration(name: "sessions", sql: sessions),
        Migration(name: "login keys", sql: loginKeys, addingFunctions: addLoginKey),
    ]

    /// Brings a file to today's tables.
    package static let migrator = Migrator(applicationID: applicationID, migrations: all)
}
