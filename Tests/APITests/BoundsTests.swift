import GraphQL
import Portal
import SQLite
import Testing

@testable import API
@testable import Execution

@Suite("What one request may ask for")
struct BoundsTests {
    private static let lead = "TGVhZDoyMDI"

    private func answer(_ query: String) throws -> String {
        try TestPortal(Records.all).answer(query, as: TestPortal.user)
    }

    private func filter(depth: Int) -> String {
        String(repeating: "{not:", count: depth - 1) + "{title:{eq:\"a\"}}" + String(repeating: "}", count: depth - 1)
    }

    @Test("Filters stand five deep in each other and no deeper")
    func filterDepth() throws {
        #expect(try !answer("{cases(filter:\(filter(depth: 5))){totalCount}}").contains("\"errors\""))
        let refused = try answer("{cases(filter:\(filter(depth: 6))){totalCount}}")
        #expect(refused.contains("\"path\":[\"cases\"],\"extensions\":{\"code\":\"BAD_USER_INPUT\"}"))
    }

    @Test("Empty objects of a filter count as comparisons do")
    func emptyObjects() throws {
        let objects = { (count: Int) in "{and:[" + repeatElement("{}", count: count).joined(separator: ",") + "]}" }
        #expect(try !answer("{cases(filter:\(objects(49))){totalCount}}").contains("\"errors\""))
        #expect(try answer("{cases(filter:\(objects(50))){totalCount}}").contains("\"code\":\"BAD_USER_INPUT\""))
    }

    @Test("A text to search for has at most a thousand bytes, as every such argument says")
    func search() throws {
        let query = { (count: Int) in "{cases(search:\"\(String(repeating: "a", count: count))\"){totalCount}}" }
        #expect(try !answer(query(1000)).contains("\"errors\""))
        #expect(try answer(query(1001)).contains("\"message\":\"Search for at most 1000 bytes of text.\""))
        let arguments = try Declared.schema().types.flatMap(\.fields).flatMap(\.arguments).filter {
            $0.name == "search"
        }
        #expect(arguments.count == 10)
        for argument in arguments {
            #expect(argument.element.description?.contains("1,000 bytes") == true, "\(argument.coordinate)")
        }
    }

