import SQLite
import Storage

/// The cases of `CaseWriters` as they stand in a database.
struct StoredCases {
    /// Whether SQLite finds nothing wrong with the file.
    let isSound: Bool
    /// Of each case; one that is there twice is listed twice.
    let titles: [String]
    /// The number of a case, by its title.
    let numbers: [String: String]

    /// - Parameter name: What the titles begin with, before a slash.
    init(in file: String, named name: String) throws {
        let connection = try Database(path: file).connectForReading()
        var check = try connection.prepare("PRAGMA integrity_check").rows()
        isSound = try check.step() && check.text(0) == "ok"
        var rows = try connection.prepare(
            "SELECT title, case_number FROM support_case WHERE title LIKE ?1 || '/%'"
        ).rows(.text(name))
        var titles: [String] = []
        var numbers: [String: String] = [:]
        while try rows.step() {
            titles.append(rows.text(0))
            numbers[rows.text(0)] = rows.text(1)
        }
        (self.titles, self.numbers) = (titles, numbers)
    }
}
