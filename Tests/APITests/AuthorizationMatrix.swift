import Foundation
import Portal

/// Who may read what, as `authorization.csv` states it: one row a field, one code a role.
///
/// `-` is denied; `R` is readable in every row that is seen; any other code names a condition on the row.
struct AuthorizationMatrix {
    struct Row {
        let type: String
        let field: String
        /// By `Role.index`.
        let codes: [String]

        var coordinate: String { "\(type).\(field)" }
    }

    let rows: [Row]

    init() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "authorization.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let roles = Array(lines[0].dropFirst(2))
        guard roles == Role.allCases.map(\.rawValue), lines.allSatisfy({ $0.count == lines[0].count }) else {
            throw Malformed()
        }
        rows = lines.dropFirst().map { Row(type: $0[0], field: $0[1], codes: Array($0.dropFirst(2))) }
    }

    struct Malformed: Error {}
}
