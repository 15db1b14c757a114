/// A document laid on a schema: every node of interest in a flat list, beside the type it stands for.
///
/// One walk fills the lists, so that a rule is a loop over the list it is about. What the schema does not know is nil, and
/// what is below it too: one mistake is reported once.
struct TypedDocument {
    /// The arguments of a field or a directive.
    struct ArgumentsUse {
        enum Owner {
            case field(FieldDefinition, of: TypeDefinition)
            case directive(DirectiveDefinition)
        }

        let nodes: Nodes<Argument>
        /// Nil if the field or the directive is not known.
        let owner: Owner?
        /// Of the field or the directive.
        let offset: Int32

        var required: [InputValueDefinition] {
            switch owner {
            case .field(let field, _): field.requiredArguments
            case .directive(let directive): directive.requiredArguments
            case nil: []
            }
        }

        var definitions: Members<InputValueDefinition>? {
            switch owner {
            case .field(let field, _): field.arguments
            case .directive(let directive): directive.arguments
            case nil: nil
            }
        }
    }

    /// A value and the type its place expects.
    struct ValueUse {
        let value: Value
        fileprivate(set) var type: TypeReference?
    }

    struct VariableUse: Node {
        /// Of the `$`.
        let offset: Int32
        let name: Name
        let type: TypeReference?
        /// Whether the place has a default for a variable without a value.
        let hasDefault: Bool
        /// The `@oneOf` input object whose field this is.
        let oneOf: TypeDefinition?
    }

    struct DirectivesUse {
        let nodes: Nodes<Directive>
        let location: DirectiveLocation
        /// Of the definition or extension of a type: the type's name, so that they count as one place.
        var typeName: Name?
    }

    /// A fragment spread or an inline fragment with a type condition.
    struct SpreadUse: Node {
        let offset: Int32
        /// Nil for an inline fragment.
        let name: Name?
        /// The type it stands on.
        let parent: TypeDefinition?
        /// The type condition.
        let type: TypeDefinition?
    }

    /// Fields that the type they stand on does not have.
    var unknownFields: [(field: Field, parent: TypeDefinition)] = []
    /// Leaf fields that have a selection set, and composite ones that have none.
    var misselectedFields: [(field: Field, definition: FieldDefinition)] = []
    /// Without those of fields and directives that have none and need none.
    var arguments: [ArgumentsUse] = []
    var values: [ValueUse] = []
    var variables: [VariableUse] = []
    var directives: [DirectivesUse] = []
    var spreads: [SpreadUse] = []
    /// The name in every reference to a type.
    var typeNames: [Name] = []
    /// Every type name in a type condition.
    var typeConditions: [(name: Name, fragment: Name?)] = []
    /// Of each operation: the fragments it needs, as positions.
    var reachableFragments: [[Int]] = []
    /// Which of `variables` are in each operation itself.
    var variablesOfOperation: [Range<Int>] = []
    /// Which of `variables` are in each fragment.
    var variablesOfFragment: [Range<Int>] = []

    init() {}

    mutating func forgetTypes(ofValuesFrom first: Int) {
        for index in values[first...].indices { values[index].type = nil }
    }

    /// Every use of a variable that an operation is answerable for, those in its fragments included.
    func variables(ofOperation index: Int) -> some Sequence<VariableUse> {
        let ranges = [variablesOfOperation[index]] + reachableFragments[index].map { variablesOfFragment[$0] }
        return ranges.lazy.flatMap { [variables] in variables[$0] }
    }

    init(_ document: Document, on schema: Schema, fragments: FragmentGraph) {
        var walk = TypedWalk(document: document, schema: schema, fragments: fragments)
        // Mostly enough, so that they do not grow step by step.
        walk.typed.arguments.reserveCapacity(document.argumentCount)
        walk.typed.values.reserveCapacity(document.argumentCount)
        walk.typed.variables.reserveCapacity(document.argumentCount)
        for operation in document.operations { walk.visit(operation) }
        for fragment in document.fragments { walk.visit(fragment) }
        for definition in document.typeSystemDefinitions { walk.visit(definition) }
        self = walk.typed
        reachableFragments = document.operations.map {
            fragments.fragments(reachableFrom: $0.selectionSet, in: document)
        }
    }
}
