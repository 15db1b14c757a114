import GraphQL
import Testing

@Suite("Schema — §3")
struct SchemaTests {
    static let text = """
        "The portal."
        schema { query: Root mutation: Change }
        directive @allow(roles: [Role!]!, note: String = "none") repeatable on FIELD_DEFINITION | OBJECT
        enum Role { "Works for us." AGENT PARTNER @deprecated ADMIN @deprecated(reason: "Use AGENT.") }
        scalar Date @specifiedBy(url: "https://example.com/date")
        scalar JSON
        interface Node { id: ID! }
        type Case implements Node @allow(roles: AGENT) { id: ID! title: String children: [Case!]! }
        extend type Case { date: Date @allow(roles: [ADMIN, AGENT], note: null) @allow(roles: []) }
        type Partner implements Node { id: ID! }
        union Subject = Case | Partner
        input Page { first: Int = 20 after: ID = 7 order: [Role!] = AGENT }
        input Filter { page: Page = {first: 5} any: JSON = {deep: [1, 2.5, X]} weight: Float = 3 }
        input Choice @oneOf { id: ID name: String }
        type Root { cases(filter: Filter = {}, choice: Choice, required: Boolean!): [Case] node: Node subject: Subject }
        type Change { nothing: Int }
        """

    let built: Schema
    let document: Document

    init() throws {
        built = try schema(Self.text)
        document = try parse("{ Case title Subject id __typename __schema nowhere roles AGENT allow }")
    }

    func type(_ name: String) throws -> TypeDefinition { try #require(built.type(named: name)) }

    func name(_ text: String) throws -> Name {
        let operation = try #require(document.operations.first)
        for case .field(let field) in document[operation.selectionSet.selections]
        where document.text(of: field.name) == text { return field.name }
        throw GraphQLError("no such name", code: .validationFailed)
    }

    @Test("Root types come from the schema definition")
    func roots() {
        #expect(built.root(of: .query)?.name == "Root")
        #expect(built.root(of: .mutation)?.name == "Change")
        #expect(built.root(of: .subscription) == nil)
        #expect(built.description == "The portal.")
    }

    @Test("Without a schema definition they have their usual names")
    func usualRoots() throws {
        let schema = try schema("type Query { a: Int } type Subscription { a: Int }")
        #expect(schema.root(of: .query)?.name == "Query")
        #expect(schema.root(of: .mutation) == nil)
        #expect(schema.root(of: .subscription)?.name == "Subscription")
    }

    @Test("A document's names find types and fields by their bytes")
    func lookup() throws {
        let found = try #require(built.type(named: try name("Case"), in: document))
        #expect(found === (try type("Case")))
        #expect(built.type(named: try name("title"), in: document) == nil)
        #expect(built.type(named: try name("nowhere"), in: document) == nil)
        #expect(built.field(named: try name("title"), in: document, of: found)?.coordinate.description == "Case.title")
        #expect(built.field(named: try name("nowhere"), in: document, of: found) == nil)
        let roles = try type("Role")
        #expect(
            built.enumValue(named: try name("AGENT"), in: document, of: roles)?.element.description == "Works for us.")
        let allow = try #require(built.directive(named: try name("allow"), in: document))
        #expect(built.input(named: try name("roles"), in: document, of: allow.arguments)?.isRequired == true)
        #expect(allow.isRepeatable)
        #expect(allow.locations == [.fieldDefinition, .object])
    }

    @Test("Meta fields are on composite types, the schema's only on the query root")
    func metaFields() throws {
        let typename = try name("__typename")
        let schemaName = try name("__schema")
        for type in ["Case", "Subject", "Node", "Root"] {
            #expect(built.field(named: typename, in: document, of: try self.type(type)) === built.typenameField)
        }
        #expect(built.field(named: schemaName, in: document, of: try type("Root")) === built.schemaField)
        #expect(built.field(named: schemaName, in: document, of: try type("Case")) == nil)
        #expect(built.type(named: "__MetaFields") == nil)
        #expect(built.text(of: built.typenameField.type) == "String!")
    }

