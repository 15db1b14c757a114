import Execution
import GraphQL
import Portal
import SQLite
import Testing

@testable import API

/// Lists of what belongs to a record: what is internal is neither counted, nor listed, nor a gap between two pages.
@Suite("What a partner sees of a conversation")
struct ConversationAccessTests {
    /// A list of a record type, and what an item of it can be.
    private struct RecordList {
        let type: String
        let name: String

        /// Every connection of a record whose items the matrix hides from somebody when they are internal.
        static func all(in schema: Schema) throws -> [RecordList] {
            let internals = try Set(AuthorizationMatrix().rows.filter { $0.codes.contains("X") }.map(\.type))
            return schema.types.filter { $0.kind == .object }.flatMap { type in
                type.fields.filter { field in
                    let page = schema[field.type.named]
                    guard page.name.hasSuffix("Connection"),
                        let nodes = page.fields.first(where: { $0.name == "nodes" })
                    else { return false }
                    return schema[nodes.type.named].possibleTypes.members.contains {
                        internals.contains(schema[$0].name)
                    }
                }.map { RecordList(type: type.name, name: $0.name) }
            }
        }
    }

    @Test("Counts, nodes, edges and pages hold what is there for the caller, in every list of every record type")
    func lists() throws {
        let demo = try DemoPortal(Self.internals)
        var hidden: [String: Int] = [:]
        for list in try RecordList.all(in: Declared.schema()) {
            for viewer in demo.callers where viewer.partnerID != 0 {
                for record in try demo.portal.busiest(list.type, for: viewer) {
                    let stored = try demo.portal.numbers(AccessOracle.stored(in: list.name, of: record))[0]
                    hidden["\(list.type).\(list.name)", default: 0] +=
                        stored - (try compare(list, of: record, viewer, demo.portal))
                }
            }
        }
        #expect(hidden.values.allSatisfy { $0 > 0 }, "\(hidden)")
        #expect(hidden.count >= 15)
    }

    /// - Returns: How many items there are for the caller.
    private func compare(
        _ list: RecordList, of record: Int64, _ viewer: Viewer, _ portal: borrowing TestPortal
    ) throws -> Int {
        let sql = try #require(
            AccessOracle(viewer: viewer).items(of: list.name, in: record), "\(list.type).\(list.name): no oracle")
        let expected = try portal.ids(sql)
        let place = "\(list.type).\(list.name) of \(record) for \(viewer)"
        let whole = try portal.page(of: list.type, list.name, record, "first:100", as: viewer)
        #expect(whole.total == expected.count, "\(place)")
        #expect(whole.nodes == Array(expected.prefix(100)), "\(place)")
        var walked: [String] = []
        var after = ""
        repeat {
            let page = try portal.page(of: list.type, list.name, record, "first:3\(after)", as: viewer)
            #expect(
                page.total == expected.count && page.nodes.count == min(3, expected.count - walked.count), "\(place)")
            walked += page.nodes
            after = page.end.map { ",after:\"\($0)\"" } ?? ""
            if !page.hasNext { break }
        } while walked.count < expected.count
        #expect(walked == expected, "\(place)")
        return expected.count
    }

    /// Internal touch points and files on every record, and their entries of the feed.
    private static let internals = """
        INSERT INTO touch_point (record_id, kind, at, title, actor_id, internal, created_at)
            SELECT id, 'CALL', 0, 'Among us', (SELECT min(id) FROM agent), 1, 0 FROM record;
        INSERT INTO attachment (record_id, file_name, media_type, size, sha256, stored_at, uploaded_by_id, internal,
                created_at)
            SELECT id, 'Among us', 'text/plain', 1, printf('%064d', id), 1, (SELECT min(id) FROM agent), 1, 0 FROM record;
        INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field, internal)
            SELECT id, type, 0, (SELECT min(id) FROM agent), 'FIELD_CHANGE', 'UPDATED', 'internalNotes', 1 FROM record;
        INSERT INTO change (record_id, record_type, at, actor_id, kind, type, ref_id, internal)
            SELECT record.id, record.type, 0, (SELECT min(id) FROM agent), 'ATTACHMENT', 'CREATED', attachment.id, 0
            FROM record JOIN attachment ON attachment.record_id = record.id AND attachment.file_name = 'Among us';
        """
}

extension TestPortal {
    fileprivate struct Page {
        let total: Int
        let nodes: [String]
        let hasNext: Bool
        let end: String?
    }

    /// Some records that the caller sees, those with the most changes first.
    fileprivate func busiest(_ type: String, for viewer: Viewer) throws -> [Int64] {
        guard let table = AccessOracle.tables[type], let rules = AccessOracle(viewer: viewer).exists(type) else {
            return []
        }
        var rows = try connection.prepare(
            """
            SELECT r.id FROM \(table) AS r WHERE \(rules.joined(separator: " AND "))
            ORDER BY (SELECT count(*) FROM change WHERE record_id = r.id) DESC LIMIT 2
            """
        ).rows()
        var ids: [Int64] = []
        while try rows.step() { ids.append(rows.integer(0)) }
        return ids
    }

    /// The global ids that a statement of types and keys stands for.
    fileprivate func ids(_ sql: String) throws -> [String] {
        var rows = try connection.prepare(sql).rows()
        var ids: [String] = []
        while try rows.step() { ids.append(GlobalID.encode(rows.text(0), rows.integer(1))) }
        return ids
    }

    /// One page of a list; its edges hold what its nodes do.
    fileprivate func page(
        of type: String, _ list: String, _ record: Int64, _ arguments: String, as viewer: Viewer
    ) throws -> Page {
        let id = GlobalID.encode(type, record)
        let item = "{...on Node{id}}"
        let answer = try answer(
            """
            {node(id:"\(id)"){...on \(type){page:\(list)(\(arguments)){totalCount nodes\(item) edges{node\(item)}
              pageInfo{hasNextPage endCursor}}}}}
            """, as: viewer)
        var rows = try connection.prepare(
            """
            SELECT ?1 ->> '$.data.node.page.totalCount', ?1 ->> '$.data.node.page.pageInfo.hasNextPage',
                ?1 ->> '$.data.node.page.pageInfo.endCursor',
                (SELECT group_concat(value ->> '$.id', ' ') FROM json_each(?1, '$.data.node.page.nodes')),
                (SELECT group_concat(value ->> '$.node.id', ' ') FROM json_each(?1, '$.data.node.page.edges'))
            """
        ).rows(.text(answer))
        _ = try rows.step()
        #expect(rows.text(3) == rows.text(4) && !answer.contains("errors"), "\(answer)")
        return Page(
            total: Int(rows.integer(0)), nodes: rows.text(3).split(separator: " ").map(String.init),
            hasNext: rows.integer(1) != 0, end: rows.isNull(2) ? nil : rows.text(2))
    }
}
