import Execution
import GraphQL
import Portal

@testable import API

/// Every piece of SQL that the sources of a role can put into a statement, each as a statement of its own.
struct Statements {
    let sources: Sources
    private(set) var all: [(coordinate: String, sql: String)] = []
    /// Types that a source names and nothing makes.
    private(set) var unbound: Set<String> = []

    init(of role: Role, in schema: Schema) {
        sources = Bindings.sources(for: role, in: schema)
        for (name, object) in sources.objects {
            if let rows = object.rows {
                add("\(name)", "SELECT 1", rows, "t0")
                addFields(object.fields, of: name, in: rows)
            } else if name == "Query" || name == "Mutation" {
                addFields(object.fields, of: name, in: nil)
            }
        }
        for (name, abstract) in sources.abstracts {
            add("\(name)", "SELECT \(abstract.discriminator("t0"))", abstract.rows, "t0")
            addFields(abstract.shared, of: name, in: abstract.rows)
            for member in abstract.members {
                guard let object = sources.objects[member.typeName] else {
                    unbound.insert(member.typeName)
                    continue
                }
                add("\(name).\(member.typeName)", "SELECT \(member.key?("t0") ?? "1")", abstract.rows, "t0")
                if object.rows == nil { addFields(object.fields, of: member.typeName, in: abstract.rows) }
            }
        }
    }

    private mutating func addFields(_ fields: [String: FieldSource], of type: String, in rows: RowSource?) {
        for (name, field) in fields { add(field, "\(type).\(name)", in: rows) }
    }

    private mutating func add(_ field: FieldSource, _ coordinate: String, in rows: RowSource?) {
        switch field {
        case .value(let expression), .json(let expression), .identifier(_, let expression),
            .identifiers(let expression):
            add(coordinate, "SELECT \(expression("t0"))", rows, "t0")
        case .identifierOfAny(let type, let expression):
            add(coordinate, "SELECT \(type("t0")), \(expression("t0"))", rows, "t0")
        case .part(let type, let present):
            add(coordinate, "SELECT \(present?("t0") ?? "1")", rows, "t0")
            guard let part = sources.objects[type] else { return _ = unbound.insert(type) }
            addFields(part.fields, of: "\(coordinate).\(type)", in: rows)
        case .one(let type, let key, _):
            guard let target = sources.objects[type]?.rows ?? sources.abstracts[type]?.rows else {
                return _ = unbound.insert(type)
            }
            let join = """
                LEFT JOIN \(target.table) AS t1 ON \(target.key("t1")) = \(key("t0")) AND (\(target.visibility("t1")))
                """
            add(coordinate, "SELECT \(target.key("t1"))", rows, "t0", join)
        case .list(let list), .connection(let list): add(list, coordinate, parent: rows, isOrdered: true)
        case .first(let list), .row(let list): add(list, coordinate, parent: rows, isOrdered: false)
        case .guarded(let failure, let present, let source):
            add(coordinate, "SELECT \(failure("t0")), \(present("t0"))", rows, "t0")
            add(source, coordinate, in: rows)
        case .node, .nodes, .mutation, .deniedFields: break
        }
    }

    private mutating func add(_ list: ListSource, _ coordinate: String, parent: RowSource?, isOrdered: Bool) {
        guard let rows = sources.objects[list.type]?.rows ?? sources.abstracts[list.type]?.rows else {
            return _ = unbound.insert(list.type)
        }
        if let link = list.link { add(coordinate, "SELECT \(link.parent("t0"))", parent, "t0") }
        let conditions = [
            list.link?.condition("t0"), list.condition?("t0"), (list.visibility ?? rows.visibility)("t0"),
        ]
        let orders = list.orders.fields.values.map { $0.column("t0") }
        let order = isOrdered ? orders + [list.orders.tieBreak?("t0") ?? rows.key("t0")] : ["1"]
        var columns = ["1"]
        for grouping in list.groupings.values { columns += [grouping.key("t0"), grouping.total?("t0") ?? "NULL"] }
        all.append(
            (
                coordinate,
                """
                SELECT \(columns.joined(separator: ", ")) FROM \(rows.table) AS t0
                WHERE \(conditions.compactMap { $0.map { "(\($0))" } }.joined(separator: " AND "))
                ORDER BY \(order.joined(separator: ", "))
                """
            ))
    }

    private mutating func add(
        _ coordinate: String, _ select: String, _ rows: RowSource?, _ row: String, _ join: String = ""
    ) {
        guard let rows else { return }
        all.append((coordinate, "\(select) FROM \(rows.table) AS \(row) \(join) WHERE \(rows.visibility(row))"))
    }
}
