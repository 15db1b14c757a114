import GraphQL

/// What rows of a source become, laid on the schema: an object, or one of several.
enum BoundSource: Sendable {
    case object(BoundObject)
    case abstract(BoundAbstract)

    /// Nil for an object that has no rows of its own.
    var rows: RowSource? {
        switch self {
        case .object(let object): object.rows
        case .abstract(let abstract): abstract.rows
        }
    }
}

/// An `ObjectSource` laid on the schema.
final class BoundObject: Sendable {
    let rows: RowSource?
    /// The type of the source's name; nil for one of several sources of a type.
    let type: TypeDefinition?
    let fields: BoundFields
    let supertype: (rows: RowSource, fields: BoundFields)?

    init(_ source: ObjectSource, named name: String, in schema: Schema) {
        rows = source.rows
        type = schema.type(named: name)
        fields = BoundFields(source.fields, in: schema)
        supertype = source.supertype.map { ($0.rows, BoundFields($0.fields, in: schema)) }
    }
}

/// An `AbstractSource` laid on the schema.
final class BoundAbstract: Sendable {
    struct Member: Sendable {
        let value: String
        let type: TypeDefinition
        let object: BoundObject
        let key: SQLExpression?
    }

    let rows: RowSource
    let discriminator: SQLExpression
    let members: [Member]
    let shared: BoundFields

    init(_ source: AbstractSource, _ objects: [String: BoundObject], in schema: Schema) {
        rows = source.rows
        discriminator = source.discriminator
        members = source.members.compactMap { member in
            guard let object = objects[member.typeName], let type = object.type else { return nil }
            return Member(value: member.value, type: type, object: object, key: member.key)
        }
        shared = BoundFields(source.shared, in: schema)
    }
}

/// Where the values of fields come from, by the fields' names.
struct BoundFields: Sendable {
    private let positions: SymbolPositions
    private let sources: [FieldSource]

    /// - Parameter sources: One whose name the schema does not know is never asked for.
    init(_ sources: [String: FieldSource], in schema: Schema) {
        let named = sources.compactMap { name, source in
            schema.vocabulary.symbol(of: name).map { (symbol: $0, source: source) }
        }
        positions = SymbolPositions(named.map(\.symbol))
        self.sources = named.map(\.source)
    }

    subscript(field: FieldDefinition) -> FieldSource? {
        positions[field.element.symbol].map { sources[$0] }
    }
}
