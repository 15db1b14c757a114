/// The three kinds of operation.
package enum OperationKind: String, Sendable {
    case query, mutation, subscription
}

/// An operation: `query Name($variable: Type) @directive { … }`.
package struct Operation: Sendable, Node {
    package let offset: Int32
    /// A string value.
    package let description: Value?
    package let kind: OperationKind
    /// Nil for an anonymous operation.
    package let name: Name?
    package let variables: Nodes<VariableDefinition>
    package let directives: Nodes<Directive>
    package let selectionSet: SelectionSet
}

package struct VariableDefinition: Sendable, Node {
    /// Of the description, or of the `$`.
    package let offset: Int32
    /// A string value.
    package let description: Value?
    package let name: Name
    package let type: TypeNode
    package let defaultValue: Value?
    package let directives: Nodes<Directive>
}

package struct FragmentDefinition: Sendable, Node {
    package let offset: Int32
    /// A string value.
    package let description: Value?
    package let name: Name
    package let typeCondition: Name
    package let directives: Nodes<Directive>
    package let selectionSet: SelectionSet
}

/// `{ … }`; the absent set of a leaf field is empty, a written one never is.
package struct SelectionSet: Sendable, Node {
    /// Of the `{`.
    package let offset: Int32
    package let selections: Nodes<Selection>

    package var isEmpty: Bool { selections.isEmpty }
    static let absent = SelectionSet(offset: 0, selections: .none)
}

package enum Selection: Sendable, Node {
    case field(Field)
    case fragmentSpread(FragmentSpread)
    case inlineFragment(InlineFragment)

    package var offset: Int32 {
        switch self {
        case .field(let field): field.offset
        case .fragmentSpread(let spread): spread.offset
        case .inlineFragment(let fragment): fragment.offset
        }
    }

    var directives: Nodes<Directive> {
        switch self {
        case .field(let field): field.directives
        case .fragmentSpread(let spread): spread.directives
        case .inlineFragment(let fragment): fragment.directives
        }
    }
}

package struct Field: Sendable, Node {
    /// The alias, or the name where there is none: the key in the response.
    package let responseName: Name
    package let name: Name
    package let arguments: Nodes<Argument>
    package let directives: Nodes<Directive>
    package let selectionSet: SelectionSet

    package var offset: Int32 { responseName.offset }
    package var hasAlias: Bool { responseName.offset != name.offset }
}

/// A spread: `...Name`.
package struct FragmentSpread: Sendable, Node {
    package let offset: Int32
    package let name: Name
    package let directives: Nodes<Directive>
}

/// A fragment without a name: `... on Type { … }`.
package struct InlineFragment: Sendable, Node {
    package let offset: Int32
    package let typeCondition: Name?
    package let directives: Nodes<Directive>
    package let selectionSet: SelectionSet
}
