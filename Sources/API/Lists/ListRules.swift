import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// How the rows of one table are listed wherever they are: arguments, orders and groupings, said once.
struct ListRules<Rows: Table>: Sendable {
    /// The type of an item.
    let type: String
    var arguments: [String: @Sendable (Role) -> ArgumentCondition] = [:]
    /// What the members of the argument `filter` mean.
    var filter: FilterRules<Rows>?
    var orders: [String: (Rows.Column, Orders.Term.Kind)] = [:]
    /// The order when the client asks for none; nil for the tie-break alone.
    var standard: String?
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

    init(_ type: String) { self.type = type }

    func source(
        for role: Role, link: Link? = nil, where condition: SQLExpression? = nil,
        visibility: SQLExpression? = nil
    ) -> ListSource {
        // What belongs to another row is found by that row.
        var visibility = visibility
        if visibility == nil, link == nil, let rows = self.visibility { visibility = { rows(role, $0) } }
        let terms = orders.mapValues { order in Orders.Term(Rows.expression(order.0), order.1) }
        return ListSource(
            type: type, link: link, condition: allOf(condition, for: role), visibility: visibility,
            arguments: conditions(for: role), filters: filter?.names ?? [],
            orders: Orders(
                fields: terms, standard: standard, newestFirst: newestFirst, tieBreak: tieBreak.map(Rows.expression)),
            groupings: groupings,
            gate: link == nil ? scopeGate(scope, role) ?? moduleGate(for: role) : scopeGate(nestedScope, role))
    }

    private func conditions(for role: Role) -> [String: ArgumentCondition] {
        var conditions = arguments.mapValues { $0(role) }
        if let filter { conditions["filter"] = Narrowing.filter(filter)(role) }
        return conditions
    }

    private func allOf(_ condition: SQLExpression?, for role: Role) -> SQLExpression? {
        guard let own = self.condition else { return condition }
        guard let condition else { return { own(role, $0) } }
        return { row in "(\(own(role, row))) AND (\(condition(row)))" }
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

    /// The rules with one more argument.
    func argument(_ name: String, _ condition: @escaping @Sendable (Role) -> ArgumentCondition) -> Self {
        var rules = self
        rules.arguments[name] = condition
        return rules
    }
}

extension Table {
    /// The column of a row whose name in the statement is told later.
    static func expression(_ column: Column) -> SQLExpression { { sql(column, of: $0) } }
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

/// Conditions that arguments of several lists share.
enum Narrowing {
    /// `filter:` by the rules of the list.
    static func filter<Rows: Table>(_ rules: FilterRules<Rows>) -> @Sendable (Role) -> ArgumentCondition {
        { _ in
            { (value, conditions) throws(FieldRefusal) in try rules.narrow(&conditions, by: value) }
        }
    }

    /// `scope:` as the table says for the role.
    static func scope<Rows: ScopedTable>(_: Rows.Type) -> @Sendable (Role) -> ArgumentCondition {
        { role in
            { (value, conditions) throws(FieldRefusal) in
                guard case .enumeration(let name) = value, let scope = RecordScope(rawValue: name) else { return }
                guard let condition = Rows.scope(scope, for: role, of: conditions.row) else {
                    throw FieldRefusal(
                        code: "FORBIDDEN_SCOPE", message: "Your role may not ask for the scope \(name).",
                        details: [.init("needed", scope == .company ? "PARTNER_SUPERVISOR" : "AGENT")])
                }
                if condition != "true" { conditions.and("(\(condition))") }
            }
        }
    }

    /// `search:` in a full-text table whose row numbers are the rows' ids.
    static func search(_ table: String) -> @Sendable (Role) -> ArgumentCondition {
        { _ in
            { (value, conditions) throws(FieldRefusal) in
                guard case .string(let text) = value else { return }
                conditions.and("\(conditions.row).id IN (SELECT rowid FROM \(table) WHERE \(table) MATCH ")
                conditions.append(.text(SearchPhrase(text).expression))
                conditions.append(")")
            }
        }
    }

