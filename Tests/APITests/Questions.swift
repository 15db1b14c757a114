import Execution
import GraphQL
import Portal
import SQLite

@testable import API

/// Some fields of a type, asked of every row that its table has.
struct Questions {
    /// What a field of a row answers: a scalar as text, the ids of the objects it leads to, nothing for null.
    typealias Values = [String: [String]]

    private let type: String
    private let table: String
    private let key: String
    private let selection: String
    /// Fields of objects.
    private let composites: Set<String>

    init(_ type: String, _ fields: [String]) throws {
        let schema = try Declared.schema()
        guard let definition = schema.type(named: type), let table = AccessOracle.tables[type] else {
            throw Unknown(type: type)
        }
        let asked = definition.fields.filter { fields.contains($0.name) && $0.name != "id" }
        self.type = type
        self.table = table
        key = type == "ChangeRecord" ? "sequence" : "id"
        composites = Set(asked.filter { schema[$0.type.named].isComposite }.map(\.name))
        selection = asked.map { field in
            if !schema[field.type.named].isComposite { return field.name }
            let isConnection = schema[field.type.named].name.hasSuffix("Connection")
            return field.name + (isConnection ? "(first:100){nodes{id}}" : "{id}")
        }.joined(separator: " ")
    }

    struct Unknown: Error { let type: String }

    /// Of some rows of every kind whether the conditions hold, by the row's global id.
    ///
    /// Rows are of one kind when the same conditions hold.
    func sample(_ conditions: [String], in portal: borrowing TestPortal) throws -> [String: [Bool]] {
        let columns = conditions.map { "coalesce(\($0), false)" }.joined(separator: ", ")
        var rows = try portal.connection.prepare("SELECT \(key), \(columns) FROM \(table) AS r ORDER BY 1").rows()
        var truths: [String: [Bool]] = [:]
        var counts: [[Bool]: Int] = [:]
        while try rows.step() {
            let truth = conditions.indices.map { rows.integer(Int32($0 + 1)) != 0 }
            counts[truth, default: 0] += 1
            if counts[truth, default: 0] <= Self.rowsOfKind {
                truths[GlobalID.encode(type, rows.integer(0))] = truth
            }
        }
        return truths
    }

    private static let rowsOfKind = 25

