import GraphQL
import Testing

@Suite("Examples in the schema's descriptions")
struct ExampleTests {
    @Test("Each is one right operation, and asks for the field that it stands at")
    func right() throws {
        let schema = try Declared.schema()
        let fence = "```"
        var count = 0
        for kind in [OperationKind.query, .mutation, .subscription] {
            for field in try #require(schema.root(of: kind)).fields.map(\.element) {
                for example in field.description?.matches(of: /(?ms)^```graphql\n(.+?)\n```$/) ?? [] {
                    count += 1
                    let document = try Document.parse(Array(example.1.utf8))
                    #expect(document.operations.map(\.kind) == [kind], "\(field.coordinate)")
                    #expect(document.selects(field.name), "\(field.coordinate)")
                    do {
                        _ = try validate(document, against: schema, view: SchemaView(of: schema))
                    } catch {
                        Issue.record("\(field.coordinate): \(error.errors.map(\.message))")
                    }
                }
            }
        }
        #expect(count >= 10)
        let source = String(decoding: Declared.source, as: UTF8.self)
        #expect(source.split(separator: fence, omittingEmptySubsequences: false).count - 1 == 2 * count)
    }
}
