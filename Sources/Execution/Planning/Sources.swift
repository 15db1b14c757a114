package import GraphQL

/// Where every type's values come from, for one role.
package struct Sources: Sendable {
    package let objects: [String: ObjectSource]
    package let abstracts: [String: AbstractSource]
    /// Whether the schema's `@cost` and `@listSize` are ours; in anyone else's they may mean something else.
    let areCosted: Bool
    /// All of them by their names, laid on the schema: compiling asks for little by its text.
    private let bound: [String: BoundSource]
    /// How a column of each type is written, by `TypeID`.
    private let leafKinds: [FieldPlan.Kind]
    /// What directives say of each field, by `Element.index`.
    private let remarks: [FieldRemarks]

    package init(
        objects: [String: ObjectSource], abstracts: [String: AbstractSource], areCosted: Bool = true, in schema: Schema
    ) {
        self.objects = objects
        self.abstracts = abstracts
        self.areCosted = areCosted
        let boundObjects = Dictionary(
            uniqueKeysWithValues: objects.map { ($0, BoundObject($1, named: $0, in: schema)) })
        let boundAbstracts = abstracts.mapValues { BoundSource.abstract(BoundAbstract($0, boundObjects, in: schema)) }
        bound = boundObjects.mapValues(BoundSource.object).merging(boundAbstracts) { object, _ in object }
        leafKinds = schema.types.map(FieldPlan.Kind.init(of:))
        var remarks = [FieldRemarks](repeating: FieldRemarks(), count: schema.elementCount)
        for field in schema.types.flatMap(\.fields) {
            remarks[field.element.index] = FieldRemarks(
                weight: areCosted ? field.weight : 0, isPersonal: field.isPersonal)
        }
        self.remarks = remarks
    }

    /// What the source's rows become; nil if there is no such source.
    subscript(name: String) -> BoundSource? { bound[name] }

    func leafKind(of type: TypeID) -> FieldPlan.Kind { leafKinds[type.index] }

    func remarks(on field: FieldDefinition) -> FieldRemarks { remarks[field.element.index] }

    /// What `@listSize` says of the field, in rows.
    func assumedSize(of field: FieldDefinition) -> Int64? { areCosted ? field.assumedSize : nil }
}

/// What the schema's directives say of a field.
struct FieldRemarks: Sendable {
    /// What `@cost` says, in nodes.
    var weight: Int64 = 0
    /// Whether it is `@personal`.
    var isPersonal = false
}

extension FieldPlan.Kind {
    /// How a column is written, as its scalar or enum says.
    fileprivate init(of type: TypeDefinition) {
        if type.kind == .enumeration {
            self = .name
            return
        }
        switch type.name {
        case "Int": self = .integer
        case "Float": self = .real
        case "Boolean": self = .boolean
        case "DateTime": self = .dateTime
        case "Date": self = .name
        case "Decimal": self = .decimal
        case "JSON": self = .json
        default: self = .text
        }
    }
}
