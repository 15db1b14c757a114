import Foundation
import Storage
import Testing

@Suite("Mapping files")
struct MappingTests {
    @Test(
        "A wrong mapping names its member",
        arguments: [
            ("{", "the file", "it is not JSON"),
            (#"{"fields": {}}"#, "target", "it is missing"),
            (#"{"target": "cats", "fields": {}}"#, "target", "«cats» is none of "),
            (#"{"target": "products", "fields": {}, "colour": 1}"#, "colour", "no such member"),
            (#"{"target": "products", "fields": {"name": {"colum": "a"}}}"#, "fields.name.colum", "no such member"),
            (#"{"target": "products", "fields": {"name": {}}}"#, "fields.name", "it needs exactly one of column"),
            (
                #"{"target": "products", "fields": {"name": {"column": "a", "constant": "b"}}}"#, "fields.name",
                "it needs exactly one of column"
            ),
            ("[]", "the file", "it must be an object"), ("", "the file", "it is not JSON"),
            (#"{"target": 1, "fields": {}}"#, "target", "it must be a text"),
            (#"{"target": null, "fields": {}}"#, "target", "it must be a text"),
            (#"{"target": "products", "fields": []}"#, "fields", "it must be an object"),
            (#"{"target": "products", "fields": {"name": "a"}}"#, "fields.name", "it must be an object"),
            (#"{"target": "products", "fields": {}, "missing": "-"}"#, "missing", "it must be a list"),
            (#"{"target": "products", "fields": {}, "missing": ["-", 1]}"#, "missing.1", "it must be a text"),
            (#"{"target": "products", "fields": {"name": {"column": 1}}}"#, "fields.name.column", "it must be a text"),
            (
                #"{"target": "products", "fields": {"name": {"column": "a", "times": "2"}}}"#, "fields.name.times",
                "it must be a whole number"
            ),
            (
                #"{"target": "products", "fields": {"name": {"column": "a", "times": 1.5}}}"#, "the file",
                "it is not JSON, or has a number that is not whole"
            ),
            (
                #"{"target": "products", "fields": {"name": {"generate": "x"}}}"#, "fields.name.generate",
                "«x» is none of website, tin, email, name"
            ),
            (
                #"{"target": "products", "fields": {"name": {"column": "a", "date": "d/M"}}}"#, "fields.name.date",
                "«d/M» has no y, M and d"
            ),
        ])
    func wrong(json: String, member: String, reason: String) {
        do throws(ImportError) {
            _ = try Mapping(json: Data(json.utf8))
            Issue.record("the mapping was taken")
        } catch {
            guard case .mapping(member, let found) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(found.hasPrefix(reason), "\(found)")
        }
    }

    @Test("The mappings of this folder are well-formed")
    func examples() throws {
        for (name, target) in [
            ("accounts", Mapping.Target.organizations), ("products", .products), ("sales-teams", .salesTeams),
            ("pipeline", .registrations), ("incidents", .caseEvents),
        ] {
            #expect(try Mapping.named(name).target == target)
        }
    }
}

extension Mapping {
    /// One of the mappings that the tests bring.
    static func named(_ name: String) throws -> Mapping {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Mapping(json: Data(contentsOf: folder.appending(path: "Mappings/\(name).json")))
    }
}