    /// What the caller is answered of each row that it finds.
    func answers(
        _ ids: some Collection<String>, in portal: borrowing TestPortal, as viewer: Viewer
    ) throws -> [String: Values] {
        let ids = ids.sorted()
        var answers: [String: Values] = [:]
        for start in stride(from: 0, to: ids.count, by: 100) {
            let page = ids[start..<min(start + 100, ids.count)]
            let list = page.map { "\"\($0)\"" }.joined(separator: ",")
            let answer = try portal.answer("{nodes(ids:[\(list)]){...on \(type){id \(selection)}}}", as: viewer)
            if answer.contains(#""errors":"#) { throw Refused(answer: String(answer.suffix(400))) }
            for (index, field, value) in try portal.members(of: answer) {
                answers[page[page.startIndex + index], default: [:]][field] = values(value, of: field)
            }
        }
        return answers
    }

    struct Refused: Error { let answer: String }

    private func values(_ value: String?, of field: String) -> [String] {
        guard let value else { return [] }
        return composites.contains(field) ? Self.ids(in: value) : [value]
    }

    private static func ids(in json: String) -> [String] {
        json.matches(of: #/"id":"([^"]*)"/#).map { String($0.1) }
    }

    /// All values of scalars, and of the ids of objects those that lead the caller to a row.
    func reachable(
        from answers: [String: Values], in portal: borrowing TestPortal, by oracle: AccessOracle
    ) throws -> Set<String> {
        var reachable: Set<String> = []
        var references: Set<String> = []
        for (field, values) in answers.values.flatMap({ Array($0) }) {
            if composites.contains(field) { references.formUnion(values) } else { reachable.formUnion(values) }
        }
        reachable.formUnion(try portal.found(references, as: oracle.viewer))
        // An actor is seen by name even where there is nothing more to see of it.
        let actors = try portal.keys("SELECT id FROM actor AS r WHERE \(oracle.actors)")
        return reachable.union(
            references.filter { id in
                guard let (type, row) = GlobalID.decode(id) else { return false }
                return ["PartnerUser", "Agent", "IntegrationAccount", "SystemActor"].contains(type)
                    && actors.contains(row)
            })
    }
}

extension TestPortal {
    /// The members of the objects in an answer's list `nodes`.
    fileprivate func members(of answer: String) throws -> [(index: Int, field: String, value: String?)] {
        var rows = try connection.prepare(
            """
            SELECT node.key, member.key, member.value
            FROM json_each(?1, '$.data.nodes') AS node, json_each(node.value) AS member
            """
        ).rows(.text(answer))
        var members: [(index: Int, field: String, value: String?)] = []
        while try rows.step() {
            members.append((Int(rows.integer(0)), rows.text(1), rows.isNull(2) ? nil : rows.text(2)))
        }
        return members
    }

    /// The ids that lead the caller to a row.
    fileprivate func found(_ ids: Set<String>, as viewer: Viewer) throws -> [String] {
        let ids = ids.sorted()
        return try stride(from: 0, to: ids.count, by: 100).flatMap { start in
            let list = ids[start..<min(start + 100, ids.count)].map { "\"\($0)\"" }.joined(separator: ",")
            return try members(of: answer("{nodes(ids:[\(list)]){id}}", as: viewer)).compactMap(\.value)
        }
    }

    /// The first column of a statement.
    fileprivate func keys(_ sql: String) throws -> Set<Int64> {
        var rows = try connection.prepare(sql).rows()
        var keys: Set<Int64> = []
        while try rows.step() { keys.insert(rows.integer(0)) }
        return keys
    }

    /// The only row of a statement of integers.
    func numbers(_ sql: String) throws -> [Int] {
        let statement = try connection.prepare(sql)
        var rows = statement.rows()
        _ = try rows.step()
        return [Int(rows.integer(0)), Int(rows.integer(1))]
    }

    /// The answer to the caller who tries a field of a root, or of its own company.
    func knock(at type: String, _ field: String, as viewer: Viewer) throws -> String {
        switch type {
        case "Query": return try answer("{\(Self.doors[field] ?? field){found:__typename}}", as: viewer)
        case "OrganizationRef": return try answer("{companyLookup(search:\"blue\"){\(field)}}", as: viewer)
        case "PartnerOrganization":
            let company = GlobalID.encode(type, viewer.partnerID)
            let selection = field == "users" ? "totalCount" : "found:__typename"
            return try answer("{partnerOrganization(id:\"\(company)\"){\(field){\(selection)}}}", as: viewer)
        case "Mutation":
            do throws(FieldRefusal) {
                try MutationBinding.all.first { $0.name == field }?.checkRights(of: viewer)
                return ""
            } catch {
                return ([error.code] + error.details.map { "\"\($0.name)\":\"\($0.value)\"" }).joined(separator: " ")
            }
        default: return ""
        }
    }

    private static let doors = ["companyLookup": "companyLookup(search:\"blue\")"]
}

extension DemoPortal {
    /// Callers of the roles that conditions distinguish, with and without each right that one asks for.
    var callers: [Viewer] {
        viewers.flatMap { viewer in
            let rights: [Rights] =
                switch viewer.role {
                case .anonymous, .admin: []
                case .partnerUser, .partnerSupervisor: [viewer.rights]
                case .agent: [viewer.rights.subtracting(.manager), viewer.rights.union(.manager)]
                case .integration:
                    [viewer.rights] + IntegrationScope.allCases.map { viewer.rights.subtracting($0.right) }
                }
            return rights.map {
                Viewer(actorID: viewer.actorID, partnerID: viewer.partnerID, role: viewer.role, rights: $0)
            }
        }
    }
}
