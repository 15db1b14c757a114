package import GraphQL

/// Compiles one operation of a valid document for one role.
///
/// It never sees a variable's value: those are bound parameters of the statements it composes.
package struct PlanCompiler {
    let schema: Schema
    let document: Document
    let sources: Sources
    let access: Access
    let view: SchemaView
    private let operation: Operation
    private let variables: VariablePositions
    let templates: TemplateBuilder

    private var collector: FieldCollector
    private var argumentValues = 0
    private var fields: [FieldPlan] = []
    /// Fields of selections that are not complete: in `fields` those of one selection stand together.
    var pending: [FieldPlan] = []
    private var origins: [SelectionOrigin] = []
    var values: [FieldPlan] = []
    var guards: [GuardPlan] = []
    var selections: [SelectionPlan] = []
    var rows: [RowsPlan] = []
    var items: [ItemPlan] = []
    var polymorphs: [Extent] = []
    var polymorphTypes: [PolymorphPlan] = []
    var nodes: [NodePlan] = []
    var mutations: [MutationPlan] = []
    var cost = CostBuilder()
    private var bytes: [UInt8] = []
    private var inclusions: [Inclusion] = []
    private var inclusionIndices: [Inclusion: Int16] = [:]
    private var denials: [Denial] = []
    private var introspections: [Introspection] = []
    private var introspectionBudget = IntrospectionBudget()
    private var personalData: Set<String> = []
    private var identifiers: [IdentifierPlan] = []
    /// Of each of `identifiers`.
    private var prefixes: [IdentifierPrefix] = []

    /// Room for so many fields is made at once.
    private static let expectedFields = 64
    private static let expectedSelections = 16

    package init(
        _ document: Valid<Document>, _ operation: Operation, _ schema: Schema, sources: Sources, access: Access,
        view: SchemaView
    ) {
        self.schema = schema
        self.document = document.value
        self.operation = operation
        self.sources = sources
        self.access = access
        self.view = view
        variables = VariablePositions(of: operation, in: document.value)
        collector = FieldCollector(schema, document.value, variables)
        // Mostly enough, so that they do not grow step by step; a document may hold much that this operation does not use.
        let expected = min(document.value.selectionCount, Self.expectedFields)
        fields.reserveCapacity(expected)
        pending.reserveCapacity(expected)
        selections.reserveCapacity(Self.expectedSelections)
        origins.reserveCapacity(Self.expectedSelections)
        bytes.reserveCapacity(expected * 16)
        templates = TemplateBuilder(schema, document.value, variables)
    }

    /// - Throws: When the operation uses an argument, an input or a mutation that is closed to the role: nothing of it runs.
    package mutating func compile() throws(FieldRefusal) -> Plan {
        do throws(FieldRefusal) { return try compileOperation() } catch {
            // What is no single field's fault stands where the operation does.
            throw error.locations.isEmpty ? error.at(location) : error
        }
    }

    private var location: SourceLocation { document.location(of: operation) }

    private mutating func compileOperation() throws(FieldRefusal) -> Plan {
        guard let type = schema.root(of: operation.kind), case .object(let source)? = sources[type.name] else {
            throw FieldRefusal(code: "BAD_USER_INPUT", message: "This server has no \(operation.kind.rawValue)s.")
        }
        let root = try compileRoot(type, source)
        let subscription = try subscription(type)
        let cost = cost.plan
        return Plan(
            operation: operation.kind,
            operationName: operation.name.map { document.text(of: $0) } ?? operation.kind.rawValue,
            location: location, document: document,
            root: root, fields: fields, values: values, guards: guards,
            selections: selections, rows: rows, bytes: bytes, items: items, polymorphs: polymorphs,
            polymorphTypes: polymorphTypes, nodes: nodes, mutations: mutations, subscription: subscription,
            inclusions: inclusions, denials: denials, introspections: introspections,
            identifiers: identifiers, cost: cost, costRefusal: cost.constantRefusal(document)?.at(location),
            variables: VariableDefinitions(of: operation, in: document, schema: schema), origins: origins,
            argumentValues: argumentValues,
            personalData: personalData.sorted())
    }

    private mutating func compileRoot(_ type: TypeDefinition, _ source: BoundObject) throws(FieldRefusal) -> RootPlan {
        let selectionSets: [(SelectionSet, [Inclusion.Term])] = [(operation.selectionSet, [])]
        guard source.rows != nil else {
            return RootPlan(selection: try compileSelection(selectionSets, of: type, source.fields, row: "", nil))
        }
        let (scope, _) = try scope(.object(source), of: type.name)
        let item = try compileItem(.object(source), selectionSets, of: type, scope)
        return RootPlan(selection: item, rows: try appendRow(scope))
    }

    /// What the events of a subscription are asked for with; validation has left it one root field.
    private mutating func subscription(_ type: TypeDefinition) throws(FieldRefusal) -> SubscriptionPlan? {
        guard operation.kind == .subscription,
            let group = try collect([(operation.selectionSet, [])], for: type).first,
            let definition = schema.field(named: group.field.name, in: document, of: type)
        else { return nil }
        let places = SourceLocations(document)
        return SubscriptionPlan(
            field: definition.name, responseName: document.text(of: group.field.responseName),
            arguments: templates.arguments(of: group.field, definition),
            locations: group.occurrences.prefix(GraphQLError.maximumLocations).map { places.location(of: $0.field) })
    }

    mutating func collect(
        _ selectionSets: [(SelectionSet, [Inclusion.Term])], for type: TypeDefinition
    ) throws(FieldRefusal) -> [FieldGroup] {
        try collector.collect(selectionSets, for: type)
    }

    mutating func positions(of group: FieldGroup) throws(FieldRefusal) -> [FieldGroup.Position] {
        try group.positions(&collector.budget)
    }

    /// The plan of an object of `type` whose columns are read from the row called `row`.
    mutating func compileSelection(
        _ selectionSets: [(SelectionSet, [Inclusion.Term])], of type: TypeDefinition, _ sources: BoundFields,
        row: String, _ scope: SelectScope?
    ) throws(FieldRefusal) -> Int32 {
        cost.add(1)
        let groups = try collect(selectionSets, for: type)
        let mark = pending.count
        for group in groups {
            let definition = try definition(of: group, in: type)
            pending.append(try compileField(group, definition, of: type, sources[definition], row: row, scope))
        }
        return try appendSelection(from: mark, groups, of: type)
    }

    /// Adds a selection: what is pending from `mark` on, which was compiled of each group of an object of `type`.
    mutating func appendSelection(
        from mark: Int, _ groups: [FieldGroup], of type: TypeDefinition
    ) throws(FieldRefusal) -> Int32 {
        var groups = groups
        if !groups.allSatisfy({ $0.isCertain }) { groups = try place(groups, from: mark) }
        // A selection on an abstract type is compiled once for each type that it can be, and so on below.
        guard fields.count + groups.count <= Limits.planFields else { throw .tooCostly }
        selections.append(SelectionPlan(first: Int32(fields.count), count: Int32(groups.count)))
        origins.append(SelectionOrigin(type: type, groups: groups))
        fields += pending[mark...]
        pending.removeLast(pending.count - mark)
        return Int32(selections.count - 1)
    }

    /// Puts the pending fields wherever variables may: at most one of a field's positions holds in a request.
    ///
    /// - Returns: The group of each.
    private mutating func place(_ groups: [FieldGroup], from mark: Int) throws(FieldRefusal) -> [FieldGroup] {
        var placed: [(place: Int, plan: FieldPlan, group: FieldGroup)] = []
        for (plan, group) in zip(pending[mark...], groups) {
            for position in try positions(of: group) {
                var plan = plan
                if let inclusion = position.inclusion { plan.inclusion = try index(of: inclusion) }
                placed.append((position.place, plan, group))
            }
        }
        placed.sort { $0.place < $1.place }
        pending.replaceSubrange(mark..., with: placed.map(\.plan))
        return placed.map(\.group)
    }

    func definition(of group: FieldGroup, in type: TypeDefinition) throws(FieldRefusal) -> FieldDefinition {
        if let definition = schema.field(named: group.field.name, in: document, of: type) { return definition }
        throw FieldRefusal(code: "INTERNAL", message: "The document was not validated.")
    }

    mutating func compileField(
        _ group: FieldGroup, _ definition: FieldDefinition, of type: TypeDefinition, _ source: FieldSource?,
        row: String, _ scope: SelectScope?
    ) throws(FieldRefusal) -> FieldPlan {
        if definition === schema.typenameField { return constant(group, definition, "\"\(type.name)\"") }
        if definition.isMeta { return try introspection(group, definition) }
        guard access.allows(definition) else {
            if type.id == schema.mutation || type.id == schema.subscription {
                throw .forbidden(definition.coordinate, to: access.role).at(document.location(of: group.field))
            }
            return forbidden(group, definition)
        }
        if !group.field.arguments.isEmpty { try checkArguments(of: group.field, definition) }
        let remarks = sources.remarks(on: definition)
        if remarks.isPersonal { personalData.insert("\(definition.coordinate)") }
        guard let source else {
            throw FieldRefusal(code: "INTERNAL", message: "The field \(definition.coordinate) has no source.")
        }
        cost.add(remarks.weight)
        cost.push(group.field.responseName)
        let plan = try compile(source, group, definition, definition.type, row: row, scope)
        cost.pop()
        return plan
    }

    // MARK: Parts of a field plan

    mutating func plan(
        _ kind: FieldPlan.Kind, _ group: FieldGroup, _ type: TypeReference, _ first: Int32 = -1, _ second: Int32 = -1,
        cost: Int32 = -1
    ) -> FieldPlan {
        let start = bytes.count
        bytes.append(UInt8(ascii: ","))
        bytes.append(UInt8(ascii: "\""))
        bytes += document.bytes(of: group.field.responseName)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        return FieldPlan(
            kind: kind, isNonNull: type.isNonNull, itemsAreNonNull: type.item?.isNonNull ?? false,
            keyStart: Int32(start), keyCount: Int32(bytes.count - start), first: first, second: second,
            cost: cost)
    }

    mutating func constant(_ group: FieldGroup, _ definition: FieldDefinition, _ json: String) -> FieldPlan {
        let text = intern(json.utf8)
        return plan(.constant, group, definition.type, text.first, text.count)
    }

    mutating func intern(_ text: some Collection<UInt8>) -> Extent {
        let start = bytes.count
        bytes.append(contentsOf: text)
        return Extent(first: Int32(start), count: Int32(bytes.count - start))
    }

    private mutating func index(of inclusion: Inclusion) throws(FieldRefusal) -> Int16 {
        if let index = inclusionIndices[inclusion] { return index }
        guard let index = Int16(exactly: inclusions.count) else { throw .tooCostly }
        inclusions.append(inclusion)
        inclusionIndices[inclusion] = index
        return index
    }

    /// The index of the prefix in `Plan.identifiers`.
    mutating func identifier(_ prefix: IdentifierPrefix) -> Int32 {
        if let index = prefixes.firstIndex(where: { $0 === prefix }) { return Int32(index) }
        prefixes.append(prefix)
        identifiers.append(IdentifierPlan(encoded: intern(prefix.encoded), rest: intern(prefix.rest)))
        return Int32(identifiers.count - 1)
    }

    private mutating func forbidden(_ group: FieldGroup, _ definition: FieldDefinition) -> FieldPlan {
        let code = access.role == Access.anonymous ? "UNAUTHENTICATED" : "FORBIDDEN_FIELD"
        denials.append(Denial(coordinate: "\(definition.coordinate)", code: code))
        return plan(.forbidden, group, definition.type, Int32(denials.count - 1))
    }

    /// Introspection depends on nothing but the document and its variables: without those it is written now.
    private mutating func introspection(
        _ group: FieldGroup, _ definition: FieldDefinition
    ) throws(FieldRefusal) -> FieldPlan {
        let introspection = try Introspection(group, definition, of: &self)
        if !variables.isEmpty {
            introspections.append(introspection)
            return plan(.introspection, group, definition.type, Int32(introspections.count - 1))
        }
        var output = JSONOutput()
        try introspection.write(.none, &introspectionBudget, to: &output)
        return constant(group, definition, output.text)
    }

    /// Refuses arguments that are too many, and arguments and literals that are closed to the role.
    private mutating func checkArguments(of field: Field, _ definition: FieldDefinition) throws(FieldRefusal) {
        let values = templates.valueCount(field.arguments)
        try collector.budget.spend(nodes: values)
        argumentValues += values
        for argument in document[field.arguments] {
            guard let input = schema.input(named: argument.name, in: document, of: definition.arguments) else {
                continue
            }
            let denied =
                access.allows(input.element)
                ? access.firstDenied(in: argument.value, of: document, input.type.named, schema) : input.coordinate
            guard let denied else { continue }
            throw .forbiddenInput(denied, operation.kind).at(document.location(of: argument.name))
        }
    }
}

