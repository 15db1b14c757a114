import GraphQL
import Portal
import SQLite
import Testing

@testable import API
@testable import Execution

/// How SQLite means to answer the lists of the schema, on the demo's data.
@Suite("The way to the rows of a list")
struct QueryPlanTests {
    @Test("A list is read in its order or from an index of what narrows it, and counted as documented")
    func roots() throws {
        let schema = try Declared.schema()
        let demo = try DemoPortal()
        var scans: Set<Set<String>> = []
        for role in demo.viewers.map(\.role) where role != .anonymous {
            for list in ListQuestions.all(in: schema, for: role) {
                for question in list.questions {
                    let plan = try #require(try demo.portal.plan(of: question.query, for: role).rows.first)
                    guard let shape = try shape(of: plan) else { continue }
                    for shape in [shape] + plan.orders(list.orders, of: shape) {
                        let rows = try StatementPlan(plan.sql(shape), on: demo.portal.connection)
                        report(rows.scans(for: role, mayWalk: Select.row), rows, role, question.query)
                    }
                    for (part, sql) in plan.counts(shape) {
                        let count = try StatementPlan(sql, on: demo.portal.connection)
                        let found = count.scans(for: role)
                        if found.isEmpty { continue }
                        let reasons = question.coordinates.isEmpty ? [list.part(part)] : question.coordinates
                        scans.insert(Set(reasons))
                        if role.isPartnerSide || DocumentedScans.all.isDisjoint(with: reasons) {
                            report(found, count, role, question.query)
                        }
                    }
                }
            }
        }
        let needed = scans.map { $0.intersection(DocumentedScans.all) }.filter { $0.count == 1 }
        #expect(needed.reduce(into: Set<String>()) { $0.formUnion($1) } == DocumentedScans.all)
    }

    @Test("The schema says of what looks at every row that it does, and of nothing else")
    func documented() throws {
        var described: Set<String> = []
        for type in try Declared.schema().types {
            let elements = type.fields.map(\.element) + type.inputFields.map(\.element)
            for element in elements where element.description?.contains(DocumentedScans.words) ?? false {
                described.insert("\(element.coordinate)")
            }
        }
        #expect(described == DocumentedScans.all)
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
                    let isConnection = schema[field.type.named].name.hasSuffix("Connection")
                    let query = route.query("\(field.name){\(isConnection ? "nodes{__typename}" : "__typename")}")
                    for plan in try demo.portal.plan(of: query, for: viewer.role).rows where plan.parentColumn >= 0 {
                        let shape = try RowsArguments(plan, .none).shape
                        for sql in [plan.sql(shape)] + plan.counts(shape).map(\.sql) {
                            let statement = try StatementPlan(sql, on: demo.portal.connection)
                            report(statement.scans(for: viewer.role), statement, viewer.role, query)
                        }
                    }
                }
            }
        }
    }

    private func report(_ scans: [String], _ statement: StatementPlan, _ role: Role, _ query: String) {
        if !scans.isEmpty { Issue.record("\(role) \(query): \(scans)\n\(statement.sql)") }
    }

    /// Nil for a scope that the role may not ask for.
    private func shape(of plan: RowsPlan) throws -> Shape? {
        do throws(FieldRefusal) {
            return try RowsArguments(plan, .none).shape
        } catch {
            if error.code == "FORBIDDEN_SCOPE" { return nil }
            throw error
        }
    }
}

extension RowsPlan {
    func sql(_ shape: Shape) -> String {
        select.rows(shape, order: resolvedOrder(shape), cursors: page?.needsCursors ?? false)
    }

    /// A shape in each of the orders, from small to large: the other way is the same index backwards.
    func orders(_ names: [String], of shape: Shape) -> [Shape] {
        names.compactMap { orders.fields[$0] }.map { order in
            var shape = shape
            shape.order = [OrderTerm(column: order.column(Select.row), kind: order.kind, isDescending: false)]
            return shape
        }
    }

    /// The statements that count the list, by the name of the connection's field.
    func counts(_ shape: Shape) -> [(part: String, sql: String)] {
        guard let page else { return [] }
        return [("totalCount", select.count(shape))]
            + page.groupings.map { ("summary", select.grouped($0, shape)) }
    }
}
