import Execution
import GraphQL
import SQLite

/// Every field of a schema read from the rows of `RootValue` by its name.
enum DefaultResolvers {
    /// What rows are called where their type does not matter.
    private static let anyValue = "__value"

    static func sources(for schema: Schema) -> Sources {
        var objects = [anyValue: ObjectSource(rows: rows(visibility: "true"), fields: [:])]
        var abstracts: [String: AbstractSource] = [:]
        let roots = [schema.query, schema.mutation, schema.subscription]
        for type in schema.types {
            switch type.kind {
            case .object:
                var fields: [String: FieldSource] = [:]
                for field in type.fields { fields[field.name] = source(of: field, schema) }
                // The operation begins at the event's row, or the first; below it, a value's own type has been looked at.
                let visibility =
                    roots.contains(type.id) ? "id = coalesce(?\(Conditions.firstParameter), 1)" : "true"
                objects[type.name] = ObjectSource(rows: rows(visibility: visibility), fields: fields)
            case .interface, .union:
                abstracts[type.name] = AbstractSource(
                    rows: rows(visibility: "true"), discriminator: .init { "\($0).type" },
                    members: type.possibleTypes.members.map { .init(schema[$0].name, schema[$0].name, key: nil) },
                    shared: [:])
            case .scalar, .enumeration, .inputObject: break
            }
        }
        return Sources(objects: objects, abstracts: abstracts, areCosted: false, in: schema)
    }

    private static func rows(visibility: String) -> RowSource {
        RowSource(
            table: "value", key: .init { "\($0).id" },
            visibility: .init { visibility == "true" ? visibility : "\($0).\(visibility)" })
    }

    private static func source(of field: FieldDefinition, _ schema: Schema) -> FieldSource {
        let part = { (column: String) in
            SQLExpression {
                "(SELECT part.\(column) FROM value AS part WHERE part.parent = \($0).id AND part.name = '\(field.name)')"
            }
        }
        if field.type.item == nil, schema[field.type.named].name == "String", !field.arguments.isEmpty {
            return withArguments(field)
        }
        return .guarded(
            failure: part("failure"), present: part("value"),
            source(of: field.type, schema, id: part("id"), value: part("value")))
    }

    /// A value of a type: `id` and `value` read its row.
    private static func source(
        of type: TypeReference, _ schema: Schema, id: SQLExpression, value: SQLExpression
    ) -> FieldSource {
        if let item = type.item {
            let ofItem = source(of: item, schema, id: .init { "\($0).id" }, value: .init { "\($0).value" })
            return .list(
                ListSource(
                    type: anyValue,
                    item: .guarded(failure: .init { "\($0).failure" }, present: .init { "\($0).value" }, ofItem),
                    link: Link(item: .init { "\($0).parent" }, parent: id)))
        }
        let definition = schema[type.named]
        return switch definition.kind {
        case .scalar, .enumeration, .inputObject: .json(value)
        case .object, .interface, .union: .one(type: definition.name, key: id, visibility: .init { _ in "true" })
        }
    }

    /// A text that may ask for the field's arguments instead: as compact JSON, from the parameters that conditions bind.
    private static func withArguments(_ field: FieldDefinition) -> FieldSource {
        var arguments: [String: ArgumentCondition] = [:]
        var pairs: [String] = []
        for (index, argument) in field.arguments.enumerated() {
            let name = argument.name
            let condition: ArgumentCondition = { value, conditions in
                let given = conditions.parameter(.text(name))
                _ = conditions.parameter(.text(value.sorted.json))
                conditions.and("\(given) IS NOT NULL")
            }
            arguments[name] = condition
            let first = Conditions.firstParameter + 2 * index
            pairs.append("(?\(first), ?\(first + 1))")
        }
        let object = """
            (SELECT json_quote('{' || coalesce(group_concat(json_quote(name) || ':' || value), '') || '}')
               FROM (SELECT column1 AS name, column2 AS value FROM (VALUES \(pairs.joined(separator: ", ")))
                      WHERE column1 IS NOT NULL ORDER BY column1))
            """
        let answer: FieldSource = .guarded(
            failure: .init { "\($0).failure" }, present: .init { "\($0).value" },
            .json(.init { "CASE WHEN \($0).type = '\(RootValue.arguments)' THEN \(object) ELSE \($0).value END" }))
        return .row(
            ListSource(
                type: anyValue, item: answer,
                link: Link(parent: .init { "\($0).id" }) { row, parent in
                    "\(row).parent = \(parent) AND \(row).name = '\(field.name)'"
                }, arguments: arguments))
    }
}
