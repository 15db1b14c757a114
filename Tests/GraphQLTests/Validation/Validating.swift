import GraphQL
import Testing

/// The schema that the tests of the rules share.
let animals = """
    interface Being { name(surname: Boolean): String }
    interface Pet implements Being { name(surname: Boolean): String }
    interface Canine implements Being { name(surname: Boolean): String mother: Canine }
    type Dog implements Being & Pet & Canine {
        name(surname: Boolean): String nickname: String barks: Boolean barkVolume: Int
        doesKnowCommand(dogCommand: DogCommand): Boolean isHouseTrained(atOtherHomes: Boolean = true): Boolean
        mother: Dog
    }
    type Cat implements Being & Pet { name(surname: Boolean): String nickname: String meows: Boolean furColor: FurColor }
    type Human implements Being { name(surname: Boolean): String pets: [Pet] relatives: [Human]! iq: Int }
    type Alien { iq: Int name: Float }
    union CatOrDog = Cat | Dog
    union HumanOrAlien = Human | Alien
    enum DogCommand { SIT HEEL DOWN }
    enum FurColor { BROWN BLACK TAN @deprecated SPOTTED }
    scalar Any
    scalar Even
    input Complex { required: Boolean! intField: Int stringField: String listField: [String] nonNull: Int! = 0 }
    input Choice @oneOf { stringField: String intField: Int }
    type Arguments {
        int(value: Int): String nonNullInt(value: Int!): String float(value: Float): String string(value: String): String
        boolean(value: Boolean): String id(value: ID): String command(value: DogCommand): String
        list(value: [String]): String nonNullList(value: [String!]!): String complex(value: Complex): String
        choice(value: Choice): String any(value: Any): String even(value: Even): String
        two(one: Int!, other: Int!): String optional(one: Int! = 0, other: Int! = 0): String lists(value: [[Int]]): String
    }
    type Query {
        dog: Dog cat: Cat pet: Pet being: Being canine: Canine human(id: ID): Human alien: Alien
        catOrDog: CatOrDog humanOrAlien: HumanOrAlien arguments: Arguments
    }
    type Subscription { dogBorn: Dog catBorn: Cat }
    directive @onField(value: Int) on FIELD
    directive @onVariable on VARIABLE_DEFINITION
    directive @repeated repeatable on FIELD
    directive @needs(value: Int!) on FIELD
    directive @everywhere on QUERY | SUBSCRIPTION | FRAGMENT_DEFINITION | FRAGMENT_SPREAD | INLINE_FRAGMENT
    """

let animalSchema = Result {
    try schema(
        animals,
        scalars: [
            "Even": { if case .int(let value) = $0, value % 2 == 0 { $0 } else { nil } }
        ])
}

/// What validation says about a text, one line an error.
///
/// - Parameter definitions: A schema of the test's own; without one it is the animals'.
func validationErrors(
    _ text: String, on definitions: String? = nil, view: ((Schema) -> SchemaView)? = nil,
    limits: ValidationLimits = .standard
) throws -> [String] {
    try errors(of: text, on: definitions, view: view, limits: limits).map(\.line)
}

func errors(
    of text: String, on definitions: String? = nil, view: ((Schema) -> SchemaView)? = nil,
    limits: ValidationLimits = .standard
) throws -> [GraphQLError] {
    let schema = try definitions.map { try GraphQLTests.schema($0) } ?? animalSchema.get()
    let document = try parse(text)
    do throws(ValidationErrors) {
        _ = try validate(document, against: schema, view: view?(schema) ?? SchemaView(of: schema), limits: limits)
        return []
    } catch { return error.errors }
}

/// A line of a rule's table: a document, and every error it has.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let source: String
    let definitions: String?
    let errors: [String]

    init(_ source: String, on definitions: String? = nil, _ errors: String...) {
        self.source = source
        self.definitions = definitions
        self.errors = errors
    }

    var testDescription: String { source }

    func check(sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
        let found = try validationErrors(source, on: definitions)
        #expect(found == errors, sourceLocation: sourceLocation)
    }

    /// Takes the source for definitions on the second line of a schema, behind `type Query { a: Int }`.
    func checkDefinitions(sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
        let found = try schemaErrors("type Query { a: Int }\n" + source)
        #expect(found == errors, sourceLocation: sourceLocation)
    }
}
