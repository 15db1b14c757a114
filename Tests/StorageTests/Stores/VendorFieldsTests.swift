import Foundation
import Storage
import Testing

@Suite("Fields of the vendor")
struct VendorFieldsTests {
    @Test("What the change log keeps from partners is what the schema keeps from them")
    func schema() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "schema.graphql"), encoding: .utf8)
        let records = ["Case", "Lead", "Opportunity", "OpportunityRegistration"]
        var type = ""
        var guarded: Set<String> = []
        for line in text.split(separator: "\n") {
            if let name = line.firstMatch(of: /^type (\w+)/)?.output.1 { type = String(name) }
            if line == "}" { type = "" }
            guard records.contains(type), line.contains("@allow(roles: [AGENT, ADMIN])"),
                let field = line.firstMatch(of: /(\w+): [\w\[\]!]+ @allow/)?.output.1
            else { continue }
            guarded.insert("\(type).\(field)")
        }
        #expect(guarded == VendorFields.names)
    }
}