    /// `search:` of a company look-up: the beginnings of words of the name, or a whole TIN.
    ///
    /// - Throws: `BAD_USER_INPUT` for less than three letters or digits: nobody shall leaf through all companies.
    static let company: @Sendable (Role) -> ArgumentCondition = { _ in
        { (value, conditions) throws(FieldRefusal) in
            guard case .string(let text) = value else { return }
            let phrase = SearchPhrase(text)
            guard phrase.letterCount >= 3 else {
                throw FieldRefusal(
                    code: "BAD_USER_INPUT", message: "Give at least three characters of the name, or a whole TIN.")
            }
            let name = conditions.parameter(.text("name : (\(phrase.expression))"))
            let tin = (try? TaxNumber(text)).map { conditions.parameter(.text($0.digits)) }
            conditions.and(OrganizationReferenceTable.isFound(by: name, tin: tin, of: conditions.row))
        }
    }

    /// An argument that names a row: `columnID: ID`.
    static func identifier<Rows: Table>(
        _ type: String, _ column: Rows.Column, of _: Rows.Type
    ) -> @Sendable (Role) -> ArgumentCondition {
        { _ in
            { (value, conditions) throws(FieldRefusal) in
                conditions.and("\(Rows.sql(column, of: conditions.row)) = ")
                conditions.append(.integer(rowNumber(value, of: type)))
            }
        }
    }

    /// `path:` of what may be a portal.
    static let entrance: @Sendable (Role) -> ArgumentCondition = { _ in
        { (value, conditions) throws(FieldRefusal) in
            guard case .string(let text) = value else { return }
            let path = conditions.parameter(.text(text))
            conditions.and(PortalEntranceTable.isAt(path, of: conditions.row))
        }
    }

    /// An argument that names an enum value, which a column has to equal.
    static func enumeration<Rows: Table>(
        _ column: Rows.Column, of _: Rows.Type
    ) -> @Sendable (Role) -> ArgumentCondition {
        { _ in
            { (value, conditions) throws(FieldRefusal) in
                guard case .enumeration(let name) = value else { return }
                conditions.and("\(Rows.sql(column, of: conditions.row)) = ")
                conditions.append(.text(name))
            }
        }
    }

    /// An argument whose text a column has to equal.
    static func text<Rows: Table>(_ column: Rows.Column, of _: Rows.Type) -> @Sendable (Role) -> ArgumentCondition {
        { _ in
            { (value, conditions) throws(FieldRefusal) in
                guard case .string(let text) = value else { return }
                conditions.and("\(Rows.sql(column, of: conditions.row)) = ")
                conditions.append(.text(text))
            }
        }
    }
}

extension Narrowing {
    /// An argument that names a row of any type: `subjectId: ID`.
    static func identifierOfAny<Rows: Table>(
        _ type: Rows.Column, _ column: Rows.Column, of _: Rows.Type
    ) -> @Sendable (Role) -> ArgumentCondition {
        { _ in
            { (value, conditions) throws(FieldRefusal) in
                guard case .string(let text) = value, let (name, row) = GlobalID.decode(text) else {
                    return conditions.and("false")
                }
                conditions.and("\(Rows.sql(type, of: conditions.row)) = ")
                conditions.append(.text(String(name)))
                conditions.and("\(Rows.sql(column, of: conditions.row)) = ")
                conditions.append(.integer(row))
            }
        }
    }

    /// An argument that lists enum values, one of which a column has to be.
    static func among<Rows: Table>(_ column: Rows.Column, of _: Rows.Type) -> @Sendable (Role) -> ArgumentCondition {
        { _ in
            { (value, conditions) throws(FieldRefusal) in
                guard case .list(let items) = value else { return }
                conditions.and("\(Rows.sql(column, of: conditions.row)) IN (")
                for (index, item) in items.enumerated() {
                    guard case .enumeration(let name) = item else { continue }
                    if index > 0 { conditions.append(", ") }
                    conditions.append(.text(name))
                }
                conditions.append(")")
            }
        }
    }
}

/// The row that a global id of `type` names; 0, which no row has, for any other text.
///
/// So an id of a wrong type, a made-up one and one of a row that does not exist are all the same: no row.
func rowNumber(_ value: InputValue, of type: String) -> Int64 {
    guard case .string(let text) = value, let (name, row) = GlobalID.decode(text), name == type else { return 0 }
    return row
}
