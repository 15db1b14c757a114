import Execution
import Portal
import Storage

/// What one object type of schema.graphql is made from.
///
/// At start the bindings are laid over schema.graphql; a field without a binding, or a binding without a field, stops
/// the server with the coordinate that is missing, such as `Opportunity.nextStep`.
protocol ObjectBinding: Sendable {
    associatedtype Rows: Table
    typealias Field = FieldBinding<Rows>

    static var typeName: String { get }
    /// What other bindings call this one; differs from the type where a type is made in several ways.
    static var sourceName: String { get }
    /// Where the fields' values come from, in the order of schema.graphql.
    static var fields: [Field] { get }
    /// Whether the type's objects are only ever a part of another's row, and so have no rows of their own.
    static var isPart: Bool { get }
    /// Rows with the same keys that answer some of the fields on their own.
    static func supertype(for role: Role) -> ObjectSource.Supertype?
}

extension ObjectBinding {
    static var isPart: Bool { false }
    static var sourceName: String { typeName }
    static func supertype(for role: Role) -> ObjectSource.Supertype? { nil }

    /// The binding as the engine takes it, for one role.
    static func source(for role: Role) -> ObjectSource {
        var sources: [String: FieldSource] = [:]
        for field in fields { sources[field.name] = field.source(role) }
        return ObjectSource(
            rows: isPart ? nil : rowSource(Rows.self, for: role), fields: sources, supertype: supertype(for: role))
    }
}

/// The rows of a table that `role` may see.
func rowSource<Rows: Table>(_: Rows.Type, for role: Role) -> RowSource {
    RowSource(
        table: Rows.relation(for: role), key: .init { Rows.key(of: $0) },
        visibility: .init { Rows.visibility(for: role, of: $0) })
}

/// An SQL condition on a row that depends on the role: the conditional codes of the role matrix.
typealias RowCondition = @Sendable (_ role: Role, _ row: String) -> String

/// Where one field's value comes from.
struct FieldBinding<Rows: Table>: Sendable {
    let name: String
    /// The column that the value is, as the table reads it; nil for what is put together in another way.
    let column: Rows.Column?
    /// Where the value is readable, if not in every row that is seen.
    let condition: RowCondition?
    let source: @Sendable (Role) -> FieldSource

    init(
        _ name: String, column: Rows.Column? = nil, when condition: RowCondition? = nil,
        _ source: @escaping @Sendable (Role) -> FieldSource
    ) {
        self.name = name
        self.column = column
        self.condition = condition
        self.source = source
    }

    /// A column of the row; null where `condition` does not hold.
    static func column(_ name: String, _ column: Rows.Column, when condition: RowCondition? = nil) -> Self {
        Self(name, column: column, when: condition) { role in .value(sql(column, role, condition)) }
    }

    /// The object's own `id`.
    static func id(_ type: String, _ column: Rows.Column) -> Self {
        Self("id", column: column) { role in .identifier(type: type, sql(column, role, nil)) }
    }

    /// The `id` of a row of another type that a column names.
    static func id(_ name: String, of type: String, _ column: Rows.Column) -> Self {
        Self(name, column: column) { role in .identifier(type: type, sql(column, role, nil)) }
    }

    /// A column that holds JSON, written as it is.
    static func json(_ name: String, _ column: Rows.Column) -> Self {
        Self(name, column: column) { role in .json(sql(column, role, nil)) }
    }

    /// The `id` of a row whose type another column names.
    static func id(_ name: String, ofAny type: Rows.Column, _ column: Rows.Column) -> Self {
        Self(name) { role in .identifierOfAny(type: sql(type, role, nil), sql(column, role, nil)) }
    }

    /// An object made from columns of the same row; null when `column` is, and where `condition` does not hold.
    static func part(
        _ name: String, _ type: String, present column: Rows.Column? = nil, when condition: RowCondition? = nil
    ) -> Self {
        Self(name, when: condition) { role in .part(type: type, present: column.map { sql($0, role, condition) }) }
    }

    /// The row of another type that `key` names; null where `condition` does not hold.
    static func one(_ name: String, _ type: String, by key: Rows.Column, when condition: RowCondition? = nil) -> Self {
        Self(name, when: condition) { role in .one(type: type, key: sql(key, role, condition)) }
    }

