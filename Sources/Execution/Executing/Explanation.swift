package import SQLite

/// How a query was answered, told beside its answer to whoever may know.
///
/// Parameters' values are not in it: tokens, ids and what was searched for are bound, and no part of the SQL. A class, so that
/// where there is none nothing is handed on but a pointer.
package final class Explanation {
    /// One statement of a list position.
    struct Step {
        enum Kind: String {
            /// The rows of a list.
            case rows
            /// How many there are, in all or by a key.
            case count
            /// One row.
            case lookup
        }

        /// Response names with points between: where what it reads stands in the answer.
        let path: String
        let kind: Kind
        let sql: String
        /// SQLite's own, a line for each step; empty if there is none.
        let queryPlan: [String]
        let count: StatementTally.Count
    }

    /// What the plan cost to make.
    package struct Planning: Sendable {
        /// Whether it was known already.
        let isCached: Bool
        let nanoseconds: Int64

        package init(isCached: Bool, nanoseconds: Int64) {
            self.isCached = isCached
            self.nanoseconds = nanoseconds
        }
    }

    let planning: Planning
    /// In the order of the answer, those that ran.
    var steps: [Step] = []
    /// Statements that ran beside those.
    var unlisted = 0
    /// That the operation ran.
    let nanoseconds: Int64

    init(planning: Planning, nanoseconds: Int64) {
        self.planning = planning
        self.nanoseconds = nanoseconds
    }
}

extension Executor {
    /// Explains the query that was run last, with a tally, which is used up.
    ///
    /// - Parameter nanoseconds: How long it ran.
    package func explanation(
        of prepared: PreparedPlan, _ planning: Explanation.Planning, nanoseconds: Int64,
        on connection: borrowing Connection
    ) -> Explanation {
        let explanation = Explanation(planning: planning, nanoseconds: nanoseconds)
        guard let tally else { return explanation }
        let plan = prepared.plan
        var walk = StatementWalk(plan)
        walk.visitRoot()
        // What the request may take of the database may be used up.
        connection.uninterrupted { connection in
            for place in walk.places {
                guard let count = tally.take(place.statement),
                    let sql = runs[place.statement.rows].variant?.sql(of: place.statement.part)
                else { continue }
                if explanation.steps.count == Limits.explainedSteps {
                    explanation.unlisted += 1
                    continue
                }
                explanation.steps.append(
                    Explanation.Step(
                        path: place.path.map(plan.responseName).joined(separator: "."), kind: place.kind,
                        sql: sql.inOneLine, queryPlan: (try? connection.queryPlan(of: sql)) ?? [], count: count))
            }
        }
        return explanation
    }
}

/// Finds the statements of a query's plan in the order of the response, as far as a plan can tell.
private struct StatementWalk {
    struct Place {
        let statement: StatementTally.Position
        let kind: Explanation.Step.Kind
        /// The fields that lead to what it reads: indices in `Plan.fields`.
        let path: [Int]
    }

    private let plan: Plan
    private(set) var places: [Place] = []
    private var path: [Int] = []

    init(_ plan: Plan) { self.plan = plan }

    mutating func visitRoot() {
        guard plan.root.rows >= 0 else { return visit(selection: plan.root.selection) }
        tell(plan.root.rows, .rows, .lookup)
        visit(item: plan.root.selection)
    }

    /// - Parameter rows: The connection whose fields they are, or −1.
    private mutating func visit(selection index: Int32, of rows: Int32 = -1) {
        let selection = plan.selections[Int(index)]
        let fields = Int(selection.first)..<Int(selection.first + selection.count)
        // The page info has its rows from the nodes or edges if there are any, wherever it stands.
        for field in fields where plan.fields[field].kind != .pageInfo { visit(field: field, of: rows) }
        for field in fields where plan.fields[field].kind == .pageInfo { visit(field: field, of: rows) }
    }

    private mutating func visit(field index: Int, of rows: Int32) {
        path.append(index)
        visit(plan.fields[index], of: rows)
        path.removeLast()
    }

    private mutating func visit(_ value: FieldPlan, of rows: Int32) {
        switch value.kind {
        case .guarded: visit(plan.values[Int(plan.guards[Int(value.first)].value)], of: rows)
        case .object: visit(selection: value.second)
        case .polymorph: visit(polymorph: value.second)
        case .first:
            tell(value.first, .rows, .lookup)
            visit(item: value.second)
        case .list:
            tell(value.first, .rows, .rows)
            visit(item: value.second)
        case .connection: visit(selection: value.second, of: value.first)
        case .pageNodes:
            tell(rows, .rows, .rows)
            visit(item: value.second)
        case .pageEdges:
            tell(rows, .rows, .rows)
            visit(selection: value.second, of: rows)
        case .pageInfo: tell(rows, .rows, .rows)
        case .totalCount: tell(rows, .count, .count)
        case .grouping: tell(rows, .grouping(value.first), .count)
        case .edgeNode: visit(item: value.second)
        case .node, .nodes:
            for type in plan.nodes[Int(value.first)].types {
                tell(type.rows, .rows, .lookup)
                visit(item: type.item)
            }
        default: break
        }
    }

    private mutating func tell(_ rows: Int32, _ part: StatementPart, _ kind: Explanation.Step.Kind) {
        places.append(Place(statement: StatementTally.Position(rows: Int(rows), part: part), kind: kind, path: path))
    }

    private mutating func visit(item index: Int32) {
        let item = plan.items[Int(index)]
        if item.value >= 0 {
            visit(plan.values[Int(item.value)], of: -1)
        } else if item.polymorph >= 0 {
            visit(polymorph: item.polymorph)
        } else {
            visit(selection: item.selection)
        }
    }

    private mutating func visit(polymorph index: Int32) {
        let types = plan.polymorphs[Int(index)]
        for type in plan.polymorphTypes[Int(types.first)..<Int(types.first + types.count)] {
            visit(selection: type.selection)
        }
    }
}