extension FieldRefusal {
    /// A root field of a mutation or subscription that is closed to the role: nothing of the request runs.
    static func forbidden(_ coordinate: SchemaCoordinate, to role: String) -> FieldRefusal {
        denied("\(coordinate)", role == Access.anonymous ? "UNAUTHENTICATED" : "FORBIDDEN", to: "use")
    }

    /// A coordinate that is closed to the role, or to whoever has not signed in.
    static func denied(_ coordinate: String, _ code: String, to verb: String) -> FieldRefusal {
        FieldRefusal(
            code: code,
            message: code == "UNAUTHENTICATED"
                ? "Sign in first: send a token." : "You may not \(verb) \(coordinate).",
            details: [.init("coordinate", coordinate)])
    }

    /// The request asks for more than one answer can hold.
    package static let tooCostly = FieldRefusal(
        code: "QUERY_TOO_COSTLY", message: "The request asks for too much at once: ask for fewer fields or rows.")

    /// A list that is not paged has grown beyond what `@listSize` assumes of it.
    static func listTooLong(_ size: Int64) -> FieldRefusal {
        FieldRefusal(code: "LIST_TOO_LONG", message: "The list has more than \(size) items.")
    }

    /// A filter or order would tell what the field may not, so it is refused, as an input is.
    package static func forbiddenInput(_ coordinate: SchemaCoordinate, _ kind: OperationKind) -> FieldRefusal {
        FieldRefusal(
            code: kind == .mutation ? "FORBIDDEN" : "FORBIDDEN_FILTER", message: "You may not use \(coordinate).",
            details: [.init("coordinate", "\(coordinate)")])
    }
}
