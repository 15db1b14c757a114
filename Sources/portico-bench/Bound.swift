import Glibc
import SQLite

/// The bare C program that Portico is compared with, over the rows that an account sees.
///
/// It knows nothing of accounts: it reads the table `cases` from some row on, with what belongs to each.
struct Bound {
    private let program: String
    /// Its own database, in which everything is everyone's.
    private let everything: String
    /// A copy in which it sees one partner's cases: every tenth, as in the yardstick's data.
    private let partners: String

    /// - Parameters:
    ///   - folder: Where the program `bound` and its `yard.db` are.
    ///   - copy: Where the copy is made; `remove` removes it.
    init(folder: String, copy: String) throws {
        program = "\(folder)/bound"
        everything = "\(folder)/yard.db"
        partners = copy
        let path = copy.replacing("'", with: "''")
        try Connection(path: everything).execute("VACUUM INTO '\(path)'")
        // The program's statement names `cases`; as a view that is one partner's, by an index.
        try Connection(path: copy).execute(
            """
            ALTER TABLE cases RENAME TO every_case;
            ALTER TABLE every_case ADD COLUMN partner_id INTEGER NOT NULL DEFAULT 0;
            UPDATE every_case SET partner_id = 1 + id % \(YardstickData.partners);
            CREATE INDEX every_case_partner ON every_case (partner_id);
            CREATE VIEW cases AS SELECT * FROM every_case WHERE partner_id = 1;
            ANALYZE;
            VACUUM;
            PRAGMA journal_mode = WAL;
            """)
    }

    /// Starts it over the rows that the account sees.
    func serve(_ reach: YardstickData.Reach) throws(BenchmarkFailure) -> ServerProcess {
        let database =
            switch reach {
            case .everything: everything
            case .onePartner: partners
            }
        return try ServerProcess(program) { ["serve", $0, "1", "join", database] }
    }

    func remove() { for suffix in ["", "-wal", "-shm"] { unlink(partners + suffix) } }
}