    @Test("Introspection has at most four MiB, written with the plan or with the request", arguments: [true, false])
    func introspectionBytes(_ isConstant: Bool) throws {
        let aliases = (0..<190).map { "\(String(repeating: "a", count: 250))\($0): description" }.joined(separator: " ")
        let (start, directive) = isConstant ? ("", "") : ("query($x: Boolean!)", "@skip(if: $x)")
        let portal = try ServedPortal()
        let answer = { (fields: String) in
            let query = "\(start){__schema\(directive){types{interfaces{possibleTypes{fields{\(fields)}}}}}}"
            return portal.send(#"{"query":"\#(query)","variables":{"x":false}}"#, as: TestPortal.user).answer
        }
        #expect(answer("name").count > 100_000)
        let refused = answer(aliases)
        #expect(refused.contains("QUERY_TOO_COSTLY"))
        #expect(refused.contains("Introspection answers at most 30000 objects and 4 MiB in an operation."))
        #expect(refused.count < 1000)
    }

    @Test("A list that is an argument has at most a hundred values")
    func listedValues() throws {
        let query = { (count: Int) in
            let kinds = repeatElement("COMMENT", count: count).joined(separator: " ")
            return "{lead(id:\"\(Self.lead)\"){activity(kinds:[\(kinds)]){totalCount}}}"
        }
        #expect(try !answer(query(100)).contains("\"errors\""))
        #expect(try answer(query(101)).contains("\"code\":\"BAD_USER_INPUT\""))
    }

    @Test("A selection that grows with every abstract type on its way is refused")
    func planFields() throws {
        let open = String(repeating: "subject{comments{nodes{", count: 5)
        let leaves = (0..<12).map { "a\($0):id" }.joined(separator: " ")
        let close = String(repeating: "}}}", count: 6)
        let query = "{lead(id:\"\(Self.lead)\"){comments{nodes{\(open)\(leaves)\(close)}"
        let error = #expect(throws: FieldRefusal.self) { try answer(query) }
        #expect(error?.code == "QUERY_TOO_COSTLY")
    }

    @Test("The change feed takes a missing number for its standard one")
    func feedWithoutNumber() throws {
        let page = "{hasMore nextSequence events{sequence}}"
        for types in ["", ",types:null", ",types:[\"Case\"]"] {
            let standard = try answer("{changes(after:0\(types))\(page)}")
            #expect(standard.contains(#""sequence":"#) && !standard.contains("\"errors\""), "\(standard)")
            #expect(try answer("{changes(after:0,first:null\(types))\(page)}") == standard)
        }
    }

    @Test("The change feed begins at its start after any number below 0", arguments: [-1, -20_001, Int(Int32.min)])
    func feedFromBelow(_ after: Int) throws {
        let page = { (after: Int) in try answer("{changes(after:\(after)){events{sequence} nextSequence hasMore}}") }
        let start = try page(0)
        #expect(try page(after) == start)
        #expect(start.contains(#""sequence""#))
    }

    @Test("A page of the change feed looks at 20,000 entries, says that more follow, and goes on after them")
    func window() throws {
        let portal = try TestPortal(
            Records.all + """
                INSERT INTO change (sequence, record_id, record_type, at, actor_id, kind, type) VALUES
                    (20012, 402, 'Case', 5, 4, 'CREATED', 'CREATED'), (20013, 401, 'Case', 5, 2, 'CREATED', 'CREATED');
                """)
        let page = { (after: Int) in
            try portal.answer(
                "{changes(after:\(after)){events{sequence} nextSequence hasMore}}", as: TestPortal.user)
        }
        #expect(try page(12) == #"{"data":{"changes":{"events":[],"nextSequence":20012,"hasMore":true}}}"#)
        #expect(
            try page(20012)
                == #"{"data":{"changes":{"events":[{"sequence":20013}],"nextSequence":20013,"hasMore":false}}}"#)
        #expect(
            try page(13)
                == #"{"data":{"changes":{"events":[{"sequence":20013}],"nextSequence":20013,"hasMore":false}}}"#)
    }

    @Test(
        "A sum that has no place in 64 bits is null, beside its count",
        arguments: [(4, "\"800000000000000\""), (9, "null")])
    func sum(_ quintillions: Int, _ total: String) throws {
        let portal = try TestPortal(
            Records.all + """
                UPDATE registration SET state = 'IN_REVIEW', estimated_value = \(quintillions)000000000000000000
                    WHERE id IN (101, 102);
                """)
        #expect(
            try portal.answer(
                "{registrations(scope:COMPANY){summary{key count total}}}", as: TestPortal.supervisor)
                == #"{"data":{"registrations":{"summary":[{"key":"IN_REVIEW","count":2,"total":\#(total)}]}}}"#)
    }

    @Test("An answer ends at 16 MiB")
    func answerSize() throws {
        let query = "{case(number:\"CASE-000001\"){comments{nodes{body}}}}"
        let portal = { (bytes: Int) in
            try TestPortal(Records.all + "UPDATE comment SET body = printf('%.*c', \(bytes), 'x') WHERE id = 1;")
        }
        #expect(try !portal(16 << 19).answer(query, as: TestPortal.user).contains("errors"))
        let answer = try portal((16 << 20) + 1).answer(query, as: TestPortal.user)
        #expect(answer.contains("\"errors\"") && answer.utf8.count < 1000)
    }

    @Test("A request that has used up what it may cost ends there, with one error and no data")
    func stops() throws {
        let fields = (0..<30).map { "a\($0):case(number:\"CASE-000001\"){comments{totalCount nodes{body}}}" }
        let query = "{\(fields.joined(separator: " "))}"
        let large = try TestPortal(
            Records.all + "UPDATE comment SET body = printf('%.*c', 16777217, 'x') WHERE id = 1;")
        let slow = try TestPortal(
            Records.all + """
                WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
                INSERT INTO comment (id, record_id, kind, body, author_id, created_at, updated_at)
                    SELECT i, 401, 'ADDITIONAL_COMMENT', 'x', 2, i, i FROM n;
                """)
        slow.connection.allowWork(steps: 0)
        for (answer, code) in [
            (try large.answer(query, as: TestPortal.user), "QUERY_TOO_COSTLY"),
            (try slow.answer(query, as: TestPortal.user), "TIMEOUT"),
        ] {
            #expect(answer.hasPrefix(#"{"data":null,"errors":[{"#), "\(answer.prefix(300))")
            #expect(answer.count(of: #""code":"#) == 1 && answer.contains(code), "\(answer.suffix(300))")
        }
    }

    @Test(
        "A size that is null is no size: the page has its standard one",
        arguments: ["first:null", "last:null", "first:null,last:null"])
    func nullSize(_ arguments: String) throws {
        #expect(
            try answer("{cases(\(arguments)){totalCount nodes{title}}}") == answer("{cases{totalCount nodes{title}}}"))
    }

    @Test("Plans of different documents are kept up to 32 MiB together, the latest used; one alone up to an eighth")
    func planCache() throws {
        let portal = try TestPortal()
        var cache = PlanCache(seed: 1)
        let document = { (number: Int, bytes: Int) in
            let query = "{a\(number):__typename}"
            return query + String(repeating: " ", count: bytes - query.utf8.count)
        }
        let keep = { (query: String, cache: inout PlanCache) in
            let plan = PreparedPlan(try portal.plan(of: query, for: .admin))
            Array(query.utf8).withUnsafeBytes { cache.insert(plan, for: $0, operationName: nil, role: 1) }
        }
        let isKept = { (query: String, cache: inout PlanCache) in
            Array(query.utf8).withUnsafeBytes { cache.plan(for: $0, operationName: nil, role: 1) != nil }
        }
        // The document is there twice: as the cache's key, and for the places of errors.
        for number in 0..<20 { try keep(document(number, 1 << 20), &cache) }
        #expect((0..<20).filter { isKept(document($0, 1 << 20), &cache) } == Array(5..<20))
        try keep(document(0, 2 << 20), &cache)
        #expect(!isKept(document(0, 2 << 20), &cache))
    }
}
