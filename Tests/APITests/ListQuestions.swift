import Execution
import GraphQL
import Portal

@testable import API

/// The ways to ask for one list of the schema's root, but for its orders.
struct ListQuestions {
    struct Question {
        /// The query, with everything that the list can count.
        let query: String
        /// What narrows the list: the field of its filter, then the operator; empty for the list as it is.
        let coordinates: [String]
    }

    let field: FieldDefinition
    private let access: Access
    private let schema: Schema

    /// The lists that a role may ask for.
    static func all(in schema: Schema, for role: Role) -> [ListQuestions] {
        let access = Access(schema, role: role.rawValue)
        guard let query = schema.root(of: .query) else { return [] }
        return query.fields.filter { access.allows($0.element) && schema.isListOfObjects($0) }
            .map { ListQuestions(field: $0, access: access, schema: schema) }
    }

    /// The orders that the role may ask for.
    var orders: [String] {
        inputs("orderBy").first { $0.name == "field" }.map { order in
            schema[order.type.named].enumValues.filter { access.allows($0.element) }.map(\.name)
        } ?? []
    }

    /// In every scope, whether or not the role may ask for it.
    var questions: [Question] {
        let scopes = accepts("scope") ? RecordScope.allCases.map { "scope:\($0.rawValue)" } : [""]
        return scopes.flatMap { scope in
            narrowings.map { narrowing in
                let arguments = [scope, required, narrowing.argument].filter { !$0.isEmpty }.joined(separator: ",")
                return Question(
                    query: "{\(field.name)\(arguments.isEmpty ? "" : "(\(arguments))")\(selection)}",
                    coordinates: narrowing.coordinates)
            }
        }
    }

    /// The coordinate of a field of the list's connection.
    func part(_ name: String) -> String { "\(type.name).\(name)" }

    private var type: TypeDefinition { schema[field.type.named] }

    private var selection: String {
        guard type.name.hasSuffix("Connection") else { return "{__typename}" }
        let summary = type.fields.contains { $0.name == "summary" } ? " summary{key count}" : ""
        return "{nodes{__typename} pageInfo{hasNextPage} totalCount\(summary)}"
    }

    /// Arguments that cannot be left out.
    private var required: String {
        guard field.arguments.contains(where: \.isRequired) else { return "" }
        let role = Role(rawValue: access.role) ?? .anonymous
        return String(Routes.arguments(of: field, for: role)[0].trimmingPrefix("(").dropLast())
    }

    private func accepts(_ argument: String) -> Bool {
        field.arguments.contains { $0.name == argument && !$0.isRequired && access.allows($0.element) }
    }

    private func inputs(_ argument: String) -> [InputValueDefinition] {
        field.arguments.first { $0.name == argument }.map { Array(schema[$0.type.named].inputFields) } ?? []
    }

    private var narrowings: [(argument: String, coordinates: [String])] {
        var narrowings = [(argument: "", coordinates: [String]())]
        if accepts("search") { narrowings.append((#"search:"blue""#, ["\(field.coordinate).search"])) }
        for filter in inputs("filter") where access.allows(filter.element) {
            let operators = Self.operators(of: schema[filter.type.named])
            for (name, value) in operators {
                let name = name.isEmpty ? [] : ["\(schema[filter.type.named].name).\(name)"]
                narrowings.append(("filter:{\(filter.name):\(value)}", ["\(filter.coordinate)"] + name))
            }
            if let (_, value) = operators.first, let not = inputs("filter").first(where: { $0.name == "not" }) {
                narrowings.append(("filter:{not:{\(filter.name):\(value)}}", ["\(not.coordinate)"]))
            }
        }
        return narrowings
    }

    /// The operators of a filter's type, each with a value; a list of enum values and a Boolean have none with a name.
    private static func operators(of type: TypeDefinition) -> [(name: String, value: String)] {
        if type.kind == .enumeration {
            return [1, 2].map { ("", "[\(type.enumValues.prefix($0).map(\.name).joined(separator: ","))]") }
        }
        let value: String
        switch type.name {
        case "Boolean": return [("", "true"), ("", "false")]
        case "StringFilter": value = #""x""#
        case "IDFilter": value = #""\#(GlobalID.encode("Nobody", 1))""#
        case "DateTimeRange": value = #""2026-01-01T00:00:00Z""#
        case "DateRange": value = #""2026-01-01""#
        case "DecimalRange": value = #""1""#
        default: return []
        }
        return type.inputFields.flatMap { field in
            switch field.name {
            case "in": [(field.name, "{in:[\(value)]}"), (field.name, "{in:[\(value),\(value)]}")]
            case "isNull": [(field.name, "{isNull:true}"), (field.name, "{isNull:false}")]
            default: [(field.name, "{\(field.name):\(value)}")]
            }
        }
    }
}

extension Schema {
    /// Whether a field is a list or a connection of objects, which has a statement of its own.
    func isListOfObjects(_ field: FieldDefinition) -> Bool {
        let type = self[field.type.named]
        return type.isComposite && (field.type.item != nil || type.name.hasSuffix("Connection"))
    }
}
