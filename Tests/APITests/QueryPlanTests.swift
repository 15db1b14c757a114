import GraphQL
import Portal
import SQLite
import Testing

@testable import API
@testable import Execution

/// How SQLite means to answer the lists of the schema, on the demo's data.
@Suite("The way to the rows of a list")
struct QueryPlanTests {
    /// Tables that grow with use, so that reading one of them whole is never fine.
    static let large: Set<String> = [
        "support_case", "registration", "opportunity", "lead", "comment", "change", "organization", "contact",
        "touch_point", "attachment",
    ]

    @Test("A list is read in its order or from an index of what narrows it, for every role, order and filter")
    func roots() throws {
        let schema = try Declared.schema()
        let demo = try DemoPortal()
        for role in demo.viewers.map(\.role) where role != .anonymous {
            for list in RootList.all(in: schema, for: role) {
                for query in list.queries {
                    let plan = try #require(try demo.portal.plan(of: query, for: role).rows.first, "\(query)")
                    try check(plan, query, role, demo.portal)
                }
            }
        }
    }

    @Test("A list that belongs to a row is found by that row")
    func nested() throws {
        let schema = try Declared.schema()
        let demo = try DemoPortal()
        for viewer in demo.viewers where viewer.role != .anonymous {
            let access = Access(schema, role: viewer.role.rawValue)
            for (name, route) in try Routes(schema, for: viewer, in: demo.portal).found where name != "Query" {
                let fields = try #require(schema.type(named: name)).fields
                for field in fields where access.allows(field.element) && schema.isListOfObjects(field) {
                    let item =
                        schema[field.type.named].name.hasSuffix("Connection") ? "nodes{__typename}" : "__typename"
                    let query = route.query("\(field.name){\(item)}")
                    guard let plan = try demo.portal.plan(of: query, for: viewer.role).rows.last else { continue }
                    try check(plan, query, viewer.role, demo.portal)
                }
            }
        }
    }

    private func check(
        _ plan: RowsPlan, _ query: String, _ role: Role, _ portal: borrowing TestPortal
    ) throws {
        let shape = try RowsArguments(plan, .none).shape
        let sql = plan.select.rows(
            shape, order: plan.resolvedOrder(shape), cursors: plan.page?.needsCursors ?? false)
        var rows = try portal.connection.prepare("EXPLAIN QUERY PLAN " + sql).rows()
        var steps: [String] = []
        while try rows.step() { steps.append(rows.text(3)) }
        let problems = Self.problems(steps, table: plan.select.table, sql, role)
        if !problems.isEmpty { Issue.record("\(role) \(query): \(problems)\n\(sql)\n\(steps.joined(separator: "\n"))") }
    }

    /// What is wrong with the steps of a statement over `table`.
    private static func problems(_ steps: [String], table: String, _ sql: String, _ role: Role) -> [String] {
        let isSorted = steps.contains("USE TEMP B-TREE FOR ORDER BY")
        let tables = aliases(in: sql)
        return steps.filter { step in
            let words = step.split(separator: " ").map(String.init)
            guard words.first == "SCAN", words.count > 1, large.contains(tables[words[1]] ?? words[1]) else {
                return false
            }
            // The vendor's lists may walk the index of their order and stop when the page is full.
            return words[1] != Select.row || isSorted || ![.agent, .admin].contains(role)
        }
    }

    /// What the rows of a statement are called: `support_case AS t0`.
    private static func aliases(in sql: String) -> [String: String] {
        let words = sql.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        var tables: [String: String] = [:]
        for (index, word) in words.enumerated() where word == "AS" && index > 0 && index + 1 < words.count {
            tables[words[index + 1]] = words[index - 1]
        }
        return tables
    }
}

extension QueryPlanTests {
    /// A list of the schema's root, and the ways it can be asked for.
    struct RootList {
        let queries: [String]

        static func all(in schema: Schema, for role: Role) -> [RootList] {
            let access = Access(schema, role: role.rawValue)
            guard let query = schema.root(of: .query) else { return [] }
            return query.fields.filter { access.allows($0.element) && schema.isListOfObjects($0) }.map { field in
                RootList(queries: queries(field, access, schema))
            }
        }

        private static func queries(_ field: FieldDefinition, _ access: Access, _ schema: Schema) -> [String] {
            let input = { (name: String) in
                field.arguments.first { $0.name == name }.map { schema[$0.type.named].inputFields } ?? []
            }
            let isConnection = schema[field.type.named].name.hasSuffix("Connection")
            let selection = isConnection ? "{nodes{__typename} pageInfo{hasNextPage}}" : "{__typename}"
            let fixed = Routes.arguments(of: field, for: Role(rawValue: access.role) ?? .anonymous)[0]
                .trimmingPrefix("(").dropLast()
            let orders =
                input("orderBy").first { $0.name == "field" }.map { order in
                    schema[order.type.named].enumValues.filter { access.allows($0.element) }.map(\.name)
                } ?? []
            let filters = input("filter").filter { access.allows($0.element) }
                .compactMap { filter in value(for: filter, schema).map { "filter:{\(filter.name):\($0)}" } }
            let searches =
                field.arguments.contains { $0.name == "search" && !$0.isRequired && access.allows($0.element) }
                ? [#"search:"blue""#] : []
            let ways = orders.flatMap { order in
                ["ASC", "DESC"].map { "orderBy:[{field:\(order),direction:\($0)}]" }
            }
            return ([""] + ways).flatMap { order in
                ([""] + filters + searches).map { narrowing in
                    let arguments = [String(fixed), order, narrowing].filter { !$0.isEmpty }.joined(separator: ",")
                    return "{\(field.name)\(arguments.isEmpty ? "" : "(\(arguments))")\(selection)}"
                }
            }
        }

        /// A value of the filter's type that an index could answer; nil for `and`, `or` and `not`.
        private static func value(for filter: InputValueDefinition, _ schema: Schema) -> String? {
            let type = schema[filter.type.named]
            if type.kind == .enumeration { return "[\(type.enumValues[0].name)]" }
            return switch type.name {
            case "StringFilter": #"{eq:"x"}"#
            case "IDFilter": #"{eq:"\#(GlobalID.encode("Nobody", 1))"}"#
            case "DateTimeRange": #"{gte:"2026-01-01T00:00:00Z"}"#
            case "DateRange": #"{gte:"2026-01-01"}"#
            case "DecimalRange": #"{gte:"1"}"#
            case "Boolean": "true"
            default: nil
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
