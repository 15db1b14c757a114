import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// How the rows of one table are listed wherever they are: arguments, orders and groupings, said once.
struct ListRules<Rows: Table>: Sendable {
    /// The type of an item.
    let type: String
    var arguments: [String: Narrowing.Argument] = [:]
    /// Whether an argument that is null is passed on as one.
    var takesNulls = false
    /// What the members of the argument `filter` mean.
    var filter: FilterRules<Rows>?
    var orders: [String: (Rows.Column, Orders.Term.Kind)] = [:]
    /// The order when the client asks for none; nil for the tie-break alone.
    var standard: String?
    /// The order for programs, where the standard one would tell names that their scope may not reach.
    var standardForPrograms: String?
    /// Whether that order is descending: newest first.
    var newestFirst = false
    /// The unique column that ends every order; the row's id unless another is cheaper.
    var tieBreak: Rows.Column?
    var groupings: [String: Grouping] = [:]
    /// The rows that a role may see, said so that a list of all of them is found without looking at every row there is.
    var visibility: RowCondition?
    /// A condition on every item, by role: some lists offer only a part of what there is to see.
    var condition: RowCondition?
    /// The scope that a program needs before the list can be asked for at all.
    var scope: IntegrationScope?
    /// The scope that a program needs before it can ask for the list as a part of another row.
    var nestedScope: IntegrationScope?
    /// The module that has to be open to the caller before the list can be asked for at all.
    var module: PortalModule?

    /// The most items that there can be, whatever is stored: a list of more than it has room for would be an error.
    var bound: Int?

    init(_ type: String) { self.type = type }

    func source(for role: Role, link: Link? = nil, visibility: SQLExpression? = nil) -> ListSource {
        // What belongs to another row is found by that row.
        var visibility = visibility
        if visibility == nil, link == nil, let rows = self.visibility { visibility = SQLExpression { rows(role, $0) } }
        let terms = orders.mapValues { order in Orders.Term(Rows.expression(order.0), order.1) }
        let condition = condition.map { condition in SQLExpression { condition(role, $0) } }
        return ListSource(
            type: type, link: link, condition: condition, visibility: visibility,
            arguments: conditions(for: role), takesNulls: takesNulls, filters: filter?.names ?? [],
            orders: Orders(
                fields: terms, standard: role == .integration ? standardForPrograms ?? standard : standard,
                newestFirst: newestFirst, tieBreak: tieBreak.map(Rows.expression)),
            groupings: groupings,
            gate: link == nil ? scopeGate(scope, role) ?? moduleGate(for: role) : scopeGate(nestedScope, role),
            bound: bound)
    }

    private func conditions(for role: Role) -> [String: ArgumentCondition] {
        var conditions = arguments.mapValues { $0(role) }
        if let filter { conditions["filter"] = Narrowing.filter(filter)(role) }
        return conditions
    }

    private func scopeGate(_ scope: IntegrationScope?, _ role: Role) -> Gate? {
        guard let scope, role == .integration else { return nil }
        return Gate(
            rights: scope.right.rawValue,
            refusal: FieldRefusal(
                code: "FORBIDDEN_SCOPE", message: "Your account lacks the scope \(scope.rawValue).",
                details: [.init("needed", scope.rawValue)]))
    }

    /// Partners' people need the module to be open to them; programs are governed by scopes, the vendor by neither.
    ///
    /// Only for a list of its own: one that belongs to a record is simply without the rows that may not be seen.
    private func moduleGate(for role: Role) -> Gate? {
        guard let module else { return nil }
        switch role {
        case .partnerUser, .partnerSupervisor:
            return Gate(
                rights: module.right(.view).rawValue,
                refusal: FieldRefusal(
                    code: "MODULE_FORBIDDEN", message: "The module \(module.rawValue) is not open to you.",
                    details: [.init("module", module.rawValue), .init("needed", "canView")]))
        case .anonymous, .agent, .admin, .integration: return nil
        }
    }

    /// The rules for lists of at most so many items.
    func atMost(_ bound: Int) -> Self {
        var rules = self
        rules.bound = bound
        return rules
    }

    /// The rules with one more argument.
    func argument(_ name: String, _ condition: @escaping Narrowing.Argument) -> Self {
        var rules = self
        rules.arguments[name] = condition
        return rules
    }
}

extension Table {
    /// The column of a row whose name in the statement is told later.
    static func expression(_ column: Column) -> SQLExpression { SQLExpression { sql(column, of: $0) } }
}

extension Grouping {
    /// Counts by a column, with the sum of an amount where all are of one currency.
    init<Rows: Table>(
        by key: Rows.Column, of _: Rows.Type, summing total: Rows.Column? = nil, of currency: Rows.Column? = nil
    ) {
        self.init(
            key: Rows.expression(key), total: total.map(Rows.expression), unit: currency.map(Rows.expression))
    }
}
