import Foundation
import Portal
import Testing

@testable import API
@testable import Execution

/// Each file of `Plans/` holds a query, then a role and the plan that is compiled for it, as the plan prints itself.
@Suite("The plan of a query")
struct PlanPrinterTests {
    @Test("A plan reads what was asked for and nothing else", arguments: try PlanFile.all())
    func plan(_ file: PlanFile) throws {
        let portal = try TestPortal()
        let plan = try portal.plan(of: file.query, for: #require(Role(rawValue: file.role)))
        #expect("\(plan)" == file.plan)
    }
}

struct PlanFile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let query: String
    let role: String
    let plan: String

    static func all() throws -> [PlanFile] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Plans")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.sorted { $0.path < $1.path }.map(PlanFile.init)
    }

    private init(_ file: URL) throws {
        let parts = try String(contentsOf: file, encoding: .utf8).split(separator: "--- ", maxSplits: 1)
        let expected = parts[1].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        testDescription = file.deletingPathExtension().lastPathComponent
        query = String(parts[0])
        role = String(expected[0])
        plan = String(expected[1])
    }
}