    @Test("Abstract types know their possible types, objects are their own")
    func possibleTypes() throws {
        let names = { (type: String) in try self.type(type).possibleTypes.members.map { built[$0].name } }
        #expect(try names("Node") == ["Case", "Partner"])
        #expect(try names("Subject") == ["Case", "Partner"])
        #expect(try names("Case") == ["Case"])
        #expect(try names("Role") == [])
        #expect(try type("Node").possibleTypes.overlaps(type("Case").possibleTypes))
        #expect(try !type("Root").possibleTypes.overlaps(type("Case").possibleTypes))
    }

    static let defaults: [(type: String, input: String, value: String)] = [
        ("Page", "first", "20"),
        ("Page", "after", "\"7\""),
        ("Page", "order", "[AGENT]"),
        ("Filter", "page", "{ first: 5, after: \"7\", order: [AGENT] }"),
        ("Filter", "any", "{ deep: [1, 2.5, X] }"),
        ("Filter", "weight", "3"),
    ]

    @Test("Defaults are coerced, and filled from the defaults inside", arguments: defaults)
    func defaultValue(_ test: (type: String, input: String, value: String)) throws {
        let input = try type(test.type).inputFields.first { $0.name == test.input }
        #expect(input?.defaultValue?.text == test.value)
    }

    @Test("Applied directives carry coerced arguments and defaults")
    func appliedDirectives() throws {
        let agent = InputValue.enumeration("AGENT")
        let type = try type("Case")
        #expect(type.directives.map(\.name) == ["allow"])
        #expect(type.directives.first?.arguments == [.init("roles", .list([agent])), .init("note", .string("none"))])
        let date = try #require(built.field(named: "date", of: type))
        #expect(date.directives.map { $0["roles"]?.text } == ["[ADMIN, AGENT]", "[]"])
        #expect(date.directives.map { $0["note"] } == [.null, .string("none")])
    }

    @Test("Deprecation has a reason even if none was given")
    func deprecation() throws {
        #expect(
            try type("Role").enumValues.map(\.deprecationReason) == [nil, "No longer supported", "Use AGENT."])
    }

    @Test("Scalars and input objects know what their directives say")
    func facts() throws {
        #expect(try type("Date").specifiedByURL == "https://example.com/date")
        #expect(try type("JSON").specifiedByURL == nil)
        #expect(try type("Choice").isOneOf)
        #expect(try !type("Filter").isOneOf)
    }

    @Test("Every element has its own number and coordinate")
    func elements() {
        let fields = built.types.flatMap(\.fields)
        let inputs =
            built.types.flatMap(\.inputFields) + fields.flatMap(\.arguments)
            + built.directiveDefinitions.flatMap(\.arguments)
        let elements =
            built.types.map(\.element) + fields.map(\.element) + inputs.map(\.element)
            + built.types.flatMap(\.enumValues).map(\.element) + built.directiveDefinitions.map(\.element)
        #expect(Set(elements.map(\.index)).count == elements.count)
        #expect(Set(elements.map(\.coordinate)).count == elements.count)
        #expect(elements.allSatisfy { $0.index < built.elementCount })
        #expect(inputs.contains { $0.coordinate.description == "Root.cases(filter:)" })
        #expect(inputs.contains { $0.coordinate.description == "@allow(roles:)" })
    }

    @Test("A type reference wraps and unwraps")
    func references() throws {
        let children = try #require(built.field(named: "children", of: try type("Case"))).type
        #expect(built.text(of: children) == "[Case!]!")
        #expect(children.isNonNull)
        #expect(children.item.map(built.text) == "Case!")
        #expect(children.item?.item == nil)
        #expect(built.text(of: children.nullable) == "[Case!]")
        #expect(children.nullable.nonNull == children)
    }
}
