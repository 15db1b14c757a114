/// A type of the schema; each kind fills only the parts it has.
///
/// Definitions are immutable classes: passing one on costs a pointer, whatever it carries.
///
/// <https://spec.graphql.org/September2025/#sec-Types>
package final class TypeDefinition: Sendable {
    package enum Kind: String, Sendable {
        case scalar = "SCALAR"
        case object = "OBJECT"
        case interface = "INTERFACE"
        case union = "UNION"
        case enumeration = "ENUM"
        case inputObject = "INPUT_OBJECT"
    }

    package let element: Element
    package let kind: Kind
    /// The interfaces it declares, in the order written.
    package let interfaces: [TypeID]
    /// The object types a value of this type can have: itself for an object, none for input and leaf types.
    package let possibleTypes: TypeSet
    /// The members of a union, in the order written.
    package let memberTypes: [TypeID]
    package let fields: Members<FieldDefinition>
    package let inputFields: Members<InputValueDefinition>
    /// Those of `inputFields` that must be given.
    let requiredInputFields: [InputValueDefinition]
    package let enumValues: Members<EnumValueDefinition>
    /// Of scalars: turns what a client sent into what the server works with; nil refuses.
    package let coerceInput: @Sendable (InputValue) -> InputValue?

    package var id: TypeID { TypeID(index: element.index) }
    package var name: String { element.name }
    package var description: String? { element.description }
    package var directives: [AppliedDirective] { element.directives }
    package var isComposite: Bool { kind == .object || isAbstract }
    package var isAbstract: Bool { kind == .interface || kind == .union }
    package var isLeaf: Bool { kind == .scalar || kind == .enumeration }
    package var isInput: Bool { isLeaf || kind == .inputObject }
    package var isOutput: Bool { kind != .inputObject }
    /// An input object of which exactly one field must be given.
    package var isOneOf: Bool { kind == .inputObject && directives.contains { $0.name == "oneOf" } }
    /// Of custom scalars: where their format is specified.
    package var specifiedByURL: String? { directives.first { $0.name == "specifiedBy" }?.string("url") }

    init(
        _ element: Element, kind: Kind, interfaces: [TypeID], possibleTypes: TypeSet, memberTypes: [TypeID],
        fields: Members<FieldDefinition>, inputFields: Members<InputValueDefinition>,
        enumValues: Members<EnumValueDefinition>,
        coerceInput: @escaping @Sendable (InputValue) -> InputValue?
    ) {
        self.element = element
        self.kind = kind
        self.interfaces = interfaces
        self.possibleTypes = possibleTypes
        self.memberTypes = memberTypes
        self.fields = fields
        self.inputFields = inputFields
        requiredInputFields = inputFields.filter(\.isRequired)
        self.enumValues = enumValues
        self.coerceInput = coerceInput
    }
}