    /// The row of another type that `key` names and that everyone who sees this row sees, since `Known` follows from it.
    ///
    /// - Parameter visibility: What has to hold of the other row besides.
    static func known(
        _ name: String, _ type: String, by key: Rows.Column,
        where visibility: @escaping RowCondition = { _, _ in "true" }
    ) -> Self {
        Self(name) { role in .one(type: type, key: sql(key, role, nil), visibility: .init { visibility(role, $0) }) }
    }

    /// The row of another type that the table names for the role.
    static func one(_ name: String, _ type: String, key: @escaping RowCondition) -> Self {
        Self(name) { role in .one(type: type, key: .init { key(role, $0) }) }
    }

    /// A list of ids that a column names as `Type:row`.
    static func ids(_ name: String, _ column: Rows.Column) -> Self {
        Self(name) { role in .identifiers(sql(column, role, nil)) }
    }

    /// Rows of `Other` that are the same for every row of this table, all at once.
    static func list<Other: Table>(_ name: String, _ rules: ListRules<Other>) -> Self {
        Self(name) { role in .list(rules.source(for: role)) }
    }

    /// The rows of `Other` that `Pairs` joins to this row's `parent` column, all at once.
    static func list<Other: Table, Pairs: Table>(
        _ name: String, _ rules: ListRules<Other>, through _: Pairs.Type, _ item: Pairs.Column, _ owner: Pairs.Column,
        by key: Other.Column, of parent: Rows.Column
    ) -> Self {
        Self(name) { role in
            let link = Link(parent: Rows.expression(parent)) { row, parent in
                Pairs.joins(item, Other.sql(key, of: row), owner, parent)
            }
            return .list(rules.source(for: role, link: link))
        }
    }

    /// The rows of `Other` whose `item` column holds this row's `parent` column, a page at a time.
    static func connection<Other: Table>(
        _ name: String, _ rules: ListRules<Other>, by item: Other.Column, of parent: Rows.Column
    ) -> Self {
        let link = link(item, of: Other.self, parent)
        return Self(name) { role in .connection(rules.source(for: role, link: link)) }
    }

    /// Like `connection`, all at once.
    static func list<Other: Table>(
        _ name: String, _ rules: ListRules<Other>, by item: Other.Column, of parent: Rows.Column
    ) -> Self {
        let link = link(item, of: Other.self, parent)
        return Self(name) { role in .list(rules.source(for: role, link: link)) }
    }

    /// The rows of `Other` that belong to this record, a page at a time.
    static func children<Other: RecordChildTable>(
        _ name: String, _ rules: ListRules<Other>, by item: Other.Column, of parent: Rows.Column
    ) -> Self {
        let children = rules.children(by: link(item, of: Other.self, parent), isShared: Rows.isShared)
        return Self(name) { role in .connection(children(role)) }
    }

    /// The last states of this record, all at once.
    static func history(_ name: String, of parent: Rows.Column) -> Self {
        let link = Link(parent: Rows.expression(parent), condition: ChangeTable.isRecentStateChange)
        let children = Lists.stateChanges.children(by: link, isShared: Rows.isShared)
        return Self(name) { role in .list(children(role)) }
    }

    /// A value that the table works out for the role, written as the field's type says.
    static func computed(_ name: String, _ expression: @escaping RowCondition) -> Self {
        Self(name) { role in .value(.init { expression(role, $0) }) }
    }

    private static func link<Other: Table>(
        _ item: Other.Column, of _: Other.Type, _ parent: Rows.Column
    ) -> Link {
        Link(item: Other.expression(item), parent: Rows.expression(parent))
    }

    private static func sql(_ column: Rows.Column, _ role: Role, _ condition: RowCondition?) -> SQLExpression {
        guard let condition else { return Rows.expression(column) }
        return SQLExpression { Rows.sql(column, of: $0, where: condition(role, $0)) }
    }
}

extension ListRules where Rows: RecordChildTable {
    /// The rows that belong to a record: as visible as the record, which has been seen.
    fileprivate func children(by link: Link, isShared: Bool) -> @Sendable (Role) -> ListSource {
        { role in
            source(
                for: role, link: link,
                visibility: .init { Rows.visibilityInRecord(for: role, of: $0, isShared: isShared) })
        }
    }
}
